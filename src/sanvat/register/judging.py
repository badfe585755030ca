"""Every row of a register gets its answer. Nothing is written here.

The judge loads what is known of the office's place once, then reads row after row in memory;
applying an import judges again, so that an answer never rests on what has changed meanwhile. Of
the rows it has answered it keeps only what later ones are compared with, or a country's register
would fill the memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sanvat.certificates.identity import FIELDS, Told, corrected, find, in_order, merged
from sanvat.parties.models import Organisation
from sanvat.places.models import Level, Place
from sanvat.products.names import producer_key
from sanvat.register.known import Known, KnownProducer, KnownProduct, Recorded
from sanvat.register.readings import Reading, Readings
from sanvat.register.telling import Facts, Line, RowReader
from sanvat.register.words import About, Fault, PlaceReader, SetReader, folded
from sanvat.text.tidy import one_spelling, tidy

__all__ = [
    "NOTHING",
    "PRODUCER_FIELDS",
    "Effect",
    "Facts",
    "History",
    "Judge",
    "Line",
    "Verdict",
    "names_of",
]

PRODUCER_FIELDS = ("legal_form", "address", "representative_name", "phone")
OF_PRODUCER = {f"producer.{name}": name for name in ("name", "place", *PRODUCER_FIELDS)}
OF_PRODUCT = frozenset(("name", "set_number", "note"))
"""What an answer changes beside recognitions, as it is called among its changes."""
NONE: Mapping[str, Any] = {}

Owner = int | tuple[str, int]
"""A producer: the key of a known one, or the name's key and the place of a new one."""
Step = tuple[Recorded, Told | None, Told]
"""What a row does to a recognition: before (None: it is new) and after."""
Spot = tuple[int, int, int]
"""Which row it was: sheet, number, piece."""


