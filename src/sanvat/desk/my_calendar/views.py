"""One's own calendar: its secret address, and what calendars read there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import chain

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_safe
from icalendar import Event as Entry

from sanvat.desk.my_calendar.subject import SUBJECT
from sanvat.desk.pages import desk_page, row_or_404, user_of
from sanvat.desk.sending import done
from sanvat.desk.subjects import SUBJECTS
from sanvat.errors import Refusal
from sanvat.events.calendar import calendar_of
from sanvat.parties import actions, feeds, limits
from sanvat.parties.models import PersonalFeed, User
from sanvat.records.together import answer_to, side_by_side

BACK = timedelta(days=92)
"""What lies further back stands on the pages and no more in a feed."""
MOST_IN_A_FEED = 2_000
SENT_AGAIN = "da-tao"
AN_HOUR = 3_600


@desk_page("GET", "POST")
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """POST makes the address anew; the one before ends."""
    user = user_of(request)
    if not SUBJECT.is_for(user):
        raise Http404
    if request.method == "POST":
        _feed, secret = actions.open_feed(by=user, at=timezone.now())
        # The address goes into this answer and nowhere else: no session, no message, no log.
        response = _page(request, address=_address(secret))
        return done(response, led_to=f"{reverse('desk:my_calendar')}?{SENT_AGAIN}")
    if SENT_AGAIN in request.GET:
        messages.warning(
            request,
            _(
                "Địa chỉ đã được tạo khi bạn gửi lần đầu và chỉ hiện một lần, lúc ấy. Nếu chưa "
                "kịp chép, hãy tạo địa chỉ khác."
            ),
        )
    return _page(request)


def _page(request: HttpRequest, *, address: str = "") -> HttpResponse:
    user, now = user_of(request), timezone.now()
    kept = PersonalFeed.objects.open_at(now).filter(membership=user.acting).first()
    coming = len(_dates(user))
    context = {"feed": kept, "address": address, "coming": coming, "acting": user.acting}
    return render(request, "desk/my_calendar/index.html", context)


def _address(secret: str) -> str:
    return settings.SITE_ADDRESS + reverse("desk:my_calendar_feed", args=[secret])


@desk_page("POST")
def end(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if user.acting is None:
        raise Http404
    kept = PersonalFeed.objects.filter(membership=user.acting, ended_at=None).order_by()
    found = row_or_404(kept, getattr(kept.first(), "pk", 0))
    try:
        actions.end_feed(found, by=user, at=timezone.now())
        messages.success(request, _("Đã chấm dứt. Địa chỉ cũ không mở được gì nữa."))
    except Refusal as said:
        messages.error(request, said.message)
    return redirect("desk:my_calendar")


@require_safe
@conditional_page
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What concerns the post behind the address. Calendars bring no session: the address alone
    lets them in, to this and to nothing else."""
    found = feeds.recognised(token, at=timezone.now())
    if found is None:
        raise Http404
    if not limits.of_a_feed(found.pk):
        headers = {"Retry-After": str(AN_HOUR)}
        return HttpResponse(limits.said(), "text/plain; charset=utf-8", 429, headers=headers)
    # A calendar asks for no language of its own.
    with translation.override(settings.LANGUAGE_CODE):
        name = _("OCOP: %(post)s") % {"post": found.membership.organisation.name}
        entries = [entry() for entry in _dates(found.membership.user)]
        made = calendar_of(entries, name=name)
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="ocop.ics"'
    return response


def _dates(user: User) -> list[Callable[[], Entry]]:
    since = timezone.localdate() - BACK
    asked = [
        subject.dates(user, since)
        for subject in SUBJECTS
        if subject.dates is not None and subject.is_for(user)
    ]
    found = answer_to(side_by_side(*asked))
    return list(chain(*found))[:MOST_IN_A_FEED]
