"""What the answers of an import say is done, a piece of the file after the other.

The caller judges the rows in the same transaction. Here nothing is asked of a person any more:
of each piece producers come first, then products, recognitions, the rows' own marks and the
journal. Of what is new only the values are made, since a model of each would take longer to make
than to write; and of what is written only the keys are kept, since the file may be long.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from sanvat.certificates.identity import FIELDS, Told, in_order, kinds
from sanvat.certificates.models import Recognition
from sanvat.parties.models import Organisation, OrganisationKind, User
from sanvat.places.models import Place, province_of
from sanvat.products.models import Producer, Product, Source
from sanvat.products.models.producers import following
from sanvat.products.models.products import words_of
from sanvat.products.strangers import is_body
from sanvat.records import journal
from sanvat.records.bulk import Sender, draw_keys, update_many
from sanvat.records.locks import hold
from sanvat.register.answers import APPLICABLE
from sanvat.register.judging import NOTHING, PRODUCER_FIELDS, Effect, History, Owner, names_of
from sanvat.register.known import Recorded
from sanvat.register.models import Import, RowOutcome
from sanvat.register.telling import Facts
from sanvat.text.fold import sort_key

Pair = tuple[int, Effect]
"""The key of a row, and what its answer does."""
WRITTEN = (Organisation, Producer, Product, Recognition, RowOutcome)
Changes = dict[str, tuple[Any, Any]]


@dataclass(slots=True, eq=False)
class Maker:
    """A producer of the file. `key` is 0 until it is written; `current`, where it is today, and
    whether strangers may read its name, once that is asked; `facts` and `changes` are of the piece
    at hand."""

    key: int
    name: str
    current: Place | None = None
    facts: Facts | None = None
    """Of the row that tells of it: its first, or the one by which it moved."""
    changes: Changes = field(default_factory=dict)
    is_named: bool = False


@dataclass(slots=True, eq=False)
class Item:
    """A product of the file, with its maker; as of a producer."""

    key: int
    name: str
    maker: Maker
    facts: Facts | None = None
    changes: Changes = field(default_factory=dict)


def hold_known(importing: Import) -> None:
    """Keep others from the producers and products that the rows will change, until the caller's
    transaction ends: producers before products, each in the order of their keys, as everywhere.

    Before judging, or a row would rest on what somebody changes while it is applied.
    """
    rows = importing.rows.filter(answer__in=APPLICABLE).order_by()
    for model, name in ((Producer, "producer"), (Product, "product")):
        known = rows.exclude(**{name: None}).values(name)
        hold(model._default_manager.filter(pk__in=known))


class _Keys:
    """Keys of a model for new rows, drawn ahead: as many as a piece has taken are asked for while
    it is written, so that the next one waits for nothing. What nobody takes is never used."""

    def __init__(self, model: type[Model], send: Sender) -> None:
        self._model, self._send = model, send
        self._drawn: list[int] = []
        self._asked: Callable[[], list[tuple[Any, ...]]] | None = None

    def take(self, count: int) -> list[int]:
        if self._asked:
            self._drawn += [key for (key,) in self._asked()]
        if (more := count - len(self._drawn)) > 0:
            self._send.settle()
            self._drawn += draw_keys(self._model, more)
        taken, self._drawn = self._drawn[:count], self._drawn[count:]
        less = count + count // 8 - len(self._drawn)  # the next piece may need a few more
        self._asked = self._send.draw(self._model, less) if less > 0 else None
        return taken


class Applying:
    """Writes what the verdicts on one import say, in the caller's transaction.

    Producers and products that are known already are those that `hold_known` has locked.
    """

    def __init__(self, importing: Import, send: Sender, *, by: User, at: datetime) -> None:
        self._importing = importing
        self._send = send
        self._by, self._at = by, at
        self._keys = {m: _Keys(m, send) for m in (Organisation, Producer, Product, Recognition)}
        self._makers: dict[Owner, Maker] = {}
        self._items: dict[History, Item] = {}
        self._courses: dict[History, _Course] = {}

    def write(self, pairs: Sequence[Pair]) -> None:
        """The next piece: rows in their order, each as it was judged."""
        makers, items, courses = (
            self._makers_of(pairs),
            self._items_of(pairs),
            self._courses_of(pairs),
        )
        new_makers = [maker for maker in makers if not maker.key]
        new_items = {history: item for history, item in items.items() if not item.key}
        new = sum(recorded.id is None for course in courses.values() for recorded in course.before)
        bodies = self._keys[Organisation].take(len(new_makers))
        producers = self._keys[Producer].take(len(new_makers))
        products = self._keys[Product].take(len(new_items))
        recognitions = iter(self._keys[Recognition].take(new))
        changed_makers = [maker for maker in makers if maker.key and maker.changes]
        changed_items = [item for item in items.values() if item.key and item.changes]
        placeless = [i.maker for i in new_items.values() if i.maker.current is None]
        if changed_makers or changed_items or placeless:
            self.settle()  # the database is asked
            _change_producers(changed_makers)
            _find_places(placeless)
            _change_products(changed_items)
        self._write_producers(new_makers, bodies, producers)  # from here on it is given
        self._write_products(new_items, products)
        self._write_recognitions(courses, items, recognitions)
        self._mark_rows(pairs)
        self._send.check()
        self._write_journal(new_makers, makers, new_items, items)
        for maker in makers:
            maker.changes, maker.facts = {}, None
        for item in items.values():
            item.changes, item.facts = {}, None
        for course in courses.values():
            course.before = {}

    def settle(self) -> None:
        """Wait until the pieces so far are written; before this nobody else asks the database."""
        self._send.settle()

    def finish(self) -> None:
        """Wait until all is written, the journal too. Refuses, by IntegrityError, what the
        database does."""
        journal.seal(self._send)
        self._send.settle()

    # What a piece speaks of, and what it changes

    def _makers_of(self, pairs: Sequence[Pair]) -> Collection[Maker]:
        found: dict[Owner, Maker] = {}
        for _row, (history, producer, facts, changes, _of_product, _steps) in pairs:
            maker = self._makers.get(history.owner)
            if maker is None:
                maker = Maker(producer.id, producer.name) if producer else Maker(0, facts.producer)
                self._makers[history.owner] = maker
            found[history.owner] = maker
            if not maker.key and maker.facts is None:
                maker.facts, maker.current = facts, facts.current
            maker.changes.update(changes)
            if maker.key and "place" in changes:
                maker.facts, maker.current = facts, facts.current
        return found.values()

    def _items_of(self, pairs: Sequence[Pair]) -> dict[History, Item]:
        """With what the rows change of the product itself."""
        found: dict[History, Item] = {}
        for _row, (history, _producer, facts, _of_producer, changes, _steps) in pairs:
            item = self._items.get(history)
            if item is None:
                known, maker = history.product, self._makers[history.owner]
                item = Item(known.id, known.name, maker) if known else Item(0, facts.product, maker)
                self._items[history] = item
            found[history] = item
            if not item.key and item.facts is None:
                item.facts = facts
            item.changes.update(changes)
        return found

    def _courses_of(self, pairs: Sequence[Pair]) -> dict[History, _Course]:
        """Of each product whose recognitions change. Only what applied rows told is in it."""
        found: dict[History, _Course] = {}
        for _row, effect in pairs:
            if not effect.steps:
                continue
            history = effect.history
            course = self._courses.get(history)
            if course is None:
                course = self._courses[history] = _Course(_known(history))
            found[history] = course
            for recorded, before, after in effect.steps:
                course.take(recorded, before, after)
        for course in found.values():
            own = list(course.told)
            course.order = [own[n] for n in in_order([*course.told.values()])] if own[1:] else own
        return found

    # What is given to be written

    def _write_producers(
        self, new: Sequence[Maker], bodies: Sequence[int], keys: Sequence[int]
    ) -> None:
        is_demonstration = self._importing.is_demonstration
        draft = Organisation(
            kind=OrganisationKind.PRODUCER,
            is_demonstration=is_demonstration,
            created_at=self._at,
        )
        names, same = _columns(draft, "id", "name", "place", "searchable")
        words = Organisation._meta.get_field("searchable").words
        organisations = []
        for maker, body, key in zip(new, bodies, keys, strict=True):
            assert maker.facts is not None
            maker.key = key
            place = maker.facts.place.id
            organisations.append((*same, body, maker.name, place, words(maker.name)))
        self._send.insert(Organisation, names, organisations)

        told = Producer(
            source=Source.REGISTER,
            is_demonstration=is_demonstration,
            registered_at=self._at,
        )
        names, same = _columns(
            told,
            *("id", "organisation", "place", "current_place", "province"),
            *("name_key", "searchable", "sort_key", *PRODUCER_FIELDS),
        )
        producers = []
        for maker, body in zip(new, bodies, strict=True):
            facts, changes = maker.facts, maker.changes
            assert facts is not None
            form = changes["legal_form"][1] if "legal_form" in changes else ""
            maker.is_named = is_body(maker.name, form)
            producers.append(
                (
                    *(*same, maker.key, body, facts.place.id, facts.current.id),
                    province_of(facts.current.lineage),
                    *following(maker.name, facts.current.full_name),
                    *[changes[name][1] if name in changes else "" for name in PRODUCER_FIELDS],
                )
            )
        self._send.insert(Producer, names, producers)

    def _write_products(self, new: Mapping[History, Item], keys: Sequence[int]) -> None:
        draft = Product(
            source=Source.REGISTER,
            is_demonstration=self._importing.is_demonstration,
            registered_at=self._at,
        )
        names, same = _columns(
            draft,
            *("id", "producer", "current_place", "province", "name", "note"),
            *("stars", "expires_on", "recognised_on"),
            *("set_number", "set_is_suggested", "group", "subgroup"),
            *("name_key", "near_key", "sort_key", "searchable", "public_words"),
        )
        products = []
        for (history, item), key in zip(new.items(), keys, strict=True):
            facts, maker, changes = item.facts, item.maker, item.changes
            assert facts is not None
            assert maker.current is not None
            item.key = key
            draft.set_number, draft.set_is_suggested = facts.set_number, facts.set_is_suggested
            if "set_number" in changes and changes["set_number"][1] != facts.set_number:
                draft.set_number, draft.set_is_suggested = changes["set_number"][1], False
            draft.group, draft.subgroup = facts.group, ""
            draft.classify()
            name, place = facts.product, maker.current
            # The database would see to the stars, and write each row twice.
            latest = self._courses[history].latest if history in self._courses else None
            products.append(
                (
                    *(*same, key, maker.key, place.id, province_of(place.lineage), name),
                    changes["note"][1] if "note" in changes else "",
                    *_borne(latest),
                    *(draft.set_number, draft.set_is_suggested, draft.group, draft.subgroup),
                    *(facts.name_key, facts.near_key, sort_key(name)[:700]),
                    words_of(facts.name_key, maker.name, place.full_name),
                    words_of(facts.name_key, maker.name if maker.is_named else "", place.full_name),
                )
            )
        self._send.insert(Product, names, products)

    def _write_recognitions(
        self,
        courses: Mapping[History, _Course],
        items: Mapping[History, Item],
        keys: Iterator[int],
    ) -> None:
        new: list[tuple[Any, ...]] = []
        changed: list[tuple[Any, ...]] = []
        for history, course in courses.items():
            item = items[history]
            own = kinds([course.told[recorded].stars for recorded in course.order])
            for round, (recorded, kind) in enumerate(zip(course.order, own, strict=True), start=1):
                told, is_told = course.told[recorded], recorded in course.before
                if recorded.id is None:
                    recorded.id = next(keys)
                    new.append((recorded.id, item.key, round, kind, Source.REGISTER.value, *told))
                elif is_told or (recorded.round, recorded.kind) != (round, kind):
                    changed.append((recorded.id, round, kind, *told))
                recorded.round, recorded.kind = round, kind
                if is_told:
                    _say(item.changes, round, course.before[recorded], told)
        names = ("id", "product", "round", "kind", "source", *FIELDS)
        self._send.insert(Recognition, names, new)
        self._send.update(Recognition, ("round", "kind", *FIELDS), changed)

    def _mark_rows(self, pairs: Sequence[Pair]) -> None:
        marked = [(row, self._items[effect.history].key) for row, effect in pairs]
        self._send.insert(RowOutcome, ("row", "product"), marked)

    def _write_journal(
        self,
        new_makers: Collection[Maker],
        makers: Collection[Maker],
        new_items: Mapping[History, Item],
        items: Mapping[History, Item],
    ) -> None:
        """One entry for each thing that came or changed, as an act on it alone would write."""
        is_new = {id(each) for each in (*new_makers, *new_items.values())}
        for item in new_items.values():
            item.changes["producer"] = None, {"id": item.maker.key, "name": item.maker.name}
        changed_makers = [m for m in makers if id(m) not in is_new]
        changed_items = [i for i in items.values() if id(i) not in is_new]
        note = f"import {self._importing.pk}"
        for act, subjects in (
            ("register_producer", _producers(new_makers)),
            ("change_producer", _producers(changed_makers)),
            ("register_product", _products(new_items.values())),
            ("change_product", _products(changed_items)),
        ):
            journal.write_many(act, subjects, by=self._by, at=self._at, note=note, send=self._send)


def _producers(makers: Iterable[Maker]) -> Iterator[tuple[Producer, Changes]]:
    """What the journal says of each that changes; one model bears the names of all."""
    organisation = Organisation()
    producer = Producer(organisation=organisation)
    for maker in makers:
        if maker.changes:
            producer.pk, organisation.name = maker.key, maker.name
            yield producer, maker.changes


def _products(items: Iterable[Item]) -> Iterator[tuple[Product, Changes]]:
    product = Product()
    for item in items:
        if item.changes:
            product.pk, product.name = item.key, item.name
            yield product, item.changes


# What is known already, and changes


def _change_producers(makers: Sequence[Maker]) -> None:
    if not makers:
        return
    found = Producer.objects.select_related("organisation", "current_place")
    models = found.in_bulk([maker.key for maker in makers])
    moved = []
    for maker in makers:
        model = models[maker.key]
        for name in PRODUCER_FIELDS:
            if name in maker.changes:
                setattr(model, name, maker.changes[name][1])
        if "place" in maker.changes:
            assert maker.facts is not None
            model.place, model.current_place = maker.facts.place, maker.facts.current
            model.organisation.place = model.place
        if maker.changes.keys() & {"place", "legal_form"}:
            moved.append(model)
            maker.is_named = model.is_named
        model.complete()
    update_many(models.values(), [*PRODUCER_FIELDS, "place", "current_place", "searchable"])
    _move(moved)


def _move(producers: Sequence[Producer]) -> None:
    """The products of producers that are somewhere else now, or something else, follow them."""
    if not producers:
        return
    update_many([producer.organisation for producer in producers], ["place"])
    at = {producer.pk: producer for producer in producers}
    products = list(Product.objects.filter(producer__in=at))
    for product in products:
        product.producer = at[product.producer_id]
        product.follow_producer()
    update_many(products, ["current_place", "searchable", "public_words"])


def _find_places(makers: Sequence[Maker]) -> None:
    """Where known producers are that get a product."""
    asked = {maker.key: maker for maker in makers if maker.current is None}
    if asked:
        for producer in Producer.objects.filter(pk__in=asked).select_related("current_place"):
            asked[producer.pk].current = producer.current_place
            asked[producer.pk].is_named = producer.is_named


def _change_products(changed: Sequence[Item]) -> None:
    if not changed:
        return
    models = Product.objects.select_related("producer__organisation", "current_place").in_bulk(
        [item.key for item in changed]
    )
    for item in changed:
        product = models[item.key]
        for name in ("name", "note"):
            if name in item.changes:
                setattr(product, name, item.changes[name][1])
        if "set_number" in item.changes:
            product.set_number, product.set_is_suggested = item.changes["set_number"][1], False
        product.complete()
        item.name = product.name
    update_many(
        models.values(),
        [
            *("name", "name_key", "near_key", "searchable", "public_words", "sort_key"),
            *("set_number", "set_is_suggested", "group", "subgroup", "note"),
        ],
    )


def _borne(latest: Told | None) -> tuple[int | None, date | None, date | None]:
    """What a product bears of its latest recognition; the same as the trigger of the database."""
    if latest is None:
        return None, None, None
    day = latest.issued_on or (date(latest.year, 1, 1) if latest.year else None)
    return latest.stars, latest.expires_on, day


def _columns(draft: Any, *given: str) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """The names of all fields of a model, those `given` last; and what the draft has in the
    others, which is the same for every row."""
    others = [field for field in draft._meta.concrete_fields if field.name not in given]
    same = tuple(getattr(draft, field.attname) for field in others)
    return (*(field.name for field in others), *given), same


# Recognitions


@dataclass(slots=True, eq=False)
class _Course:
    """The recognitions of one product, as the applied rows leave them."""

    told: dict[Recorded, Told]
    before: dict[Recorded, Told | None] = field(default_factory=dict)
    """What the piece at hand tells something of, as it was before."""
    order: list[Recorded] = field(default_factory=list)

    @property
    def latest(self) -> Told | None:
        return self.told[self.order[-1]] if self.order else None

    def take(self, recorded: Recorded, before: Told | None, after: Told) -> None:
        """One step of an applied row."""
        was = self.told.get(recorded)
        if before is None or was == before:
            self.told[recorded] = after
        elif was is None:
            return  # the row that told of it was not applied
        else:
            new: dict[str, Any] = {
                n: v for n, b, v in zip(FIELDS, before, after, strict=True) if v != b
            }
            self.told[recorded] = was._replace(**new)
        self.before.setdefault(recorded, was)


def _known(history: History) -> dict[Recorded, Told]:
    """A product's recognitions as they are written down, in their order."""
    if history.product is None:
        return {}
    return dict(history.product.written)


def _say(changes: Changes, round: int, before: Told | None, after: Told) -> None:
    for name, was, told in zip(names_of(round), before or NOTHING, after, strict=True):
        if told and told != was:
            changes[name] = was, told
