"""Numbers, written for people and read from people, everywhere in the one way.

Vietnamese writes 1.450,5, English 1,450.5, and people type both in both languages. So the reader
asks nobody's language: what can be read in two ways is refused with both of them, and what a box
shows (`typed`) is read back as itself in either language.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_UP, Context, Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import numberformat
from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Room for the product of any two numbers that are kept: Python's own 28 digits would round it.
_EXACT = Context(prec=100)


def exact(value: Any) -> Decimal:
    """What a template gives as a number, exact."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def plain(value: Decimal) -> str:
    """The shortest way to write a number, for machines: 69.7, 70, 0. Never with an exponent."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


# Written


def number(value: Any) -> str:
    """A number for people, whole and exact, in the page's language: 1.450,5 and 0,125."""
    if type(value) is int:  # most of what is written; nothing to make exact
        return str(value) if -1_000 < value < 1_000 else _written(str(value))
    return "" if value in (None, "") else _written(plain(exact(value)))


def shown(value: Any) -> str:
    """Points and shares for people: at most two decimals, cut and not rounded."""
    return _two_decimals(value, ROUND_DOWN)


def shown_up(value: Any) -> str:
    """What is still missing: rounded up, so that whoever adds as much has enough."""
    return _two_decimals(value, ROUND_UP)


def money(value: int | Decimal | None) -> str:
    """Đồng, with its separators."""
    return "" if value is None else f"{shown(value)} ₫"


def typed(value: Any, *, places: int = 0) -> str:
    """A number as a box shows it, so that `read` with the same `places` reads it back as itself.

    A whole number has its separators where no decimals can be meant (`places` 0): 1.200.000, but
    1450 where there are some. Of three decimals behind a small number a fourth is written, 1,1250,
    for 1,125 could be a thousand.
    """
    if not places:
        return number(value)
    text = plain(exact(value))
    whole, _point, decimals = text.partition(".")
    if len(decimals) == 3 and whole.lstrip("-") != "0":
        return _written(text) if len(whole.lstrip("-")) > 3 else _written(f"{text}0")
    return _written(text, grouped=False)


def _two_decimals(value: Any, rounding: str) -> str:
    return _written(plain(exact(value).quantize(Decimal("0.01"), rounding, _EXACT)))


def _written(text: str, *, grouped: bool = True) -> str:
    # Django's Vietnamese formats have a separator for thousands and leave the grouping out.
    return _separated(text, *_separators(get_language()), grouped=grouped)


@lru_cache(maxsize=16)
def _separators(language: str | None) -> tuple[str, str]:
    """For decimals and for thousands. Asking for both anew is half of what a number costs."""
    decimals, thousands = ("DECIMAL_SEPARATOR", "THOUSAND_SEPARATOR")
    return get_format(decimals, language), get_format(thousands, language)


@lru_cache(maxsize=4_096)  # a page or a paper has thousands of numbers, most of them small ones
def _separated(text: str, decimals: str, thousands: str, *, grouped: bool) -> str:
    return numberformat.format(
        text,
        decimal_sep=decimals,
        thousand_sep=thousands,
        grouping=3 if grouped else 0,
        force_grouping=grouped,
    )


# Read

LONGEST = 40
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"))
_PARTS = re.compile(r"([+-]?) ?([0-9](?:[0-9., ]*[0-9])?|[.,][0-9]+)([^0-9]*)")
_GROUPS = r"([1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\2[0-9]{3})*)"
_GROUPED = re.compile(_GROUPS)
_GROUPED_WITH_DECIMALS = re.compile(rf"{_GROUPS}(?!\2)[.,]([0-9]+)")
_ONE_SEPARATOR = re.compile(r"([0-9]*)[.,]([0-9]+)")

_DONG = frozenset({"", "đ", "₫", "đồng", "vnd", "vnđ"})
_SCALES = {
    **dict.fromkeys(("nghìn", "ngàn", "thousand"), 3),
    **dict.fromkeys(("triệu", "million"), 6),
    **dict.fromkeys(("tỷ", "tỉ", "billion"), 9),
}


