"""`/theo-doi/…`: following by mail, without an account and without a session.

Looking changes nothing, since programmes that guard mail boxes open every link: each act is a
button. What is asked about an address is answered alike, whoever has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from sanvat.errors import Refusal
from sanvat.follow import actions, links
from sanvat.follow.declared import Topic, topic_kinds, topics
from sanvat.follow.models import Follower
from sanvat.news import published
from sanvat.places.maps import map_on
from sanvat.portal.follow.forms import AddressForm, FollowForm, WishesForm
from sanvat.portal.public_forms import SentForm, few_in_a_minute
from sanvat.portal.strangers import token_for
from sanvat.records.locks import Gone
from sanvat.text.language import language

TOPIC = "gi"
SENT = "da-gui"
LONGEST_TOPIC = 80
OWN_LINK = "own link"

reading = require_http_methods(["GET", "HEAD", "POST"])


@reading
@never_cache
@few_in_a_minute("public_form")
def index(request: HttpRequest) -> HttpResponse:
    """What may be followed; with `?gi=` the form for one of them."""
    asked = request.POST.get(TOPIC) or request.GET.get(TOPIC, "")
    topic = _topic(asked)
    if topic is None:
        if asked or request.method == "POST":
            raise Http404
        return _page(request, "index", _choices(AddressForm(auto_id="own_%s"), token_for(OWN_LINK)))
    key = topic.key
    form = FollowForm(request.POST or None, initial={"language": language()})

    def ask(_is_proven: bool) -> str:
        with _faults_of("email"):
            actions.ask_to_follow(key, at=timezone.now(), **form.cleaned_data)
        return _thanks()

    came = SentForm(request, form, key, limit="follow", otherwise=_thanks())
    if to := came.taken(ask):
        return redirect(to)
    response = _page(request, "index", {"topic": topic, "form": form, **came.context})
    return _with_faults(response) if request.method == "POST" else response


def _thanks() -> str:
    return f"{reverse('portal:follow')}?{SENT}=1"


def _choices(own: AddressForm, token: str) -> dict[str, object]:
    return {
        "groups": _groups(),
        "provinces": map_on(None).provinces,
        "own": own,
        "token": token,
    }


@contextmanager
def _faults_of(field: str) -> Iterator[None]:
    """A fault that an act finds with what was typed stands at its field."""
    try:
        yield
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            raise
        raise ValidationError({field: error}) from None


def _topic(key: str) -> Topic | None:
    return topics([key]).get(key) if 0 < len(key) <= LONGEST_TOPIC and "\0" not in key else None


def _groups() -> list[tuple[str, list[Topic]]]:
    """Those that need no search: all news, the main site's sections, the calendar, drafts, answered
    matters."""
    home = published.home()
    sections = published.sections(home) if home else []
    keys = ["tin:", *(f"muc:{each.pk}" for each in sections), "lich:", "du-thao:"]
    keys.append("phan-anh:")
    groups: dict[str, list[Topic]] = {}
    for key, topic in topics(keys).items():
        groups.setdefault(str(topic_kinds()[key.partition(":")[0]].label), []).append(topic)
    return list(groups.items())


@require_POST
@never_cache
@few_in_a_minute("public_form")
def own_link(request: HttpRequest) -> HttpResponse:
    """Send the link of one's own page again."""
    form = AddressForm(request.POST, auto_id="own_%s")

    def send(_is_proven: bool) -> str:
        with _faults_of("email"):
            actions.send_own_page(at=timezone.now(), **form.cleaned_data)
        return _thanks()

    came = SentForm(request, form, OWN_LINK, limit="follow", otherwise=_thanks())
    if to := came.taken(send):
        return redirect(to)
    return _with_faults(_page(request, "index", {**_choices(form, ""), **came.context}))


@reading
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    following = links.following_to_confirm(token)
    topic = _topic(following.topic) if following else None
    if following is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            actions.confirm_following(following, at=timezone.now())
            return redirect(f"{_own(following.follower)}?moi=1")
        except Refusal as said:
            refusal = said.message
        except Gone:
            raise Http404 from None
    context = {"topic": topic, "is_new": following.confirmed_at is None, "refusal": refusal}
    response = _page(request, "confirm", context)
    return _with_faults(response) if refusal else response


@reading
@never_cache
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    """All that one follows. POST: how often, and in which language."""
    follower = links.follower_of(token)
    if follower is None:
        raise Http404
    initial = {"wanted": follower.rhythm, "language": follower.language}
    form = WishesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_wishes(follower, at=timezone.now(), **form.cleaned_data)
        except Gone:
            raise Http404 from None
        return redirect(f"{_own(follower)}?da-doi=1")
    followed = list(follower.followings.filter(confirmed_at__isnull=False))
    known = topics([each.topic for each in followed])
    context = {
        "followed": [(each, known.get(each.topic)) for each in followed],
        "form": form,
        "token": token,
        "end": reverse("portal:follow_end", args=[links.token_to_end(follower)]),
        "is_new": request.GET.get("moi") == "1",
        "was_changed": request.GET.get("da-doi") == "1",
    }
    response = _page(request, "own_page", context)
    return _with_faults(response) if form.errors else response


@require_POST
@never_cache
def stop(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """One topic no more."""
    follower = links.follower_of(token)
    if follower is None:
        raise Http404
    following = follower.followings.filter(pk=min(pk, 2**63 - 1)).first()
    if following is None:
        raise Http404
    try:
        is_left = actions.stop_following(following, at=timezone.now())
    except Gone:
        raise Http404 from None
    return redirect(f"{_own(follower)}?da-doi=1") if is_left else _ended(request)


@csrf_exempt  # RFC 8058: mail programmes send it themselves; the signed link is what lets them
@reading
@never_cache
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing any more: one button, or one click in a mail programme. Whoever comes again finds
    that it has ended."""
    follower = links.follower_to_end(token)
    if request.method == "POST":
        if follower is not None:
            try:
                actions.end_following(follower, at=timezone.now())
            except Gone:
                return _ended(request)
        return _ended(request)
    if follower is None:
        return _ended(request)
    return _page(request, "end", {"number": follower.followings.count()})


def _ended(request: HttpRequest) -> HttpResponse:
    return _page(request, "ended", {})


def _own(follower: Follower) -> str:
    return reverse("portal:follow_own_page", args=[links.token_of(follower)])


def _page(request: HttpRequest, name: str, context: Mapping[str, object]) -> HttpResponse:
    return render(
        request, f"portal/follow/{name}.html", {"was_sent": request.GET.get(SENT) == "1", **context}
    )


def _with_faults(response: HttpResponse) -> HttpResponse:
    response.status_code = 422
    return response
