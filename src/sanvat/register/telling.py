"""What one row of a register says, read cell by cell; nothing is compared with what is known."""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from sys import intern
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from sanvat.certificates.identity import Told
from sanvat.parties import addresses
from sanvat.places.models import Place
from sanvat.products.models.producers import legal_forms
from sanvat.products.names import keys, legal_form_in, producer_key
from sanvat.records.secrets import veiled
from sanvat.register import values
from sanvat.register.columns import KEYS, READ
from sanvat.register.words import Fault, PlaceReader, SetReader, folded, sets_of_group
from sanvat.text.fold import fold
from sanvat.text.tidy import tidy

LONGEST = {
    "product": 200,
    "producer": 200,
    "address": 300,
    "representative": 150,
    "note": 500,
    "first_decision": 100,
    "first_authority": 200,
    "second_decision": 100,
    "second_authority": 200,
}
SHORT = min(LONGEST.values())
SUGGESTED = ("goi y", "suggested")  # what the export writes behind a set nobody has confirmed
PRODUCT = KEYS.index("product")
COMMUNE = KEYS.index("commune")
FIRST, SECOND = KEYS.index("first_star"), KEYS.index("second_star")
KEPT = [
    KEYS.index(key)
    for key in (
        *("producer", "commune", "address", "representative", "phone"),
        *("first_decision", "first_authority", "second_decision", "second_authority"),
    )
]

Cells: Any = namedtuple("Cells", list(READ))  # type: ignore[misc]  # named once, in columns.py


class Line(NamedTuple):
    """A row as it came, with a person's words on it. `piece`: which of the products that its cell
    names, from 1, once they were split; 0 is the whole row."""

    number: int
    cells: Sequence[str]
    decisions: Collection[str] = ()
    sheet: int = 0
    piece: int = 0
    hidden: bool = False

    @property
    def spot(self) -> tuple[int, int, int]:
        """Which row it is: sheet, number, piece."""
        return self.sheet, self.number, self.piece


@dataclass(slots=True)
class Facts:
    """What a row says, read."""

    product: str
    names: list[str]
    """The products that its cell names: one, or several that a person may want to split."""
    producer: str
    place: Place
    current: Place
    set_number: int | None
    set_is_suggested: bool
    group: str
    legal_form: str
    form_is_told: bool
    """False where only the producer's name speaks of a legal form."""
    address: str
    representative_name: str
    phone: str
    note: str
    recognitions: list[Told]
    producer_key: str
    name_key: str
    near_key: str


