"""What can be done about the yearly cycle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Level, Place
from sanvat.programme import access
from sanvat.programme.models import CycleStep
from sanvat.records import journal
from sanvat.records.locks import take_turns
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy

__all__ = ["set_cycle"]


@transaction.atomic
def set_cycle(
    province: Place,
    year: int,
    steps: Mapping[int, tuple[date, date]],
    *,
    by: User,
    at: datetime,
    titles: Mapping[int, str] = {},
    seen: str = "",
) -> bool:
    """Give the days of the six steps in a province and a year; its advisory body does.

    `steps` has for each of 1 to 6 the first and the last day, in that year or reaching one year
    past it. Returns whether anything changed. Refuses where the days are no longer as they were
    `seen` (`changed-meanwhile`).
    """
    require(access.may_set_cycle(by, province))
    if province.level != Level.PROVINCE or not province.is_of_today:
        raise ValidationError({"province": _("Hãy chọn một tỉnh của bản đồ hôm nay.")})
    _check_days(steps, year)
    take_turns(f"cycle {year} of place {province.pk}")
    steps_kept = CycleStep.objects.filter(place=province, year=year)
    check_version(seen, *steps_kept)
    kept = {s.step: s for s in steps_kept}
    changes = {}
    for number, (opens_on, closes_on) in sorted(steps.items()):
        step = kept.get(number) or CycleStep(place=province, year=year, step=number)
        before = (step.opens_on, step.closes_on, step.title) if step.pk else None
        step.opens_on, step.closes_on = opens_on, closes_on
        step.title = tidy(titles.get(number, step.title))
        after = (opens_on, closes_on, step.title)
        if before != after:
            step.full_clean()
            step.save()
            changes[f"{year}.{number}"] = (before, after)
    if changes:
        journal.write("set_cycle", by=by, subject=province, at=at, changes=changes)
    return bool(changes)


def _check_days(steps: Mapping[int, tuple[date, date]], year: int) -> None:
    if set(steps) != set(range(1, 7)):
        raise ValidationError(_("Hãy ghi ngày cho cả sáu bước."), code="six-steps")
    faults = {}
    for number, (opens_on, closes_on) in steps.items():
        if opens_on.year != year or closes_on.year not in (year, year + 1):
            faults[str(number)] = _("Ngày của bước này không thuộc năm đang chọn.")
        elif closes_on < opens_on:
            faults[str(number)] = _("Ngày đóng không trước ngày mở.")
    if faults:
        raise ValidationError(faults)