def read(text: str, *, places: int = 0) -> Decimal:
    """The number that was typed, with at most so many decimals; 0: a whole one.

    1450, 1.450.000, 1,450,000, 1 450 000, 1.450,5, 1,450.5, 2,5, 2.5, −3. Refuses with a
    ValidationError what is no number (`invalid`), what has words behind it (`words`), more
    decimals (`decimals`), and what can be read in two ways (`two-readings`): three digits behind
    a single separator are thousands only where no decimals can be meant.
    """
    sign, digits, words = _parts(text)
    if words:
        raise _fault(
            "words", _("Ô này chỉ ghi số: hãy bỏ “%(words)s” ở sau số."), words=words[:LONGEST]
        )
    return _the_one(_readings(digits, is_whole=not places), text, sign, places)


def read_money(text: str) -> Decimal:
    """Whole đồng that were typed: as `read`, also with đ, ₫ or đồng behind, or with nghìn, triệu
    or tỷ: "1,5 triệu" is 1500000."""
    sign, digits, words = _parts(text)
    first, _space, rest = words.partition(" ")
    scale = _SCALES.get(first, 0)
    if (rest if scale else words) not in _DONG:
        raise _fault(
            "words",
            _("Hãy ghi số tiền bằng đồng và bỏ “%(words)s” ở sau số. Ví dụ: 1.200.000."),
            words=words[:LONGEST],
        )
    readings = [each.scaleb(scale, _EXACT) for each in _readings(digits, is_whole=not scale)]
    return _the_one(readings, text, sign, 0)


def _parts(text: str) -> tuple[str, str, str]:
    """Sign, digits with their separators, and in small letters the words behind them."""
    clean = " ".join(_INVISIBLE.sub("", text).translate(_MINUS).split())
    found = _PARTS.fullmatch(clean)
    if found is None:
        raise _fault("invalid", _("Hãy ghi một số, ví dụ: 1.200,5."))
    if len(found[2]) > LONGEST:
        raise _fault("invalid", _("Số này dài quá. Hãy xem lại các chữ số."))
    return found[1], found[2], found[3].strip().lower().removesuffix(".")


def _readings(digits: str, *, is_whole: bool) -> list[Decimal]:
    """What the digits can mean; nothing where their separators stand wrong."""
    if digits.isdecimal():
        return [Decimal(digits)]
    if found := _GROUPED_WITH_DECIMALS.fullmatch(digits):
        return [Decimal(f"{_bare(found[1])}.{found[3]}")]
    single = _ONE_SEPARATOR.fullmatch(digits)
    if _GROUPED.fullmatch(digits) and (is_whole or not single):
        return [Decimal(_bare(digits))]
    if not single:
        return []
    as_decimals = Decimal(f"{single[1] or 0}.{single[2]}")
    # 1450.000 may be 1.450.000 with a separator forgotten.
    is_doubtful = len(single[2]) == 3 and single[1].strip("0") != ""
    if is_doubtful and not (is_whole and _decimals_of(as_decimals)):
        return [Decimal(_bare(digits)), as_decimals]
    return [as_decimals]


def _bare(digits: str) -> str:
    return re.sub("[., ]", "", digits)


def _decimals_of(value: Decimal) -> int:
    return len(plain(value).partition(".")[2])


def _the_one(readings: list[Decimal], text: str, sign: str, places: int) -> Decimal:
    match readings:
        case []:
            raise _fault("invalid", _("Hãy ghi một số, ví dụ: 1.200,5."))
        case [value]:
            if _decimals_of(value) > places:
                raise _too_many_decimals(places)
            return -value if sign == "-" and value else value
    one, other = (typed(value, places=places) for value in readings)
    raise _fault(
        "two-readings",
        _("“%(typed)s” đọc được hai cách. Hãy ghi %(one)s hoặc %(other)s."),
        typed=" ".join(text.split()),
        one=one,
        other=other,
    )


def _too_many_decimals(places: int) -> ValidationError:
    if not places:
        return _fault("decimals", _("Hãy ghi số nguyên, không có phần lẻ."))
    return _fault("decimals", _("Hãy ghi nhiều nhất %(places)s chữ số ở phần lẻ."), places=places)


def _fault(code: str, sentence: str, **facts: Any) -> ValidationError:
    return ValidationError(sentence, code=code, params=facts or None)
