"""The arithmetic of targets: ranges, their sums, and whether the parts can meet the whole.

A range asks for at least, at most, exactly so much, or for anything; amounts are whole or decimal
and never below nothing. Plain Python: no database is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import reduce

from django.utils.translation import gettext as _

from sanvat.text.numbers import number

NOTHING = Decimal(0)
TERMS_SHOWN = 5
"""Groups of equal parts that a sum is written out with; more are only counted."""


@dataclass(frozen=True)
class Range:
    """From `least` to `most`, both included. None: no limit, downwards that is nothing at all."""

    least: Decimal | None = None
    most: Decimal | None = None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.most is not None and self.most < self.low):
            raise ValueError(f"{self.least} to {self.most} is no range")

    @property
    def low(self) -> Decimal:
        return NOTHING if self.least is None else self.least

    @property
    def is_open(self) -> bool:
        """Asks for nothing at all."""
        return self.least is None and self.most is None

    @property
    def is_exact(self) -> bool:
        return self.least is not None and self.least == self.most

    def holds(self, amount: Decimal | int) -> bool:
        return self.low <= amount and (self.most is None or amount <= self.most)

    def __add__(self, other: Range) -> Range:
        most = None if self.most is None or other.most is None else self.most + other.most
        return Range(self.low + other.low, most)

    def times(self, count: int) -> Range:
        return Range(self.low * count, None if self.most is None else self.most * count)

    def meets(self, other: Range) -> Range | None:
        """What lies in both; None where nothing does."""
        low = max(self.low, other.low)
        mosts = [most for most in (self.most, other.most) if most is not None]
        most = min(mosts, default=None)
        return None if most is not None and most < low else Range(low, most)

    def __str__(self) -> str:
        """As people write it: "15–20", "ít nhất 8", "đúng 16", "nhiều nhất 3"."""
        if self.is_exact:
            return _("đúng %(amount)s") % {"amount": number(self.low)}
        return self.bare

    @property
    def bare(self) -> str:
        """The same as a term of a sum: an exact amount stands alone."""
        if self.is_open:
            return _("không hạn mức")
        if self.is_exact:
            return number(self.low)
        if self.most is None:
            return _("ít nhất %(amount)s") % {"amount": number(self.low)}
        if self.least is None:
            return _("nhiều nhất %(amount)s") % {"amount": number(self.most)}
        return f"{number(self.low)}–{number(self.most)}"


def exactly(amount: Decimal | int) -> Range:
    return Range(Decimal(amount), Decimal(amount))


def at_least(amount: Decimal | int) -> Range:
    return Range(Decimal(amount), None)


def at_most(amount: Decimal | int) -> Range:
    return Range(None, Decimal(amount))


def between(least: Decimal | int, most: Decimal | int) -> Range:
    return Range(Decimal(least), Decimal(most))


OPEN = Range()


def total(ranges: Iterable[Range]) -> Range:
    """The sum of ranges: from the sum of all that is least to the sum of all that is most."""
    return reduce(Range.__add__, ranges, exactly(0))


# Whether the parts can meet the whole


class Verdict(StrEnum):
    NONE_GIVEN = "none_given"
    """No part has been given."""
    FEASIBLE = "feasible"
    """Amounts of the parts exist that keep every part's range and the whole's."""
    OPEN_ENDED = "open_ended"
    """The same, and nothing says how much it may become at most."""
    PARTLY_GIVEN = "partly_given"
    """Some parts have no range yet, and something fitting can be given to them."""
    TOO_MUCH = "too_much"
    """Infeasible: the parts ask for more, at the least, than the whole allows at most."""
    TOO_LITTLE = "too_little"
    """Infeasible: the parts allow less, at the most, than the whole asks for at least."""


INFEASIBLE = (Verdict.TOO_MUCH, Verdict.TOO_LITTLE)


@dataclass(frozen=True)
class Sharing:
    """How what is asked of the whole lies with what is given to the parts.

    `given`: the sum of the parts that have a range; `meets`: the totals that fit both, None where
    none does or parts are missing; `remaining`: what those `without` a range must bring together;
    `gap`: by how much an infeasible plan misses. `words`: the arithmetic, for people.
    """

    asked: Range
    given: Range
    verdict: Verdict
    without: int
    meets: Range | None
    remaining: Range | None
    gap: Decimal
    words: str

    @property
    def is_feasible(self) -> bool:
        return self.verdict not in INFEASIBLE

    @property
    def is_assured(self) -> bool:
        """Whether the whole's least is reached when every part does no more than its own least."""
        return self.given.low >= self.asked.low


