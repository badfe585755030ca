"""Every row of a register gets its answer. Nothing is written here.

The judge loads what is known of the office's place once, then reads row after row in memory;
applying an import judges again, so that an answer never rests on what has changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from sanvat.parties import addresses
from sanvat.parties.models import Organisation
from sanvat.places.models import Level, Place
from sanvat.products.names import keys, legal_form_in, producer_key
from sanvat.register import values
from sanvat.register.columns import KEYS
from sanvat.register.known import TOLD_FIELDS, Known, KnownProducer, KnownProduct, KnownRecognition
from sanvat.register.words import About, Fault, PlaceReader, SetReader, folded, sets_of_group
from sanvat.text.fold import fold
from sanvat.text.tidy import one_spelling

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
_EMPTY = dict.fromkeys(KEYS, "")
PRODUCER_FIELDS = ("legal_form", "address", "representative_name", "phone")


class Line(NamedTuple):
    """A row as it came, with a person's word on it."""

    number: int
    cells: Sequence[str]
    decision: str = ""


@dataclass(slots=True)
class Told:
    """One recognition as a row tells it."""

    stars: int
    year: int | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    decision: str = ""
    authority: str = ""


@dataclass(slots=True)
class Facts:
    """What a row says, read."""

    product: str
    producer: str
    place: Place
    current: Place
    set_number: int | None
    set_is_suggested: bool
    group: str
    legal_form: str
    address: str
    representative_name: str
    phone: str
    note: str
    recognitions: list[Told]
    producer_key: str
    name_key: str
    near_key: str


@dataclass(slots=True)
class Verdict:
    """The answer to a row. `producer` and `product` are the known ones it is about."""

    line: Line
    answer: str
    about: About = field(default_factory=dict)
    also: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    facts: Facts | None = None
    producer: KnownProducer | None = None
    product: KnownProduct | None = None

    @property
    def details(self) -> dict[str, Any]:
        parts = {"about": self.about, "also": self.also, "remarks": self.remarks}
        return {
            name: [list(each) for each in part] if isinstance(part, list) else part
            for name, part in parts.items()
            if part
        }


