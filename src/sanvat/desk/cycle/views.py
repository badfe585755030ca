"""The yearly cycle: six steps on one calendar, and what is due now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sanvat.desk.cycle.forms import CycleForm
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    refusals_on,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.places.questions import province_of
from sanvat.programme import access, actions, cycle
from sanvat.records import journal

YEARS_BACK, YEARS_AHEAD = 5, 1


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    year = _year(request)
    province = _province(user)
    steps = cycle.steps_of(province, year)
    here = reverse("desk:cycle")
    return render(
        request,
        "desk/cycle/index.html",
        {
            "province": province,
            "year": year,
            "today": today,
            "steps": [
                {
                    "step": step,
                    "open": step.is_open_on(today),
                    "days_left": step.days_left(today),
                    "over": step.closes_on < today,
                }
                for step in steps
            ],
            "due": cycle.due_on(province, today) if year == today.year else [],
            "months": range(1, 13),
            "is_set": all(step.is_set for step in steps),
            "tabs": [
                (str(y), f"{here}?nam={y}") for y in (year - 1, year, year + 1) if _in_reach(y)
            ],
            "current": f"{here}?nam={year}",
            "may_set": province is not None and access.may_set_cycle(user, province),
        },
    )


@desk_page("GET", "POST")
def change(request: HttpRequest, year: int) -> HttpResponse:
    """The province's own days for the six steps of a year."""
    user = user_of(request)
    province = _province(user)
    forbid_unless(province is not None and access.may_set_cycle(user, province) and _in_reach(year))
    assert province is not None
    form = CycleForm.of(province, year, request.POST or None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: CycleForm.of(province, year),
            here=reverse("desk:cycle_change", args=[year]),
            entries=journal.of(province).filter(
                act="set_cycle", changes__has_any_keys=[f"{year}.{step}" for step in cycle.STEPS]
            ),
        )
        with refusals_on(form, present):
            changed = actions.set_cycle(
                province, year, form.days(), by=user, at=timezone.now(), seen=form.seen
            )
            say_saved(request, changed)
            return redirect(f"{reverse('desk:cycle')}?nam={year}")
    response = render(
        request, "desk/cycle/change.html", {"form": form, "province": province, "year": year}
    )
    return unprocessable(response) if form.errors else response


def _province(user: User) -> Place | None:
    return province_of(user.acting.place if user.acting else None)


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else 0
    return year if _in_reach(year) else timezone.localdate().year


def _in_reach(year: int) -> bool:
    now = timezone.localdate().year
    return now - YEARS_BACK <= year <= now + YEARS_AHEAD
