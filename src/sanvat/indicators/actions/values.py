"""Figures written down, and the newest approved one made the value that counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.indicators import access
from sanvat.indicators.amounts import LARGEST_VALUE, kept
from sanvat.indicators.checks import Line, faults_of_one
from sanvat.indicators.models import Collection, Figure, Grace, Indicator, Value, ValueReport
from sanvat.indicators.periods import FIRST_YEAR, LAST_YEAR, ReportPeriod
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.locks import take_turns
from sanvat.text.tidy import tidy_lines


@transaction.atomic
def record_value(
    indicator: Indicator,
    place: Place,
    period: ReportPeriod,
    value: Decimal | int | None,
    *,
    comment: str = "",
    by: User,
    at: datetime,
) -> bool:
    """Write down what an indicator was in a unit, without a collection; it counts at once. None
    takes the value back. Returns whether that is another value or comment than before.

    Refuses a counted indicator (`indicator-is-counted`), a unit that did not stand in the period
    (`unit-of-another-day`), a locked period (`period-locked`), and a value beyond the indicator's
    bounds (ValidationError).
    """
    require(access.may_record(by, place))
    if indicator.is_counted:
        raise Refusal(
            _(
                "Chỉ tiêu này do hệ thống tự đếm từ hồ sơ nên không ghi tay. Hãy sửa hồ sơ "
                "nếu số chưa đúng."
            ),
            code="indicator-is-counted",
        )
    if period.every != indicator.every or not FIRST_YEAR <= period.year <= LAST_YEAR:
        raise ValidationError({"period": _("Kỳ này không phải kỳ của chỉ tiêu.")})
    if not (place.is_valid_on(period.last) or place.is_valid_on(period.first)):
        raise Refusal(
            _(
                "%(place)s không có trong %(period)s. Hãy ghi cho đơn vị của kỳ ấy; số liệu vẫn "
                "được cộng trên bản đồ hiện nay."
            )
            % {"place": place.full_name, "period": period.label},
            code="unit-of-another-day",
        )
    check_value(indicator, value)
    hold_values(place)
    check_unlocked(indicator, place, period, at)
    newest = newest_figures([indicator], place, period).get(indicator.pk)
    said = tidy_lines(comment)
    if (newest is None and value is None) or (
        newest is not None
        and (newest.value, newest.comment) == (value, said)
        and newest.approved_at is not None
    ):
        return False
    figure = write_figure(indicator, place, period, value, said, newest, by=by, at=at)
    count_figures([figure], at=at)
    name = f"{place}, {period.label}"
    before = newest.value if newest is not None else None
    journal.write(
        "record_value",
        by=by,
        subject=indicator,
        at=at,
        changes={"value": (before, value)},
        note=f"{name}. {said}" if said else name,
    )
    return True


def check_value(indicator: Indicator, value: Decimal | int | None) -> None:
    """ValidationError at `value` where it is beyond what the indicator may be."""
    if value is None:
        return
    if abs(Decimal(value)) > LARGEST_VALUE:
        raise ValidationError({"value": _("Số này lớn quá. Hãy xem lại đơn vị tính.")})
    line = Line(
        key="value",
        label=indicator.name,
        value=Decimal(value),
        decimals=indicator.decimals,
        least=indicator.least,
        most=indicator.most,
    )
    if found := faults_of_one(line):
        raise ValidationError({"value": ValidationError(found[0].sentence, code=found[0].code)})


def hold_values(place: Place) -> None:
    """Those who write figures of one unit take turns."""
    take_turns(f"figures of place {place.pk}")


def check_unlocked(indicator: Indicator, place: Place, period: ReportPeriod, at: datetime) -> None:
    """Refuse (`period-locked`) what PostgreSQL would: see the guard in the migrations."""
    locked = Collection.objects.filter(
        state=Collection.State.LOCKED,
        year=period.year,
        part=period.part,
        asked__indicator=indicator,
        reports__place=place,
    )
    for collection in locked:
        if not has_grace(collection, place, at):
            raise Collection.STEPS.refusal(collection)


def has_grace(collection: Collection, place: Place, at: datetime) -> bool:
    return Grace.objects.filter(
        collection=collection, place=place, granted_at__lte=at, until__gte=timezone.localdate(at)
    ).exists()


def newest_figures(
    indicators: Iterable[Indicator], place: Place, period: ReportPeriod
) -> dict[int, Figure]:
    """Of each indicator the last thing said, by its key."""
    rows = Figure.objects.filter(
        indicator__in=[each.pk for each in indicators],
        place=place,
        year=period.year,
        part=period.part,
    ).order_by("indicator_id", "-revision")
    return {figure.indicator_id: figure for figure in rows.distinct("indicator_id")}


def write_figure(
    indicator: Indicator,
    place: Place,
    period: ReportPeriod,
    value: Decimal | int | None,
    comment: str,
    newest: Figure | None,
    *,
    by: User,
    at: datetime,
    report: ValueReport | None = None,
) -> Figure:
    figure = Figure(
        indicator=indicator,
        place=place,
        year=period.year,
        part=period.part,
        revision=1 if newest is None else newest.revision + 1,
        amount=None if value is None else kept(value),
        comment=comment,
        report=report,
        noted_by=by,
        noted_at=at,
    )
    figure.full_clean(validate_unique=False, validate_constraints=False)
    figure.save()
    return figure


def count_figures(figures: Iterable[Figure], *, at: datetime) -> None:
    """These count from now on: they are the newest of their indicators, unit and period."""
    counted = list(figures)
    waiting = [each.pk for each in counted if each.approved_at is None]
    Figure.objects.filter(pk__in=waiting).update(approved_at=at)
    gone = [each for each in counted if each.amount is None]
    said = [each for each in counted if each.amount is not None]
    with connection.cursor() as cursor:
        if gone:
            cursor.execute(
                "DELETE FROM indicators_value AS v USING indicators_figure AS f"
                " WHERE f.id = ANY(%s) AND v.indicator_id = f.indicator_id"
                " AND v.place_id = f.place_id AND v.year = f.year AND v.part = f.part",
                [[each.pk for each in gone]],
            )
        if said:
            cursor.execute(
                "INSERT INTO indicators_value (indicator_id, place_id, year, part, amount)"
                " SELECT indicator_id, place_id, year, part, amount FROM indicators_figure"
                " WHERE id = ANY(%s)"
                " ON CONFLICT (indicator_id, year, part, place_id)"
                " DO UPDATE SET amount = excluded.amount",
                [[each.pk for each in said]],
            )


def values_before(
    indicators: Iterable[Indicator], place: Place, period: ReportPeriod
) -> dict[int, Decimal]:
    """Of each indicator the value that counts for the period before, by its key."""
    before = period.before
    rows = Value.objects.filter(
        indicator__in=[each.pk for each in indicators],
        place=place,
        year=before.year,
        part=before.part,
    )
    return {row.indicator_id: row.value for row in rows}