class Judge:
    """Answers the rows of one file, one after the other, in their order."""

    def __init__(
        self,
        *,
        mapping: Mapping[str, int],
        office: Organisation,
        scope: Place | None,
        today: date,
    ) -> None:
        self._columns = {key: mapping[key] for key in KEYS if key in mapping}
        self._width = max(self._columns.values(), default=-1) + 1
        self._scope = scope
        self._today = today
        self._places = PlaceReader(office, scope)
        self._sets = SetReader(office)
        self._known = Known(scope)
        self._seen: dict[tuple[object, str], int] = {}
        self._near: dict[tuple[int, str], tuple[int, Facts]] = {}
        self._told: dict[tuple[object, str], tuple[str, int]] = {}

    def answers(self, lines: Sequence[Line]) -> Iterator[Verdict]:
        """The answer to each row, in order; all its places are looked up first."""
        rows = (self._cells(line)[0] for line in lines)
        self._places.prepare({(row["commune"], row["address"]): None for row in rows})
        for line in lines:
            yield self._answer(line)

    def _cells(self, line: Line) -> tuple[dict[str, str], list[str]]:
        """What stands in each column, "" where the file has none; and which had to be cut."""
        told = line.cells
        if len(told) < self._width:
            told = [*told, *[""] * (self._width - len(told))]
        cells = _EMPTY | {key: told[place] for key, place in self._columns.items()}
        cut = [key for key, longest in LONGEST.items() if len(cells[key]) > longest]
        for key in cut:
            cells[key] = cells[key][: LONGEST[key]].strip()
        return cells, cut

    def _answer(self, line: Line) -> Verdict:
        if line.decision == "skip":
            return Verdict(line, "skipped")
        facts, faults, remarks = self._read(line)
        if faults or facts is None:
            (answer, about), *also = faults
            return Verdict(line, answer, about, also, remarks)
        verdict = Verdict(line, "new", remarks=remarks, facts=facts)
        verdict.producer = self._known.producer(facts.producer_key, facts.current, facts.name_key)
        owner = verdict.producer.id if verdict.producer else (facts.producer_key, facts.current.pk)
        if earlier := self._seen.get((owner, facts.name_key)):
            verdict.answer, verdict.about = "duplicate_in_file", {"row": earlier}
            return verdict
        if verdict.producer:
            verdict.product = verdict.producer.products.get(facts.name_key)
        if verdict.product is None and not self._is_new(verdict):
            return verdict
        self._seen[owner, facts.name_key] = line.number
        self._compare(verdict, owner)
        return verdict

    def _is_new(self, verdict: Verdict) -> bool:
        """False where it looks like another and nobody has said that it is not."""
        facts, line = verdict.facts, verdict.line
        assert facts is not None
        spot = (facts.current.pk, facts.near_key)
        known = self._known.near.get(spot, [])
        row, other = self._near.get(spot, (0, facts))
        if facts.current.level != Level.COMMUNE:  # a province has many of one name
            known = [p for p in known if p.producer is verdict.producer]
            row = row if other.producer_key == facts.producer_key else 0
        if known and line.decision == "same":
            verdict.product, verdict.producer = known[0], known[0].producer
        elif line.decision != "new" and (known or row):
            verdict.answer = "near_duplicate"
            verdict.about = {"name": other.product, "producer": other.producer, "row": row}
            if known:
                verdict.about = {"name": known[0].name, "producer": known[0].producer.name}
            return False
        self._near.setdefault(spot, (line.number, facts))
        return True

    def _compare(self, verdict: Verdict, owner: object) -> None:
        facts, product, producer = verdict.facts, verdict.product, verdict.producer
        assert facts is not None
        changes = verdict.changes
        if product is None:
            changes["name"] = [None, facts.product]
            if facts.set_number:
                changes["set_number"] = [None, facts.set_number]
            if facts.note:
                changes["note"] = [None, facts.note]
            if producer is None and (owner, "name") not in self._told:
                self._told[owner, "name"] = (facts.producer, verdict.line.number)
                changes["producer.name"] = [None, facts.producer]
                changes["producer.place"] = [None, facts.place.full_name]
        else:
            verdict.remarks = [r for r in verdict.remarks if not r[0].startswith("set_")]
            is_renamed = not _same_text(product.name, facts.product)
            if is_renamed and verdict.line.decision != "same":
                changes["name"] = [product.name, facts.product]
            is_stated = facts.set_number is not None and not facts.set_is_suggested
            if is_stated and product.set_number != facts.set_number:
                changes["set_number"] = [product.set_number, facts.set_number]
            if facts.note and facts.note != product.note:
                changes["note"] = [product.note, facts.note]
        self._compare_producer(verdict, owner)
        self._compare_recognitions(verdict)
        if product is not None:
            verdict.answer = "changed" if changes else "same"

    def _compare_producer(self, verdict: Verdict, owner: object) -> None:
        """A producer's facts stand on each of its rows; the first that tells one counts."""
        facts, producer = verdict.facts, verdict.producer
        assert facts is not None
        for name in PRODUCER_FIELDS:
            told = getattr(facts, name)
            if not told:
                continue
            value, row = self._told.setdefault((owner, name), (told, verdict.line.number))
            if row != verdict.line.number:
                if value != told and name != "legal_form":
                    about = {"column": _column_of(name), "row": row}
                    verdict.remarks.append(("producer_differs", about))
                continue
            before = getattr(producer, name) if producer else None
            # What a name or a cell seems to say of the form does not undo what is known of it.
            if told != before and not (name == "legal_form" and before):
                verdict.changes[f"producer.{name}"] = [before, told]
        if producer and facts.current.level == Level.COMMUNE:
            self._compare_place(verdict, producer, owner)

    def _compare_place(self, verdict: Verdict, producer: KnownProducer, owner: object) -> None:
        facts = verdict.facts
        assert facts is not None
        if producer.current_place == facts.current.pk or verdict.line.decision == "same":
            return
        _place, row = self._told.setdefault(
            (owner, "place"), (str(facts.current.pk), verdict.line.number)
        )
        if row == verdict.line.number:
            verdict.changes["producer.place"] = ["", facts.place.full_name]

    def _compare_recognitions(self, verdict: Verdict) -> None:
        facts, product = verdict.facts, verdict.product
        assert facts is not None
        known = product.recognitions if product else []
        for round, told, before in paired(facts.recognitions, known):
            for name in TOLD_FIELDS:
                after = getattr(told, name)
                was = getattr(before, name) if before else None
                if after not in (None, "") and after != was:
                    verdict.changes[f"recognition.{round}.{name}"] = [_json(was), _json(after)]

    # Reading one row

    def _read(self, line: Line) -> tuple[Facts | None, list[Fault], list[Fault]]:
        faults: list[Fault] = []
        cells, cut = self._cells(line)
        remarks: list[Fault] = [("cut", {"column": key}) for key in cut]
        product, producer, kind = cells["product"], cells["producer"], cells["type"]
        own_key, alike_key = keys(product)
        if not own_key:
            faults.append(("missing_name", {}))
        whose = producer_key(producer)
        if not whose:
            faults.append(("missing_producer", {}))
        told = self._recognitions(cells, faults, remarks)
        found = self._places.read(cells["commune"], cells["address"])
        place = current = None
        if isinstance(found[0], str):
            faults.append(found)
        else:
            place, current, wide = found
            remarks += wide
        number, suggested, group, fault = self._sets.read(cells["set"], product, kind)
        if fault:
            (faults if fault[0] == "unknown_set" else remarks).append(fault)
        form = _form(kind, producer)
        if kind and not form and not sets_of_group(folded(kind)):
            remarks.append(("type", {"text": kind}))
        phone = _phone_of(cells["phone"], remarks)
        if faults:
            return None, faults, remarks
        assert place is not None
        assert current is not None
        facts = Facts(
            product=product,
            producer=producer,
            place=place,
            current=current,
            set_number=number,
            set_is_suggested=suggested,
            group=group,
            legal_form=form,
            address=cells["address"],
            representative_name=cells["representative"],
            phone=phone,
            note=cells["note"],
            recognitions=told,
            producer_key=whose,
            name_key=own_key,
            near_key=alike_key,
        )
        return facts, [], remarks

    def _recognitions(
        self, cells: Mapping[str, str], faults: list[Fault], remarks: list[Fault]
    ) -> list[Told]:
        top = _stars(cells, "star", faults)
        expiry = self._day(cells, "expiry", faults, future=True)
        if expiry.year and not expiry.on:
            remarks.append(("expiry_year", {"text": expiry.year}))
        blocks = [b for when in ("first", "second") if (b := self._block(cells, when, faults))]
        if not blocks:
            if top is None:
                return []
            blocks = [Told(top)]
        for block in blocks[:-1]:
            if not block.stars:
                faults.append(("bad_star", {"why": "missing"}))
        last = blocks[-1]
        if top is not None and last.stars and top != last.stars:
            faults.append(("bad_star", {"why": "differ", "text": top, "other": last.stars}))
        last.stars = last.stars or top or 0
        if not last.stars:
            faults.append(("bad_star", {"why": "missing"}))
        last.expires_on = expiry.on
        if expiry.on and last.issued_on and expiry.on <= last.issued_on:
            faults.append(("bad_date", {"why": "order", "text": cells["expiry"]}))
        return blocks

    def _block(self, cells: Mapping[str, str], when: str, faults: list[Fault]) -> Told | None:
        stars = _stars(cells, f"{when}_star", faults)
        day = self._day(cells, f"{when}_date", faults)
        year = self._day(cells, f"{when}_year", faults).year
        if day.year and year and day.year != year:
            about = {"column": f"{when}_date", "text": cells[f"{when}_date"]}
            faults.append(("bad_date", {**about, "why": "year", "year": year}))
        decision = cells[f"{when}_decision"]
        if not (stars or day.year or year or decision):
            return None
        authority = cells[f"{when}_authority"]
        return Told(stars or 0, day.year or year, day.on, None, decision, authority)

    def _day(
        self, cells: Mapping[str, str], key: str, faults: list[Fault], *, future: bool = False
    ) -> values.Day:
        text = cells[key]
        if not text:
            return values.NOTHING
        about = {"column": key, "text": text[:60]}
        try:
            day = _read_day(text)
        except values.Unreadable:
            faults.append(("bad_date", about))
            return values.NOTHING
        late = day.on > self._today if day.on else (day.year or 0) > self._today.year
        if late and not future:
            faults.append(("bad_date", {**about, "why": "future"}))
            return values.NOTHING
        return day


