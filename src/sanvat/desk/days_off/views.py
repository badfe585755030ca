"""Days off: the calendar of a year where one works, and what an office corrects."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.clocks import access, actions
from sanvat.clocks.actions.days import Preview, preview
from sanvat.clocks.calendars import calendar_of, corrections_of
from sanvat.clocks.models import Announcement, Correction
from sanvat.desk.days_off.forms import (
    AnnouncementForm,
    CorrectionForm,
    WhichDaysForm,
    WithdrawForm,
)
from sanvat.desk.days_off.months import months_of, spells_of, weekdays
from sanvat.desk.days_off.rows import (
    CORRECTION_COLUMNS,
    MOVED_COLUMNS,
    SPECIAL_COLUMNS,
    correction_rows,
    moved_rows,
    special_rows,
)
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.places.questions import province_of
from sanvat.records.ready_queries import ReadyQuery
from sanvat.rules.days_off import FIRST_YEAR, LAST_YEAR, table
from sanvat.text.language import is_english

_ANNOUNCED = ReadyQuery(lambda year: Announcement.objects.filter(year=year), 4321)


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    year, place = _year(request), _place(user)
    corrections = corrections_of(place)
    calendar = calendar_of(place, corrections=corrections)
    specials = {**table(year).days, **calendar.corrections}
    days = [specials[day] for day in sorted(specials) if day.year == year]
    months = list(months_of(calendar, year, today))
    here = reverse("desk:days_off")
    return render(
        request,
        "desk/days_off/index.html",
        {
            "place": place,
            "year": year,
            "months": months,
            "weekdays": weekdays(),
            "working": sum(month.working for month in months),
            "table": table(year),
            "note": table(year).note_en if is_english() else table(year).note,
            "announcement": next(iter(_ANNOUNCED.rows(year)), None),
            "is_announced": calendar.is_announced(year),
            "edition": calendar.edition(year),
            "columns": SPECIAL_COLUMNS,
            "rows": special_rows(spells_of(calendar, year, days)),
            "correction_columns": CORRECTION_COLUMNS,
            "correction_rows": correction_rows(
                user, [each for each in corrections if each.day.year == year]
            ),
            "may_correct": access.may_correct_days(user, _own(user)),
            "may_announce": access.may_announce(user) and not calendar.is_announced(year),
            "tabs": [
                (str(y), f"{here}?nam={y}")
                for y in range(max(year - 1, FIRST_YEAR), min(year + 1, LAST_YEAR) + 1)
            ],
            "current": f"{here}?nam={year}",
        },
    )


@desk_page("GET", "POST")
def correct(request: HttpRequest) -> HttpResponse:
    """Asked with GET which days, the page says what would move; sent, it is done."""
    user = user_of(request)
    place = _own(user)
    forbid_unless(access.may_correct_days(user, place))
    if request.method == "POST":
        return _correct(request, user, place)
    asked = WhichDaysForm(request.GET) if "first" in request.GET else WhichDaysForm()
    would = _preview(place, asked) if asked.is_bound and asked.is_valid() else None
    form = None
    if would is not None and would.days:
        first, last = asked.days()
        kept = {"first": first, "last": last, "kind": asked.cleaned_data["kind"]}
        form = CorrectionForm(initial=kept)
    response = _correct_page(request, place, asked, would, form)
    return unprocessable(response) if asked.errors else response


def _correct(request: HttpRequest, user: User, place: Place | None) -> HttpResponse:
    form = CorrectionForm(request.POST)
    asked = WhichDaysForm(request.POST)
    if form.is_valid():
        first, last = form.days()
        given = form.given
        with refusals_on(form):
            corrections = actions.correct_days(
                place,
                first,
                last,
                works=form.works,
                reason=given["reason"],
                paper=given["paper"],
                paper_on=given["paper_on"],
                by=user,
                at=timezone.now(),
            )
            messages.success(
                request,
                _("Đã điều chỉnh %(n)s ngày. Các thời hạn đang được tính lại.")
                % {"n": len(corrections)},
            )
            return redirect(f"{reverse('desk:days_off')}?nam={first.year}")
    would = _preview(place, asked) if asked.is_valid() else None
    return unprocessable(_correct_page(request, place, asked, would, form))


def _preview(place: Place | None, asked: WhichDaysForm) -> Preview | None:
    first, last = asked.days()
    try:
        return preview(place, first, last, works=asked.works)
    except ValidationError as fault:
        for name, errors in fault.error_dict.items():
            asked.add_error(name, errors)
        return None


def _correct_page(
    request: HttpRequest,
    place: Place | None,
    asked: WhichDaysForm,
    would: Preview | None,
    form: CorrectionForm | None,
) -> HttpResponse:
    return render(
        request,
        "desk/days_off/correct.html",
        {
            "place": place,
            "asked": asked,
            "form": form,
            "would": would,
            "moved_columns": MOVED_COLUMNS,
            "moved_rows": moved_rows(would.moved) if would else [],
        },
    )


@desk_page("GET", "POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    corrections = Correction.objects.for_places([_place(user)]).select_related("place", "made_for")
    correction = row_or_404(corrections, pk)
    forbid_unless(access.may_correct_days(user, correction.place))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason = form.given["reason"]
            actions.withdraw_correction(correction, reason=reason, by=user, at=timezone.now())
            messages.success(request, _("Đã rút. Các thời hạn đang được tính lại."))
            return redirect(f"{reverse('desk:days_off')}?nam={correction.day.year}")
    response = render(
        request, "desk/days_off/withdraw.html", {"form": form, "correction": correction}
    )
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def announce(request: HttpRequest, year: int) -> HttpResponse:
    """The centre enters the paper that announces a year."""
    user = user_of(request)
    forbid_unless(access.may_announce(user) and FIRST_YEAR <= year <= LAST_YEAR)
    form = AnnouncementForm(request.POST or None, year=year)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.announce_year(year, **form.given, by=user, at=timezone.now())
            messages.success(request, _("Đã ghi công bố. Các thời hạn đang được tính lại."))
            return redirect(f"{reverse('desk:days_off')}?nam={year}")
    response = render(request, "desk/days_off/announce.html", {"form": form, "year": year})
    return unprocessable(response) if form.errors else response


def _own(user: User) -> Place | None:
    return user.acting.place if user.acting else None


def _place(user: User) -> Place | None:
    """Whose calendar is shown: the province in which one works, or the country."""
    return province_of(_own(user))


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else timezone.localdate().year