def share(
    asked: Range,
    parts: Sequence[Range | None],
    *,
    noun: str = "",
    giver: str = "",
) -> Sharing:
    """Compare what is asked of the whole with the parts; None is a part without a range yet.

    `noun`: what a part is called ("huyện"), `giver`: who asks for the whole ("tỉnh").
    """
    given_parts = [part for part in parts if part is not None]
    without = len(parts) - len(given_parts)
    alike = Counter(given_parts)
    given = total(part.times(count) for part, count in alike.items())
    meets = remaining = None
    gap = NOTHING
    if not given_parts:
        verdict = Verdict.NONE_GIVEN
        remaining = asked if without else None
    elif asked.most is not None and given.low > asked.most:
        verdict, gap = Verdict.TOO_MUCH, given.low - asked.most
    elif without:
        verdict = Verdict.PARTLY_GIVEN
        low = NOTHING if given.most is None else max(NOTHING, asked.low - given.most)
        remaining = Range(low, None if asked.most is None else asked.most - given.low)
    elif given.most is not None and given.most < asked.low:
        verdict, gap = Verdict.TOO_LITTLE, asked.low - given.most
    else:
        meets = asked.meets(given)
        assert meets is not None
        verdict = Verdict.OPEN_ENDED if meets.most is None else Verdict.FEASIBLE
    words = _words(
        verdict, _sum_in_words(alike, given, noun), asked, giver, meets, remaining, without,
        gap, noun,
    )  # fmt: skip
    return Sharing(asked, given, verdict, without, meets, remaining, gap, words)


def _sum_in_words(parts: Counter[Range], given: Range, noun: str) -> str:
    """ "8 huyện × 2–3 = 16–24": equal parts stand together, the most frequent first."""
    groups = parts.most_common()
    unit = noun or _("đơn vị")
    if len(groups) > TERMS_SHOWN:
        return _("%(count)s %(unit)s cộng lại = %(sum)s") % {
            "count": number(parts.total()),
            "unit": unit,
            "sum": given.bare,
        }
    terms = " + ".join(f"{number(count)} {unit} × {part.bare}" for part, count in groups)
    return f"{terms} = {given.bare}"


def _words(
    verdict: Verdict,
    terms: str,
    asked: Range,
    giver: str,
    meets: Range | None,
    remaining: Range | None,
    without: int,
    gap: Decimal,
    noun: str,
) -> str:
    facts = {
        "terms": terms,
        "giver": giver or _("cấp trên"),
        "asked": asked.bare,
        "meets": meets.bare if meets else "",
        "rest": remaining.bare if remaining else "",
        "without": number(without),
        "unit": noun or _("đơn vị"),
        "gap": number(gap),
    }
    match verdict:
        case Verdict.NONE_GIVEN if without:
            text = _("%(giver)s giao %(asked)s; %(without)s %(unit)s chưa được giao")
        case Verdict.NONE_GIVEN:
            text = _("%(giver)s giao %(asked)s; chưa giao cho cấp dưới")
        case Verdict.FEASIBLE:
            text = _("%(terms)s; %(giver)s giao %(asked)s: gặp nhau ở %(meets)s")
        case Verdict.OPEN_ENDED:
            text = _(
                "%(terms)s; %(giver)s giao %(asked)s: gặp nhau từ %(meets)s, không có mức trên"
            )
        case Verdict.PARTLY_GIVEN:
            text = _(
                "%(terms)s; %(giver)s giao %(asked)s: %(without)s %(unit)s chưa được giao cần "
                "làm tổng cộng %(rest)s"
            )
        case Verdict.TOO_MUCH:
            text = _(
                "%(terms)s; %(giver)s giao %(asked)s: không gặp nhau, phần đã giao ít nhất cũng "
                "vượt %(gap)s"
            )
        case Verdict.TOO_LITTLE:
            text = _(
                "%(terms)s; %(giver)s giao %(asked)s: không gặp nhau, làm hết phần đã giao vẫn "
                "thiếu %(gap)s"
            )
    return text % facts


# More than one level


@dataclass(frozen=True)
class Node:
    """A unit with what is asked of it, and the units below among which it shares that out."""

    asked: Range
    parts: tuple[Node, ...] = ()
    name: str = ""


def reach(node: Node) -> Range | None:
    """The totals that a unit can come to while every unit below keeps its own range, at any depth;
    None where there is none."""
    if not node.parts:
        return node.asked
    below = [reach(part) for part in node.parts]
    if any(each is None for each in below):
        return None
    return node.asked.meets(total(each for each in below if each is not None))


def assignment(node: Node, amount: Decimal | None = None) -> list[tuple[Node, Decimal]] | None:
    """One amount for every unit that keeps all ranges, the whole's least where none is asked for;
    None where there is none. Parts in their order take as much as is still missing."""
    can = reach(node)
    if can is None:
        return None
    amount = can.low if amount is None else amount
    if not can.holds(amount):
        return None
    found = [(node, amount)]
    reaches = [each for part in node.parts if (each := reach(part)) is not None]
    missing = amount - total(reaches).low
    for part, each in zip(node.parts, reaches, strict=True):
        more = missing if each.most is None else min(missing, each.most - each.low)
        missing -= more
        below = assignment(part, each.low + more)
        assert below is not None
        found += below
    return found


# Who is over, who is under


class Standing(StrEnum):
    UNDER = "under"
    WITHIN = "within"
    OVER = "over"


def standing(asked: Range, amount: Decimal | int) -> Standing:
    """Where an amount stands to what is asked."""
    if amount < asked.low:
        return Standing.UNDER
    if asked.most is not None and amount > asked.most:
        return Standing.OVER
    return Standing.WITHIN


def compared(given: Range, taken: Range) -> Standing:
    """Where what a unit took into its own plan stands to what it was given: WITHIN where some
    amount keeps both."""
    if taken.most is not None and taken.most < given.low:
        return Standing.UNDER
    if given.most is not None and taken.low > given.most:
        return Standing.OVER
    return Standing.WITHIN