class RowReader:
    """From cells to facts, for the sheets of one file: `mappings` says of each sheet which column
    is which."""

    def __init__(
        self,
        mappings: Mapping[int, Mapping[str, int]],
        *,
        places: PlaceReader,
        sets: SetReader,
        today: date,
    ) -> None:
        self._columns = {sheet: _columns(mapping) for sheet, mapping in mappings.items()}
        self._places = places
        self._sets = sets
        self._today = today

    def cells(self, line: Line) -> Any:
        """What stands in each column, "" where the file has none, or a dash for nothing. The
        product's cell alone keeps its lines: it may name several."""
        columns, blanks = self._columns[line.sheet]
        told = [*columns((*line.cells, *blanks))]
        for n in KEPT:  # one object for each text that is kept for later and comes again
            told[n] = intern(told[n])
        if not _SAYS_NOTHING.isdisjoint(told):
            told = ["" if cell in _SAYS_NOTHING else cell for cell in told]
        together = "\t".join(told)
        if "\n" in together:
            told = [cell if n == PRODUCT else tidy(cell) for n, cell in enumerate(told)]
            together = "\t".join(told)
        # Whatever column an office puts it in, a person's own number stays in its file.
        if veiled(together) != together:
            told = [veiled(cell) for cell in told]
        if told[-1] and told[COMMUNE]:
            told[COMMUNE] = _with_district(told[COMMUNE], told[-1])
        return Cells._make(told)

    def read(
        self, line: Line, cells: Any, settled: tuple[Place, Place] | None = None
    ) -> tuple[Facts | None, list[Fault], list[Fault]]:
        """The facts, if nothing is wrong; the faults; the remarks. `settled`: the place as
        written and that of today, where they are known without looking them up."""
        faults: list[Fault] = []
        remarks: list[Fault] = []
        names = [cells.product]
        if line.piece or _MAY_BE_SEVERAL.search(cells.product):
            names = _names(cells.product)
        if line.piece:
            names = names[line.piece - 1 : line.piece] or names[:1]
            cells = cells._replace(product=tidy(names[0]))
        elif "\n" in cells.product:
            cells = cells._replace(product=tidy(cells.product))
        if max(map(len, cells)) > SHORT:
            cells = _cut(cells, remarks)
        product, producer, kind = cells.product, cells.producer, cells.type
        own_key, alike_key = keys(product)
        if not own_key:
            faults.append(("missing_name", {}))
        whose = producer_key(producer)
        if not whose:
            faults.append(("missing_producer", {}))
        told = self._recognitions(cells, faults, remarks)
        place = current = None
        if settled:
            place, current = settled
        else:
            found = self._places.read(cells.commune, cells.address)
            if isinstance(found[0], str):
                faults.append(found)
            else:
                place, current, wide = found
                remarks += wide
        number, suggested, group, fault = self._set(cells.set, product, kind)
        if fault:
            (faults if fault[0] == "unknown_set" else remarks).append(fault)
        form, is_told = _form(kind, producer)
        if kind and not form and not sets_of_group(folded(kind)):
            remarks.append(("type", {"text": kind}))
        phone = _phone_of(cells.phone, remarks) if cells.phone else ""
        if faults:
            if len(names) > 1:
                faults.insert(0, ("several", {"names": names}))
            return None, faults, remarks
        assert place is not None
        assert current is not None
        facts = Facts(
            *(product, names, producer, place, current),
            *(number, suggested, group, form, is_told),
            *(cells.address, cells.representative, phone, cells.note),
            *(told, whose, own_key, alike_key),
        )
        return facts, faults, remarks

    def _set(
        self, text: str, product: str, kind: str
    ) -> tuple[int | None, bool, str, Fault | None]:
        """As the reader of sets has it; what our own export marks as suggested stays so."""
        bare, _bracket, mark = text.rpartition("(")
        if mark.endswith(")") and fold(mark) in SUGGESTED:
            number, _suggested, group, fault = self._sets.read(bare.strip(), product, kind)
            return number, number is not None, group, fault
        return self._sets.read(text, product, kind)

    # Recognitions

    def _recognitions(self, cells: Any, faults: list[Fault], remarks: list[Fault]) -> list[Told]:
        top = _stars(cells.star, "star", faults)
        expiry = self._day(cells.expiry, "expiry", faults, future=True)
        if expiry.year and not expiry.on:
            remarks.append(("expiry_year", {"text": expiry.year}))
        told = [
            block
            for when, start in (("first", FIRST), ("second", SECOND))
            if (block := self._block(cells[start : start + 5], when, faults, remarks))
        ]
        alone = _authorities_alone(cells)
        if not told:
            if top is None and expiry.on is None:
                remarks += alone
                return []
            told = [Told(top or 0, authority=cells.first_authority or cells.second_authority)]
        else:
            remarks += alone
        if len(told) > 1 and not told[0].stars:
            faults.append(("bad_star", {"why": "missing"}))
        last = told[-1]
        if top is not None and last.stars and top != last.stars:
            faults.append(("bad_star", {"why": "differ", "text": top, "other": last.stars}))
        told[-1] = last._replace(stars=last.stars or top or 0, expires_on=expiry.on)
        if not told[-1].stars and not any(code == "bad_star" for code, _about in faults):
            faults.append(("bad_star", {"why": "missing"}))
        if expiry.on and last.issued_on and expiry.on <= last.issued_on:
            faults.append(("bad_date", {"why": "order", "text": cells.expiry}))
        return told

    def _block(
        self, block: tuple[str, ...], when: str, faults: list[Fault], remarks: list[Fault]
    ) -> Told | None:
        star, written, of_year, decision, authority = block
        if not (star or written or of_year or decision):
            return None
        stars = _stars(star, f"{when}_star", faults)
        day = self._day(written, f"{when}_date", faults)
        year = self._day(of_year, f"{when}_year", faults).year
        if day.year and year and day.year != year:
            about = {"column": f"{when}_date", "text": written}
            faults.append(("bad_date", {**about, "why": "year", "year": year}))
        on, year = day.on, day.year or year
        if decision:
            cell = _decision(decision)
            if cell.on or cell.year or cell.authority:
                on, year = self._joined(cell, decision, f"{when}_decision", on, year, faults)
                authority = authority or cell.authority
                if cell.number != decision:
                    remarks.append(("decision_split", _split(decision, cell)))
                decision = cell.number
        if not (stars or year or decision):
            return None
        return Told(stars or 0, year, on, None, decision, authority)

    def _joined(
        self,
        cell: values.DecisionCell,
        text: str,
        column: str,
        on: date | None,
        year: int | None,
        faults: list[Fault],
    ) -> tuple[date | None, int | None]:
        """The day and year of a recognition, with those that its decision's cell names."""
        about = {"column": column, "text": text[:60]}
        told_year = cell.on.year if cell.on else cell.year
        if on and cell.on and on != cell.on:
            faults.append(("bad_date", {**about, "why": "decision", "day": on.isoformat()}))
        elif year and told_year and year != told_year:
            faults.append(("bad_date", {**about, "why": "year", "year": year}))
        elif (cell.on and cell.on > self._today) or (told_year or 0) > self._today.year:
            faults.append(("bad_date", {**about, "why": "future"}))
        return on or cell.on, year or told_year

    def _day(self, text: str, key: str, faults: list[Fault], *, future: bool = False) -> values.Day:
        if not text:
            return values.NOTHING
        try:
            day = _read_day(text)
        except values.Unreadable as fault:
            about: dict[str, Any] = {"column": key, "text": text[:60]}
            if year := fault.year:
                about |= {"why": "only-year", "year": year}
            faults.append(("bad_date", about))
            return values.NOTHING
        if future:
            return day
        late = day.on > self._today if day.on else (day.year or 0) > self._today.year
        if late:
            faults.append(("bad_date", {"column": key, "text": text[:60], "why": "future"}))
            return values.NOTHING
        return day


