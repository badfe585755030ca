"""A session that ended keeps what was typed.

Each form of the desk says, signed, for whom it was drawn (`whose`). Sent without a session, or
from a page older than the session there is, it is kept for that person alone: who has signed in
again finds the page with everything in its form, and sends it themselves. A stranger has no such
sign, so nothing of theirs is kept. Files are not kept; their names are told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from sanvat.desk.kept import filling
from sanvat.parties.models import User
from sanvat.records import kept
from sanvat.records.models import KeptForm

KEY = "giu"
"""Names, in the address of a page and in its form, what is put back into it."""

MOST_PARTS = 12
"""Of an address: no page of ours lies deeper."""

_signer = signing.Signer(salt="sanvat.desk.kept")


def mark_of(person: User) -> str:
    """What a form says of for whom it was drawn: the person, and the role they acted in."""
    return _signer.sign(f"{person.pk}.{person.acting.pk if person.acting else 0}")


def drawn_for(request: HttpRequest) -> int | None:
    """The key of the person for whom the form that is sent was drawn, where it says so."""
    return _drawn(request)[0]


def drawn_in(request: HttpRequest) -> int | None:
    """The key of the membership for which it was drawn; 0 for none, None where it does not say."""
    return _drawn(request)[1]


def _drawn(request: HttpRequest) -> tuple[int | None, int | None]:
    try:
        person, dot, membership = _signer.unsign(request.POST.get("whose", "")).partition(".")
        return int(person), int(membership) if dot else None
    except (signing.BadSignature, ValueError):
        return None, None


def is_of_another_role(request: HttpRequest, person: User) -> bool:
    """Whether the form that is sent was drawn while the person acted in another role than now, as
    where they chose another one in another window. It must not be done in that other's name."""
    membership = drawn_in(request)
    acting = person.acting.pk if person.acting else 0
    return drawn_for(request) == person.pk and membership is not None and membership != acting


def is_held(membership: int | None, person: User) -> bool:
    """Whether a form was drawn for the person themselves, or in a role they hold today."""
    return not membership or any(each.pk == membership for each in person.roles_of_today)


# Where a form stands


def opens(path: str) -> bool:
    """Whether a page of the desk can be opened at this path."""
    try:
        return bool(getattr(resolve(path).func, "opens", False))
    except Resolver404:
        return False


def page_of(path: str) -> str:
    """The nearest page at this path or above it that can be opened."""
    parts = path.strip("/").split("/", MOST_PARTS)[:MOST_PARTS]
    for count in range(len(parts), 0, -1):
        above = f"/{'/'.join(parts[:count])}/"
        if opens(above):
            return above
    return reverse("desk:home")


def stands_on(request: HttpRequest) -> str:
    """The page on which the form stood that was sent, as the browser tells, or else as the
    addresses do."""
    address = request.headers.get("HX-Current-URL", "") or request.headers.get("Referer", "")
    try:
        told = urlsplit(address)
    except ValueError:  # no address at all
        return page_of(request.path)
    if told.netloc == request.get_host() and opens(told.path):
        query = [(name, value) for name, value in parse_qsl(told.query) if name != KEY]
        return told.path + (f"?{urlencode(query)}" if query else "")
    return page_of(request.path)


# Keeping

LeavesOut = Callable[[QueryDict, str], bool]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def leaving_out(tells: LeavesOut) -> Callable[[View], View]:
    """Of a view: which fields of its form are never kept, by all that was sent and their names.
    What is sealed once it is sent must not wait in the open before."""

    def wrap(view: View) -> View:
        view.leaves_out = tells  # type: ignore[attr-defined]
        return view

    return wrap


def _left_out(request: HttpRequest) -> Callable[[str], bool]:
    try:
        view = resolve(request.path).func
    except Resolver404:
        return lambda name: False
    tells: LeavesOut | None = getattr(view, "leaves_out", None)
    return lambda name: tells is not None and tells(request.POST, name)