def _stars(cells: Mapping[str, str], key: str, faults: list[Fault]) -> int | None:
    text = cells[key]
    if not text:
        return None
    try:
        return _read_stars(text)
    except values.Unreadable:
        faults.append(("bad_star", {"column": key, "text": text[:60]}))
        return None


def _phone_of(text: str, remarks: list[Fault]) -> str:
    """The first number of the cell that is one; offices write two with a slash."""
    phone = _phone(text) if text else ""
    if text and not phone:
        remarks.append(("phone", {"text": text[:60]}))
    return phone


def paired(
    told: Sequence[Told], known: Sequence[KnownRecognition]
) -> Iterator[tuple[int, Told, KnownRecognition | None]]:
    """Each recognition a row tells, with its round and the known one it speaks of.

    The first block is round 1. The second is the latest known one, unless its decision and its
    year are both others: then it is the next.
    """
    for place, each in enumerate(told):
        if place == 0:
            yield 1, each, known[0] if known else None
            continue
        last = known[-1] if len(known) > 1 else None
        if last is None or _is_another(each, last):
            yield max(len(known), 1) + 1, each, None
        else:
            yield last.round, each, last


def _is_another(told: Told, known: KnownRecognition) -> bool:
    decision = told.decision and known.decision and fold(told.decision) != fold(known.decision)
    year = told.year and known.year and told.year != known.year
    return bool(decision and year) or bool(year and not (told.decision or known.decision))


_read_day = lru_cache(maxsize=16_384)(values.day)
_read_stars = lru_cache(maxsize=256)(values.stars)


@lru_cache(maxsize=32_768)
def _phone(text: str) -> str:
    for part in text.replace(";", "/").replace(",", "/").split("/"):
        try:
            if found := addresses.phone(part.strip("' ")):
                return found
        except ValidationError:
            continue
    return ""


@lru_cache(maxsize=32_768)
def _form(kind: str, producer: str) -> str:
    return legal_form_in(kind) or legal_form_in(producer)


def _same_text(one: str, other: str) -> bool:
    return one == other or one_spelling(one).casefold() == one_spelling(other).casefold()


def _column_of(name: str) -> str:
    keys = {"legal_form": "type", "representative_name": "representative"}
    return keys.get(name, name)


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