@dataclass(slots=True, eq=False)
class History:
    """A product's recognitions, as known and as the rows of the file so far tell them."""

    owner: Owner
    producer: KnownProducer | None
    product: KnownProduct | None
    first: Spot
    """The first row that speaks of the product."""
    recognitions: list[Recorded]
    told: dict[str, tuple[Any, Spot]] = field(default_factory=dict)
    """What rows told of the product itself, and which one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Alike:
    """A new product of the file that others may look like."""

    product: str
    producer: str
    producer_key: str
    history: History


class Effect(NamedTuple):
    """What an answer does when it is applied. Of each field of the producer and of the product
    itself, by its own name, what it was and becomes; `steps` as in `Verdict`."""

    history: History
    producer: KnownProducer | None
    facts: Facts
    of_producer: Mapping[str, tuple[Any, Any]]
    of_product: Mapping[str, tuple[Any, Any]]
    steps: Sequence[Step]


@dataclass(slots=True, eq=False)
class Verdict:
    """The answer to a row. `producer` and `history` are what it is about; `steps` what it does to
    the recognitions."""

    line: Line
    answer: str
    about: About = field(default_factory=dict)
    also: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    facts: Facts | None = None
    producer: KnownProducer | None = None
    product: KnownProduct | None = None
    history: History | None = None
    steps: list[Step] = field(default_factory=list)
    spot: Spot = (0, 0, 0)
    """That of its line, where there are facts: made once, since much is kept with it."""

    @property
    def effect(self) -> Effect:
        """Of an answer that can be applied."""
        history, facts = self.history, self.facts
        assert history is not None
        assert facts is not None
        of_producer, of_product = {}, {}
        for name, (before, after) in self.changes.items():
            if name in OF_PRODUCT:
                of_product[name] = before, after
            elif name in OF_PRODUCER:
                of_producer[OF_PRODUCER[name]] = before, after
        return Effect(
            *(history, self.producer, facts, of_producer or NONE, of_product or NONE),
            steps=self.steps or (),
        )

    @property
    def details(self) -> dict[str, Any]:
        parts = {"about": self.about, "also": self.also, "remarks": self.remarks}
        return {
            name: [list(each) for each in part] if isinstance(part, list) else part
            for name, part in parts.items()
            if part
        }


class Judge:
    """Answers the rows of one file, one after the other, in their order.

    `mappings` says of each sheet which column is which, `agreed` which (kind, folded words) mean
    in this file what the office meant by them earlier, and `names` what the sheets are called.
    `readings`: where rows are kept as they were read, and found again. The first row comes after
    `learn`.
    """

    def __init__(
        self,
        mappings: Mapping[int, Mapping[str, int]],
        *,
        office: Organisation,
        scope: Place | None,
        today: date,
        agreed: Collection[tuple[str, str]] = (),
        names: Mapping[int, str] | None = None,
        readings: Readings | None = None,
    ) -> None:
        places, sets = PlaceReader(office, scope, agreed), SetReader(office, agreed)
        self._reader = RowReader(mappings, places=places, sets=sets, today=today)
        self._readings = readings
        self.basis = (dict(mappings), today, places.basis, sets.basis)
        """All that reading a row depends on beside what stands in it and what is known of its
        producer's place; with `state`, all that its answer depends on."""
        if readings is not None:
            readings.rest_on(self.basis)
        self._sheets = names or {}
        self._scope = scope
        self._known: Known
        self._histories: dict[object, History] = {}
        self._near: dict[tuple[int, str], _Alike] = {}
        self._told: dict[Owner, dict[str, tuple[str, Spot]]] = {}
        """What rows told of each producer, and which one."""

    def learn(self) -> Judge:
        """Find out what is known of the place."""
        self._known = Known(self._scope)
        return self

    @property
    def state(self) -> int:
        """What was known when it was found out, as `known.state_of` tells it."""
        return self._known.state

    def answers(self, lines: Iterable[Line]) -> Iterator[Verdict]:
        """The answer to each row, in order; nothing is asked of the database any more."""
        for line in lines:
            yield self._answer(line)

    def _read(self, line: Line) -> tuple[Facts | None, list[Fault], list[Fault]]:
        """The facts, if nothing is wrong; the faults; the remarks."""
        readings = self._readings
        found = readings.of(line) if readings is not None else None
        if found is not None and found.settled == self._settled(*found.asked):
            return found.facts, [*found.faults], [*found.remarks]
        cells = self._reader.cells(line)
        asked = (cells.producer, cells.commune, cells.address)
        settled = self._settled(*asked)
        facts, faults, remarks = self._reader.read(line, cells, settled)
        if readings is not None:
            readings.keep(line, Reading(asked, settled, facts, (*faults,), (*remarks,)))
        return facts, faults, remarks

    def _settled(self, producer: str, commune: str, address: str) -> tuple[Place, Place] | None:
        if self._known.is_empty:
            return None
        return self._known.settled(producer_key(producer), commune, address)

    def _answer(self, line: Line) -> Verdict:
        if "skip" in line.decisions:
            return Verdict(line, "skipped")
        if line.hidden and "show" not in line.decisions:
            return Verdict(line, "hidden", {"name": tidy(self._reader.cells(line).product)})
        facts, faults, remarks = self._read(line)
        if facts is None:
            (answer, about), *also = faults
            return Verdict(line, answer, about, also, remarks)
        verdict = Verdict(line, "new", remarks=remarks, facts=facts, spot=line.spot)
        producer = self._known.producer(facts.producer_key, facts.current, facts.name_key)
        verdict.producer = producer
        product = producer.products.get(facts.name_key) if producer else None
        is_whole = line.piece or product or "whole" in line.decisions
        if len(facts.names) > 1 and not is_whole:
            verdict.answer, verdict.about = "several", {"names": facts.names}
            return verdict
        history = self._history(verdict, product)
        if history is not None:
            self._compare(verdict, history)
        return verdict

    # Which product a row speaks of

    def _history(self, verdict: Verdict, product: KnownProduct | None) -> History | None:
        """Of the row's product; None where it looks like another and nobody has said what it is."""
        facts, line, producer = verdict.facts, verdict.line, verdict.producer
        assert facts is not None
        owner: Owner = producer.id if producer else (facts.producer_key, facts.current.id)
        if product is None and (found := self._histories.get((owner, facts.name_key))):
            return self._with(verdict, found)
        spot = (facts.current.id, facts.near_key)
        if product is None and "new" not in line.decisions:
            known, other = self._alike(facts, spot, producer)
            if (known or other) and "same" not in line.decisions:
                self._ask_of_near(verdict, known, other)
                return None
            if known:
                product = known[0]
                producer, owner = product.producer, product.producer.id
            elif other:
                return self._with(verdict, other.history)
        key: object = product.id if product else (owner, facts.name_key)
        if found := self._histories.get(key):
            return self._with(verdict, found)
        recognitions = product.recognitions if product else []
        history = History(owner, producer, product, verdict.spot, recognitions)
        self._histories[key] = history
        if product is None:
            alike = _Alike(facts.product, facts.producer, facts.producer_key, history)
            self._near.setdefault(spot, alike)
        return self._with(verdict, history)

    def _alike(
        self, facts: Facts, spot: tuple[int, str], producer: KnownProducer | None
    ) -> tuple[Sequence[KnownProduct], _Alike | None]:
        """Products of the commune that look like this one: known ones, and one of the file."""
        known: Sequence[KnownProduct] = self._known.near.get(spot, ())
        other = self._near.get(spot)
        if facts.current.level != Level.COMMUNE:  # a province has many of one name
            known = [p for p in known if p.producer is producer]
            if other and other.producer_key != facts.producer_key:
                other = None
        return known, other

    def _with(self, verdict: Verdict, history: History) -> History:
        verdict.history = history
        verdict.producer, verdict.product = history.producer, history.product
        return history

    def _ask_of_near(
        self,
        verdict: Verdict,
        known: Sequence[KnownProduct],
        other: _Alike | None,
    ) -> None:
        verdict.answer = "near_duplicate"
        if known:
            verdict.about = {"name": known[0].name, "producer": known[0].producer.name}
        elif other:
            verdict.about = {
                "name": other.product,
                "producer": other.producer,
                **self._where(verdict, other.history.first),
            }

    def _where(self, verdict: Verdict, spot: Spot) -> About:
        """Another row, as a sentence about this one names it."""
        sheet, number, _piece = spot
        if sheet != verdict.line.sheet and (name := self._sheets.get(sheet)):
            return {"row": number, "sheet": name}
        return {"row": number}

    # What it says that is not known yet

    def _compare(self, verdict: Verdict, history: History) -> None:
        facts, product = verdict.facts, history.product
        assert facts is not None
        is_first = history.first == verdict.spot
        if product is not None or not is_first:
            verdict.remarks = [r for r in verdict.remarks if not r[0].startswith("set_")]
        is_repeated = False
        if facts.recognitions:
            is_repeated = self._compare_recognitions(verdict, history)
            if verdict.answer == "contradiction":
                return
        self._compare_product(verdict, history, is_first=is_first)
        self._compare_producer(verdict, history.owner)
        if not is_first and (is_repeated or not facts.recognitions) and not verdict.changes:
            verdict.answer = "duplicate_in_file"
            verdict.about = self._where(verdict, history.first)
        elif product is not None:
            verdict.answer = "changed" if verdict.changes else "same"
        elif not is_first:
            verdict.answer = "changed"
            verdict.about = self._where(verdict, history.first)

    def _compare_product(self, verdict: Verdict, history: History, *, is_first: bool) -> None:
        """A product's facts may stand on several rows; the first that tells one counts."""
        facts, product, changes = verdict.facts, history.product, verdict.changes
        assert facts is not None
        if is_first and product is None:
            changes["name"] = [None, facts.product]
        elif is_first and product is not None:
            is_renamed = not _same_text(product.name, facts.product)
            if is_renamed and "same" not in verdict.line.decisions:
                changes["name"] = [product.name, facts.product]
        if facts.set_number and not facts.set_is_suggested:
            known = product.set_number if product else None
            self._tell(verdict, history, "set_number", facts.set_number, known)
        elif facts.set_number and is_first and product is None:
            changes["set_number"] = [None, facts.set_number]
        if facts.note:
            self._tell(verdict, history, "note", facts.note, product.note if product else None)

    def _tell(self, verdict: Verdict, history: History, name: str, told: Any, known: Any) -> None:
        here = verdict.spot
        value, first = history.told.setdefault(name, (told, here))
        if first != here:
            if value != told:
                about = {"column": COLUMN_OF.get(name, name), **self._where(verdict, first)}
                verdict.remarks.append(("product_differs", about))
        elif told != known and not (name == "note" and known and tidy(known) == told):
            verdict.changes[name] = [known, told]

    def _compare_producer(self, verdict: Verdict, owner: Owner) -> None:
        """A producer's facts stand on each of its rows; the first that tells one counts."""
        facts, producer, here = verdict.facts, verdict.producer, verdict.spot
        assert facts is not None
        heard = self._told.setdefault(owner, {})
        if producer is None and heard.setdefault("name", ("", here))[1] == here:
            verdict.changes["producer.name"] = [None, facts.producer]
            verdict.changes["producer.place"] = [None, facts.place.full_name]
        for name in PRODUCER_FIELDS:
            told = getattr(facts, name)
            before = getattr(producer, name) if producer else None
            if not told or (name == "legal_form" and producer and not facts.form_is_told):
                continue  # what a name seems to say of the form is for a new producer
            value, first = heard.setdefault(name, (told, here))
            if first != here:
                if value != told and name != "legal_form":
                    about = {"column": COLUMN_OF.get(name, name), **self._where(verdict, first)}
                    verdict.remarks.append(("producer_differs", about))
                continue
            # Nor does a cell undo what is known of the form.
            if told == before or (name == "legal_form" and before):
                continue
            verdict.changes[f"producer.{name}"] = [before, told]
        if producer and facts.current.level == Level.COMMUNE:
            self._compare_place(verdict, producer, heard)

    def _compare_place(
        self, verdict: Verdict, producer: KnownProducer, heard: dict[str, tuple[str, Spot]]
    ) -> None:
        facts, here = verdict.facts, verdict.spot
        assert facts is not None
        if producer.current_place == facts.current.id or "same" in verdict.line.decisions:
            return
        if heard.setdefault("place", (str(facts.current.id), here))[1] == here:
            verdict.changes["producer.place"] = ["", facts.place.full_name]

    # Recognitions

    def _compare_recognitions(self, verdict: Verdict, history: History) -> bool:
        """Put what the row tells to the product's recognitions. True where each of them was told
        by an earlier row just so. Nothing is put there while a contradiction waits."""
        facts, line = verdict.facts, verdict.line
        assert facts is not None
        plan = list(history.recognitions)
        now = [recorded.told for recorded in plan]
        steps: list[Step] = []
        spoken: list[tuple[Recorded, Told]] = []
        for told in facts.recognitions:
            place, fields, is_sure = find(told, now)
            if fields and "both" in line.decisions:
                place = None
            elif fields and "keep" in line.decisions:
                if not is_sure:
                    continue
                assert place is not None
                told = told._replace(**{name: getattr(now[place], name) for name in fields})
            elif fields and "file" not in line.decisions:
                assert place is not None
                self._ask(verdict, told, now[place], fields)
                continue
            if place is None:
                recorded = Recorded(told)
                plan.append(recorded)
                now.append(told)
                steps.append((recorded, None, told))
            else:
                recorded, before = plan[place], now[place]
                if told.authority and before.authority and told.authority != before.authority:
                    self._remark_authority(verdict, told, before)
                after = (corrected if fields else merged)(before, told)
                if after != before:
                    now[place] = after
                    steps.append((recorded, before, after))
            spoken.append((recorded, told))
        if verdict.answer == "contradiction":
            return False
        return self._commit(verdict, history, plan, now, steps, spoken)

    def _commit(
        self,
        verdict: Verdict,
        history: History,
        plan: list[Recorded],
        now: list[Told],
        steps: list[Step],
        spoken: list[tuple[Recorded, Told]],
    ) -> bool:
        if steps:
            order = in_order(now) if len(now) > 1 else [0]
            for recorded, told in zip(plan, now, strict=True):
                recorded.told = told
            history.recognitions[:] = [plan[place] for place in order]
            verdict.steps = steps
            rounds = {plan[place]: n for n, place in enumerate(order, start=1)}
            for recorded, before, after in steps:
                _say(verdict.changes, rounds[recorded], before, after)
        is_repeated = True
        for recorded, told in spoken:
            here = recorded.here
            recorded.here = merged(here, told) if here else told
            is_repeated = is_repeated and here is not None and recorded.here == here
        return is_repeated

    def _ask(self, verdict: Verdict, told: Told, known: Told, fields: Sequence[str]) -> None:
        about = {
            "of": _json_of(known),
            "told": _json_of(told),
            "fields": list(fields),
        }
        if verdict.answer == "contradiction":
            verdict.also.append(("contradiction", about))
        else:
            verdict.answer, verdict.about = "contradiction", about

    def _remark_authority(self, verdict: Verdict, told: Told, known: Told) -> None:
        if folded(told.authority) != folded(known.authority):
            about = {"text": told.authority, "other": known.authority}
            verdict.remarks.append(("authority_differs", about))


COLUMN_OF = {
    "set_number": "set",
    "legal_form": "type",
    "representative_name": "representative",
}
"""Fields that have another name among the columns."""


def _say(changes: dict[str, list[Any]], round: int, before: Told | None, after: Told) -> None:
    """What becomes of a recognition, field by field."""
    for name, was, told in zip(names_of(round), before or NOTHING, after, strict=True):
        if told and told != was:
            # As `_json`, which costs a call for each of a dozen values of every row.
            changes[name] = [
                was.isoformat() if was.__class__ is date else was,
                told.isoformat() if told.__class__ is date else told,
            ]


@lru_cache(maxsize=16)
def names_of(round: int) -> tuple[str, ...]:
    """What the fields of a recognition are called among the changes of its product."""
    return tuple(f"recognition.{round}.{name}" for name in FIELDS)


NOTHING: Any = (None,) * len(FIELDS)


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _json_of(told: Told) -> dict[str, Any]:
    return {name: _json(value) for name, value in zip(FIELDS, told, strict=True) if value}


def _same_text(one: str, other: str) -> bool:
    return one == other or one_spelling(one).casefold() == one_spelling(other).casefold()
