"""What an office adds to the library, and how a definition follows another."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.indicators import access
from sanvat.indicators.countable import countables
from sanvat.indicators.models import Definition, Indicator, Value
from sanvat.indicators.periods import ReportPeriod
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy, tidy_lines

GIVEN = (
    *("name", "unit", "direction", "every", "countable", "choices", "decimals", "least", "most"),
    *("adds_up", "numerator", "denominator", "per", "is_published"),
)


@transaction.atomic
def add_indicator(
    code: str,
    definition: str,
    *,
    since: date | None = None,
    source_note: str = "",
    by: User,
    at: datetime,
    **fields: Any,
) -> Indicator:
    """Add an indicator of one's own office, with its definition from a day on (fields: `GIVEN`).

    Refuses (ValidationError) a code that is taken, a thing that no room counts or a choice it does
    not have, and a ratio of other periods or of ratios.
    """
    require(access.may_add_indicator(by))
    assert by.acting is not None
    indicator = Indicator(
        code=tidy(code), organisation=by.acting.organisation, source_note=tidy_lines(source_note)
    )
    indicator.definition = tidy_lines(definition)
    indicator.valid = DateRange(since, None)
    _give(indicator, fields)
    if not indicator.definition:
        raise ValidationError({"definition": _("Hãy ghi định nghĩa: đo cái gì, tính thế nào.")})
    indicator.full_clean()
    indicator.save()
    _define(indicator)
    changes = {name: (None, getattr(indicator, name)) for name in ("code", "name", "definition")}
    journal.write("add_indicator", by=by, subject=indicator, at=at, changes=changes)
    return indicator


@transaction.atomic
def change_indicator(
    indicator: Indicator, *, by: User, at: datetime, seen: str = "", **fields: Any
) -> bool:
    """Change what is said of an indicator, but for its code and definition; returns whether that
    changed anything.

    Refuses another unit, period or way to count where values stand already
    (`indicator-has-values`), and where it is no longer as it was `seen` (`changed-meanwhile`).
    """
    indicator = locked(indicator)
    require(access.may_change_indicator(by, indicator))
    check_version(seen, indicator)
    before = {name: getattr(indicator, name) for name in GIVEN}
    _give(indicator, fields)
    changes = {
        name: (value, getattr(indicator, name))
        for name, value in before.items()
        if getattr(indicator, name) != value
    }
    if not changes:
        return False
    if {"unit", "every", "countable"} & set(changes) and _has_values(indicator):
        raise Refusal(
            _(
                "Chỉ tiêu này đã có số liệu nên không đổi đơn vị tính, kỳ hay cách đếm được: số cũ "
                "sẽ sai nghĩa. Hãy đặt một chỉ tiêu mới."
            ),
            code="indicator-has-values",
        )
    indicator.full_clean()
    indicator.save()
    journal.write("change_indicator", by=by, subject=indicator, at=at, changes=changes)
    return True


@transaction.atomic
def redefine_indicator(
    indicator: Indicator,
    definition: str,
    since: date,
    *,
    source_note: str = "",
    by: User,
    at: datetime,
) -> Definition:
    """Give another definition from a day on; the one before ends the day before, and its values
    keep it.

    Refuses a day that is not after the first day of the one in force (`definition-too-early`), and
    one on or after which values stand already, for they were given by the old one
    (`definition-under-values`).
    """
    indicator = locked(indicator)
    require(access.may_change_indicator(by, indicator))
    text = tidy_lines(definition)
    if not text:
        raise ValidationError({"definition": _("Hãy ghi định nghĩa: đo cái gì, tính thế nào.")})
    kept = indicator.definitions.filter(valid__upper_inf=True).first()
    if kept is not None and kept.valid.lower is not None and since <= kept.valid.lower:
        raise Refusal(
            _(
                "Định nghĩa mới phải bắt đầu sau ngày đầu của định nghĩa đang dùng. Hãy "
                "chọn ngày sau đó."
            ),
            code="definition-too-early",
        )
    _check_no_values_since(indicator, since)
    if kept is not None:
        kept.valid = DateRange(kept.valid.lower, since)
        kept.save()
    before = indicator.definition
    indicator.definition, indicator.source_note = text, tidy_lines(source_note)
    indicator.valid = DateRange(since, None)
    indicator.full_clean()
    indicator.save()
    made = _define(indicator)
    changes = {"definition": (before, text), "valid": (None, since)}
    journal.write("redefine_indicator", by=by, subject=indicator, at=at, changes=changes)
    return made


def _define(indicator: Indicator) -> Definition:
    made = Definition(
        indicator=indicator,
        text=indicator.definition,
        source_note=indicator.source_note,
        valid=indicator.valid,
    )
    made.full_clean()
    made.save()
    return made


def _check_no_values_since(indicator: Indicator, since: date) -> None:
    later = Value.objects.filter(indicator=indicator, year__gte=since.year)
    ends = {
        ReportPeriod(indicator.every, year, part).last
        for year, part in later.order_by().values_list("year", "part").distinct()
    }
    if any(end >= since for end in ends):
        raise Refusal(
            _(
                "Đã có số liệu của kỳ kết thúc từ ngày %(day)s trở đi, ghi theo định nghĩa cũ. Hãy "
                "chọn ngày muộn hơn, hoặc đặt một chỉ tiêu mới."
            )
            % {"day": f"{since:%d/%m/%Y}"},
            code="definition-under-values",
        )


def _has_values(indicator: Indicator) -> bool:
    return bool(Value.objects.filter(indicator=indicator).exists())


def _give(indicator: Indicator, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in GIVEN:
            raise TypeError(f"an indicator has no {name}")
        setattr(indicator, name, tidy(value) if isinstance(value, str) else value)
    _check_counted(indicator)
    _check_ratio(indicator)


def _check_counted(indicator: Indicator) -> None:
    if not indicator.countable:
        indicator.choices = {}
        return
    what = countables().get(indicator.countable)
    if what is None:
        raise ValidationError(
            {"countable": _("Hệ thống không đếm thứ này. Hãy chọn trong danh sách.")}
        )
    for name, value in indicator.choices.items():
        several = value if isinstance(value, list) else [value]
        allowed = (
            {str(each) for each in what.breakdowns[name].choices()}
            if (name in what.breakdowns)
            else set()
        )
        if not all(str(each) in allowed for each in several):
            raise ValidationError(
                {"choices": _("Không lọc được như vậy. Hãy chọn trong danh sách.")}
            )


def _check_ratio(indicator: Indicator) -> None:
    made_of = [each for each in (indicator.numerator, indicator.denominator) if each is not None]
    if any(each.is_ratio or each.every != indicator.every for each in made_of) or any(
        each.pk == indicator.pk for each in made_of if indicator.pk
    ):
        raise ValidationError(
            {"numerator": _("Tỷ lệ được tính từ hai số đếm có cùng kỳ, không từ một tỷ lệ khác.")}
        )
    if made_of:
        indicator.adds_up = False
