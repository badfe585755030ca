"""What is asked about the values of one report before it goes on. No database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sanvat.text.numbers import number, shown


@dataclass(frozen=True)
class Line:
    """One value of a report with what is known of it; `before` is that of the period before."""

    key: str
    label: str
    value: Decimal | None
    comment: str = ""
    is_required: bool = True
    decimals: int = 0
    least: Decimal | None = None
    most: Decimal | None = None
    before: Decimal | None = None
    change_percent: int | None = None
    part_of: str = ""
    at_most: str = ""


@dataclass(frozen=True)
class Fault:
    """`asks`: a comment settles it; else the value itself has to be another one."""

    key: str
    code: str
    sentence: str
    asks: bool = False


def faults_of_one(line: Line) -> list[Fault]:
    """What is wrong with a value by itself, whatever else stands in the report."""
    if line.value is None:
        return []
    if line.value != line.value.quantize(Decimal(1).scaleb(-line.decimals)):
        return [_decimals(line)]
    if line.least is not None and line.value < line.least:
        text = _("Chỉ tiêu này không nhỏ hơn %(limit)s. Hãy xem lại số vừa ghi.")
        return [Fault(line.key, "below-least", text % {"limit": number(line.least)})]
    if line.most is not None and line.value > line.most:
        text = _("Chỉ tiêu này không lớn hơn %(limit)s. Hãy xem lại số vừa ghi.")
        return [Fault(line.key, "above-most", text % {"limit": number(line.most)})]
    return []


def _decimals(line: Line) -> Fault:
    if not line.decimals:
        text = _("Chỉ tiêu này là số nguyên. Hãy bỏ phần lẻ.")
    else:
        text = _("Chỉ tiêu này ghi nhiều nhất %(places)s chữ số ở phần lẻ. Hãy làm tròn lại.")
    return Fault(line.key, "decimals", text % {"places": line.decimals})


def faults(lines: Iterable[Line]) -> list[Fault]:
    """All that keeps a report from being sent, each at its value."""
    given = list(lines)
    by_key = {line.key: line for line in given}
    found: list[Fault] = []
    for line in given:
        found += faults_of_one(line)
        found += _missing(line)
        found += _above_another(line, by_key)
        found += _changed_much(line)
    return found + _sums(given, by_key)


def _missing(line: Line) -> list[Fault]:
    if not line.is_required or line.value is not None:
        return []
    text = _("Hãy ghi số liệu này; nếu không có thì ghi 0.")
    return [Fault(line.key, "missing", text)]


def _above_another(line: Line, by_key: Mapping[str, Line]) -> list[Fault]:
    other = by_key.get(line.at_most)
    if other is None or line.value is None or other.value is None or line.value <= other.value:
        return []
    text = _("Số này không thể lớn hơn “%(other)s” (%(value)s). Hãy xem lại một trong hai số.")
    facts = {"other": other.label, "value": number(other.value)}
    return [Fault(line.key, "above-another", text % facts)]


def _changed_much(line: Line) -> list[Fault]:
    if line.change_percent is None or line.value is None or line.before is None or line.comment:
        return []
    change = abs(line.value - line.before)
    if change * 100 <= abs(line.before) * line.change_percent:
        return []
    if not line.before:
        text = _("Kỳ trước là 0, kỳ này là %(now)s. Hãy ghi vì sao vào ô ghi chú.")
        said = text % {"now": number(line.value)}
    else:
        text = _(
            "Kỳ trước là %(before)s, thay đổi %(percent)s phần trăm, quá %(limit)s phần trăm. Hãy "
            "ghi vì sao vào ô ghi chú, hoặc sửa lại số."
        )
        said = text % {
            "before": number(line.before),
            "percent": shown(change * 100 / abs(line.before)),
            "limit": line.change_percent,
        }
    return [Fault(line.key, "changed-much", said, asks=True)]


def _sums(lines: Sequence[Line], by_key: Mapping[str, Line]) -> list[Fault]:
    parts: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.part_of in by_key:
            parts[line.part_of].append(line)
    found = []
    for key, several in parts.items():
        whole = by_key[key]
        if whole.value is None or any(part.value is None for part in several):
            continue
        total = sum((part.value for part in several if part.value is not None), Decimal(0))
        if total != whole.value:
            text = _("Tổng các phần (%(parts)s) là %(sum)s, khác số này. Hãy xem lại.")
            names = ", ".join(part.label for part in several)
            facts = {"parts": names, "sum": number(total)}
            found.append(Fault(key, "sum-differs", text % facts))
    return found
