"""What is kept of an agreement with a report that is issued: figures, and the items behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.agreements.matters import (
    counting_items,
    matters_of,
    period_of,
    rows_to_keep,
    source_of,
)
from sanvat.agreements.models import Agreement, Item, ItemNote, Review, ReviewLine
from sanvat.agreements.standing import Standing, stands_on, with_standing
from sanvat.concerns.counted import HANDLED
from sanvat.indicators.countable import Period
from sanvat.indicators.keeping import ToKeep
from sanvat.indicators.models import KeptRow
from sanvat.text.days import day

ITEMS = "agreements.items"
"""What the rows are."""
ALL, TOLD = "all", "told"
COUNTS: Mapping[str, object] = {
    ALL: gettext_lazy("Nội dung phối hợp"),
    Standing.CONFIRMED: gettext_lazy("Nội dung đã được bên kia xác nhận"),
    Standing.DONE: gettext_lazy("Nội dung chờ xác nhận"),
    Standing.LATE: gettext_lazy("Nội dung quá hạn"),
}
MARKS: Mapping[str, object] = {
    ALL: gettext_lazy("Nội dung phối hợp"),
    ReviewLine.Mark.DONE: gettext_lazy("Nội dung hoàn thành, đã được xác nhận"),
    ReviewLine.Mark.PARTLY: gettext_lazy("Nội dung hoàn thành một phần"),
    ReviewLine.Mark.NOT: gettext_lazy("Nội dung chưa thực hiện"),
}
CONCERNS = "concerns"


def with_items(agreement: Agreement) -> Agreement:
    """With its items, and all that papers say of them, at hand."""
    prefetch_related_objects([agreement], Prefetch("items", with_standing(Item.objects.all())))
    return agreement


def standing_items(agreement: Agreement, last: date) -> dict[str, list[Item]]:
    """By each of `COUNTS` the items that stood so at the end of a day."""
    items = list(agreement.items.all())
    return {
        name: [item for item in items if name in (ALL, stands_on(item, last))] for name in COUNTS
    }


def figures_of_period(agreement: Agreement, first: date, last: date) -> list[ToKeep]:
    """Of an agreement that has its items at hand (`with_items`)."""
    found = [
        _counted(
            name, str(COUNTS[name]), items, Period(last, first), lambda item: _said(item, last)
        )
        for name, items in standing_items(agreement, last).items()
    ]
    if counting := counting_items(agreement):
        period = Period(last, first)
        rows = rows_to_keep(matters_of(counting, period))
        found.append(_of_matters(len(rows), period, source_of(period), rows))
    return found


def _of_matters(number: int, period: Period, source: str, rows: Sequence[KeptRow] = ()) -> ToKeep:
    return ToKeep(
        CONCERNS,
        _("Kiến nghị, phản ánh đã giải quyết"),
        number,
        period,
        source=source,
        rows=rows,
        rows_are=HANDLED if rows else "",
    )


def figures_of_review(review: Review, last: date) -> list[ToKeep]:
    """How many items have which mark, and what somebody told beside them, with the source."""
    agreement = review.agreement
    items = {item.pk: item for item in with_standing(agreement.items.all())}
    lines = list(review.lines.all())
    period = Period(last, agreement.starts_on)
    reasons = {line.item_id: line.reason for line in lines}

    def said(item: Item) -> str:
        return ". ".join(filter(None, (_said(item, last), reasons[item.pk])))

    found = [
        _counted(
            name,
            str(label),
            [items[line.item_id] for line in lines if name in (ALL, line.mark)],
            period,
            said,
        )
        for name, label in MARKS.items()
    ]
    for figure in review.figures.all():
        found.append(
            ToKeep(
                f"{TOLD}-{figure.order}",
                figure.name,
                figure.value,
                Period(figure.day),
                unit=figure.unit,
                source=figure.source,
            )
        )
    if review.concerns_handled is not None:
        # Where it was counted, the list behind it, as long as it is still the one that was counted.
        written_on = timezone.localdate(review.written_at)
        counted = period_of(agreement, written_on)
        rows = rows_to_keep(matters_of(counting_items(agreement), counted))
        if len(rows) != review.concerns_handled:
            rows = []
        found.append(_of_matters(review.concerns_handled, period, review.concerns_source, rows))
    return found


def _counted(
    name: str, label: str, items: Sequence[Item], period: Period, said: Callable[[Item], str]
) -> ToKeep:
    return ToKeep(
        name,
        label,
        len(items),
        period,
        unit=_("nội dung"),
        rows=[KeptRow(item.pk, f"{item.number}. {item.text} ({said(item)})") for item in items],
        rows_are=ITEMS,
    )


def _said(item: Item, last: date) -> str:
    """Where it stood, and who had said so when."""
    standing = stands_on(item, last)
    kind = {
        Standing.CONFIRMED: ItemNote.Kind.CONFIRMED,
        Standing.DONE: ItemNote.Kind.DONE,
    }.get(standing)
    notes = [note for note in item.notes.all() if note.kind == kind and note.on <= last]
    told = [f"{note.party}, {day(note.on)}" for note in _last_round(notes)]
    return ": ".join(filter(None, (str(standing.label), "; ".join(told))))


def _last_round(notes: Iterable[ItemNote]) -> list[ItemNote]:
    listed = list(notes)
    return [note for note in listed if note.round == max(each.round for each in listed)]