def _columns(mapping: Mapping[str, int]) -> tuple[Any, tuple[str, ...]]:
    """What takes the cells of all of `READ` out of a row behind which as many blanks are put."""
    places = [mapping.get(key, -1) for key in READ]
    return itemgetter(*places), ("",) * (max(places) + 2)


def _with_district(commune: str, district: str) -> str:
    """The commune with its district behind it, unless it says it already."""
    bare = folded(district)
    return commune if f" {bare} " in f" {folded(commune)} " else f"{commune}, {district}"


def _authorities_alone(cells: Any) -> list[Fault]:
    """Who recognised, in a block that tells nothing else."""
    return [
        ("authority_alone", {"column": f"{when}_authority", "text": block[4]})
        for when, start in (("first", FIRST), ("second", SECOND))
        if (block := cells[start : start + 5])[4] and not any(block[:4])
    ]


def _split(text: str, cell: values.DecisionCell) -> dict[str, Any]:
    day = cell.on.isoformat() if cell.on else ""
    told = {"number": cell.number, "day": day, "year": cell.year, "authority": cell.authority}
    return {"text": text[:100], **told}


def _cut(cells: Any, remarks: list[Fault]) -> Any:
    cut = {key: m for key, m in LONGEST.items() if len(getattr(cells, key)) > m}
    remarks += [("cut", {"column": key}) for key in cut]
    return cells._replace(**{key: getattr(cells, key)[:m].strip() for key, m in cut.items()})


def _stars(text: str, key: str, faults: list[Fault]) -> int | None:
    if not text:
        return None
    try:
        return _read_stars(text)
    except values.Unreadable:
        faults.append(("bad_star", {"column": key, "text": text[:60]}))
        return None


def _phone_of(text: str, remarks: list[Fault]) -> str:
    """The first number of the cell that is one; offices write several, and the others are told."""
    phone, others = _phones(text)
    if not phone:
        remarks.append(("phone", {"text": text[:60]}))
    elif others:
        remarks.append(("phones", {"phone": phone, "text": ", ".join(others)[:60]}))
    return phone


_read_day = lru_cache(maxsize=16_384)(values.day)
_read_stars = lru_cache(maxsize=256)(values.stars)
_decision = lru_cache(maxsize=16_384)(values.decision)
_names = lru_cache(maxsize=1_024)(values.several)
_SAYS_NOTHING = frozenset(("-", "–", "—", "--", "---", "_", "/", ".", "..", "...", "…"))
"""What offices write in a cell that is empty."""
_MAY_BE_SEVERAL = re.compile(r"[\n;]|^\W*[1a]\s*[.)/]")
"""Without one of these, a cell names one product; asked first, since nearly every cell does."""


@lru_cache(maxsize=1_024)
def _phones(text: str) -> tuple[str, list[str]]:
    found, others = "", []
    for part in values.phones(text):
        try:
            number = addresses.phone(part.strip("' "))
        except ValidationError:
            number = ""
        if number and not found:
            found = number
        elif number != found:
            others.append(part)
    return found, others


@lru_cache(maxsize=1_024)
def _form(kind: str, producer: str) -> tuple[str, bool]:
    """The legal form, and whether the column of forms tells it."""
    if told := _titles().get(fold(kind)) or legal_form_in(kind):
        return told, True
    return legal_form_in(producer), False


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    return {fold(str(title)): form for form, title in legal_forms()}