def keep(request: HttpRequest) -> str:
    """Keep what was typed; returns the address of the page that then shows it again, "" where
    nothing could be kept."""
    person, is_left_out = drawn_for(request), _left_out(request)
    if person is None or not User.objects.filter(pk=person, is_active=True).exists():
        return ""
    key = kept.keep(
        {
            name: [str(value) for value in values]
            for name, values in request.POST.lists()
            if filling.is_kept(name) and not is_left_out(name)
        },
        files=[file.name or "" for _name, files in request.FILES.lists() for file in files],
        to=request.path,
        person=person,
        membership=drawn_in(request),
        at=timezone.now(),
    )
    if not key:
        return ""
    page = stands_on(request)
    return f"{page}{'&' if '?' in page else '?'}{urlencode({KEY: key})}"


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To whoever is not signed in: the way in, and from there back to the page they meant."""
    if request.method in ("GET", "HEAD"):
        asked_by_htmx = request.headers.get("HX-Request") == "true"
        return _sent_on(request, stands_on(request) if asked_by_htmx else request.get_full_path())
    page = keep(request)
    if page:
        said = _(
            "Phiên làm việc đã kết thúc nên điều bạn vừa gửi chưa được ghi. Nó vẫn được giữ lại: "
            "hãy đăng nhập để xem lại rồi gửi."
        )
    else:
        said = _(
            "Phiên làm việc đã kết thúc nên điều bạn vừa gửi chưa được ghi. Hãy đăng nhập rồi "
            "làm lại."
        )
    messages.warning(request, said)
    return _sent_on(request, page or stands_on(request))


def _sent_on(request: HttpRequest, page: str) -> HttpResponse:
    response = redirect_to_login(page)
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(response["Location"])
    return response


def to_choose(request: HttpRequest) -> HttpResponse:
    """To who has not chosen for whom they act: the choice, and from there back."""
    page = keep(request) if request.method == "POST" else request.get_full_path()
    if request.method == "POST":
        messages.warning(
            request,
            _(
                "Vai trò bạn đang dùng đã đổi nên điều vừa gửi chưa được ghi. Hãy chọn vai trò; "
                "điều bạn nhập sẽ hiện lại để xem và gửi."
            )
            if page
            else _(
                "Vai trò bạn đang dùng đã đổi nên điều vừa gửi chưa được ghi. Hãy chọn vai trò "
                "rồi làm lại."
            ),
        )
    return _to_the_choice(request, page)


def _to_the_choice(request: HttpRequest, page: str) -> HttpResponse:
    page = page or stands_on(request)
    back = "" if page == reverse("desk:home") else f"?{urlencode({'next': page})}"
    address = f"{reverse('desk:acting')}{back}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(address)
    return redirect(address)


def in_another_role(request: HttpRequest, person: User) -> HttpResponse:
    """The answer to a form that was drawn in another role than the person acts in now: nothing is
    done. They choose the role, and find what was typed; if they hold that role no longer, a page
    with what they typed."""
    if not is_held(drawn_in(request), person):
        body = render_to_string(
            "desk/kept/over.html", {"typed": getattr(request, "typed", [])}, request
        )
        return HttpResponse(body, status=403)
    page = keep(request)
    now = _("Bạn đang thay mặt %(role)s.") % {"role": person.acting} if person.acting else ""
    said = _(
        "Biểu mẫu vừa gửi được mở khi bạn thay mặt nơi khác, nên chưa được ghi. Hãy chọn vai trò; "
        "điều bạn nhập sẽ hiện lại để xem và gửi."
    )
    if not page:
        said = _(
            "Biểu mẫu vừa gửi được mở khi bạn thay mặt nơi khác, nên chưa được ghi. Hãy chọn vai "
            "trò rồi làm lại."
        )
    messages.warning(request, f"{said} {now}".strip())
    return _to_the_choice(request, page)


AWAITED = "awaited_page"
"""In a session: the page that somebody is led back to once the second step is set up."""


def to_second_step(request: HttpRequest) -> HttpResponse:
    """To who lacks the second step that a role of theirs needs: its setting up. From there they
    are led back, and what they had just sent is there again."""
    page = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        kept_at = keep(request)
        page = kept_at or stands_on(request)
        messages.warning(
            request,
            _(
                "Vai trò của bạn nay cần bước xác thực thứ hai nên điều vừa gửi chưa được ghi. Hãy "
                "lập bước ấy; sau đó điều bạn nhập sẽ hiện lại để xem và gửi."
            )
            if kept_at
            else _(
                "Vai trò của bạn nay cần bước xác thực thứ hai nên điều vừa gửi chưa được ghi. Hãy "
                "lập bước ấy rồi làm lại."
            ),
        )
    elif request.headers.get("HX-Request") == "true":
        page = stands_on(request)
    has_form = KEY in dict(parse_qsl(urlsplit(request.session.get(AWAITED, "")).query))
    is_somewhere = opens(urlsplit(page).path) and page != reverse("desk:home")
    if is_somewhere and (request.method == "POST" or not has_form):
        request.session[AWAITED] = page
    address = reverse("mfa_index")
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(address)
    return redirect(address)


def awaited_page(request: HttpRequest) -> str:
    """Where who has just set the second step up was going; "" where nobody was held up."""
    if not request.user.is_authenticated or getattr(request.user, "lacks_second_step", False):
        return ""
    return str(request.session.get(AWAITED, ""))


def arrived(request: HttpRequest) -> None:
    """Who has opened a page of the desk is held up no longer."""
    if request.session.get(AWAITED) == request.get_full_path():
        del request.session[AWAITED]


def stale_page(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form of the desk from a page that is older than the session, with what was
    typed; None where there is nothing to keep."""
    if not request.user.is_authenticated:
        return to_sign_in(request) if drawn_for(request) is not None else None
    page = keep(request)
    if not page:
        return None
    if drawn_for(request) != request.user.pk:
        messages.warning(
            request,
            _(
                "Biểu mẫu vừa gửi do một tài khoản khác mở, nên chưa được ghi. Điều đã nhập được "
                "giữ một ngày cho tài khoản ấy; hãy đăng nhập bằng tài khoản ấy nếu cần."
            ),
        )
        return redirect(page_of(request.path))
    return redirect(page)


# Showing it again


@dataclass(frozen=True)
class Again:
    """What a page that is opened puts back into its form."""

    form: KeptForm

    def texts(self) -> list[str]:
        return texts_of(self.form.fields)

    def put_into(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The page with what was typed, and with a word about it."""
        is_page = response.get("Content-Type", "").startswith("text/html")
        if response.status_code != 200 or response.streaming or not is_page:
            return response
        assert isinstance(response, HttpResponse)
        page, start, rest = filling.fill(
            response.content.decode(),
            self.form.fields,
            to=self.form.to,
            here=request.path,
            key=self.form.key,
        )
        word = render_to_string(
            "desk/kept/again.html",
            {"rest": rest, "files": self.form.files, "is_filled": start >= 0},
            request,
        )
        if start < 0:
            start = max(page.find("<main"), 0)
            start = page.find(">", start) + 1
        response.content = page[:start] + word + page[start:]
        return response


def asked_again(request: HttpRequest, person: User) -> Again | None:
    """What the address of a page asks to see again, where it was kept for this person."""
    key = request.GET.get(KEY, "")
    found = kept.find(key, person=person.pk, at=timezone.now()) if key else None
    # With a role ends what was typed in it, and what its pages had filled in.
    return Again(found) if found is not None and is_held(found.membership, person) else None


def forget_sent(request: HttpRequest, person: User) -> None:
    """After a form that carried it was sent: its answer shows everything that was typed."""
    if key := request.POST.get(KEY, ""):
        kept.forget(key, person=person.pk)


def texts_of(fields: Any) -> list[str]:
    """What was typed, as texts to be copied where there is no form for it any more."""
    return [text for texts in filling.typed(fields).values() for text in texts][:200]
