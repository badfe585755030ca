"""What the answers of an import say is done, many rows at a time.

The caller has judged the rows in the same transaction. Here nothing is asked of a person any
more: producers first, then products, recognitions, the rows' own marks, and the journal last,
since writing it makes others wait. Of what is new only the values are kept, since a model of each
would take longer to make than to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import connection

from sanvat.certificates.identity import FIELDS, Told, in_order, kinds
from sanvat.certificates.models import Recognition
from sanvat.parties.models import Organisation, OrganisationKind, User
from sanvat.products.models import Producer, Product, Source
from sanvat.records import journal
from sanvat.records.bulk import checked_meanwhile, draw_keys, insert_values, update_many
from sanvat.records.fields import Searchable
from sanvat.records.locks import hold
from sanvat.register.answers import APPLICABLE
from sanvat.register.judging import NOTHING, PRODUCER_FIELDS, History, Verdict, names_of
from sanvat.register.known import Recorded
from sanvat.register.models import Import, ImportRow, RecognitionSource

Pair = tuple[ImportRow, Verdict]
PRODUCT_FIELDS = ("name", "set_number", "note")
PRODUCER_CHANGES = {f"producer.{name}" for name in ("name", "place", *PRODUCER_FIELDS)}
Changes = dict[str, tuple[Any, Any]]


@dataclass(slots=True, eq=False)
class Maker:
    """A producer of the file. `model`: the one that is known; None for a new one."""

    verdict: Verdict
    model: Producer | None = None
    key: int = 0
    name: str = ""
    place: Any = None
    current: Any = None
    changes: Changes = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Item:
    """A product of the file, with the rows that speak of it."""

    verdict: Verdict
    maker: Maker
    key: int = 0
    name: str = ""
    changes: Changes = field(default_factory=dict)
    stars: int | None = None
    expires_on: Any = None


def hold_known(importing: Import) -> None:
    """Keep others from the producers and products that the rows will change, until the caller's
    transaction ends: producers before products, each in the order of their keys, as everywhere.

    Before judging, or a row would rest on what somebody changes while it is applied.
    """
    rows = importing.rows.filter(answer__in=APPLICABLE).order_by()
    for model, name in ((Producer, "producer"), (Product, "product")):
        known = rows.exclude(**{name: None}).values(name)
        hold(model._default_manager.filter(pk__in=known))


def apply(
    importing: Import,
    pairs: Sequence[Pair],
    *,
    by: User,
    at: datetime,
    report: Callable[[int], None],
) -> None:
    """Write what the verdicts say, in the caller's transaction; `report` gets rows done."""
    steps = iter(range(1, 6))

    def done() -> None:
        report(len(pairs) * next(steps) // 5)

    makers = _makers(pairs)
    _write_producers(importing, makers.values(), at)
    done()
    items = _items(pairs, makers)
    courses = _courses(pairs)
    _write_products(importing, items, courses, at)
    done()
    _write_recognitions(courses, items)
    done()
    _mark_rows(pairs, items)
    done()
    _write_journal(importing, makers.values(), items.values(), by=by, at=at)
    done()


# Producers


def _owner_of(verdict: Verdict) -> object:
    """What tells one producer from another, known or not."""
    assert verdict.history is not None
    return verdict.history.owner


def _makers(pairs: Sequence[Pair]) -> dict[object, Maker]:
    """The producers of all rows, each with what its rows change of it."""
    known = {v.producer.id for _row, v in pairs if v.producer is not None}
    hold(Producer.objects.filter(pk__in=known))  # some of them are known since the preview
    models = Producer.objects.select_related("organisation", "current_place").in_bulk(known)
    makers: dict[object, Maker] = {}
    for _row, verdict in pairs:
        owner = _owner_of(verdict)
        maker = makers.get(owner)
        if maker is None:
            assert verdict.facts is not None
            maker = makers[owner] = Maker(verdict)
            if verdict.producer is None:
                maker.name = verdict.facts.producer
                maker.place, maker.current = verdict.facts.place, verdict.facts.current
            else:
                model = maker.model = models[verdict.producer.id]
                maker.key, maker.name, maker.current = model.pk, model.name, model.current_place
        changes = verdict.changes
        for name in PRODUCER_CHANGES & changes.keys():
            before, after = changes[name]
            maker.changes[name[9:]] = before, after
        if maker.model is not None and "producer.place" in changes:
            assert verdict.facts is not None
            maker.place, maker.current = verdict.facts.place, verdict.facts.current
    return makers


def _write_producers(importing: Import, makers: Iterable[Maker], at: datetime) -> None:
    new = [maker for maker in makers if maker.model is None]
    organisation = Organisation(
        kind=OrganisationKind.PRODUCER,
        is_demonstration=importing.is_demonstration,
        created_at=at,
    )
    draft = Producer(
        organisation=organisation,
        source=Source.REGISTER,
        is_demonstration=importing.is_demonstration,
        registered_at=at,
    )
    own = draw_keys(Organisation, len(new))
    keys = draw_keys(Producer, len(new))
    for maker, key in zip(new, keys, strict=True):
        maker.key = key
    organisations, producers = _Values(organisation), _Values(draft)

    def bodies() -> Iterator[Sequence[Any]]:
        for maker, body in zip(new, own, strict=True):
            organisation.pk, organisation.name, organisation.place = body, maker.name, maker.place
            yield organisations.take()

    def rows() -> Iterator[Sequence[Any]]:
        for maker, body in zip(new, own, strict=True):
            organisation.name = maker.name
            draft.pk = maker.key
            draft.place, draft.current_place = maker.place, maker.current
            for name in PRODUCER_FIELDS:
                setattr(draft, name, maker.changes.get(name, ("", ""))[1])
            draft.complete()
            yield producers.take(organisation_id=body)

    organisations.insert(bodies())
    producers.insert(rows())
    _change_producers([maker for maker in makers if maker.model is not None and maker.changes])


def _change_producers(makers: Sequence[Maker]) -> None:
    models, moved = [], []
    for maker in makers:
        model = maker.model
        assert model is not None
        for name in PRODUCER_FIELDS:
            if name in maker.changes:
                setattr(model, name, maker.changes[name][1])
        if "place" in maker.changes:
            model.place, model.current_place = maker.place, maker.current
            model.organisation.place = model.place
            moved.append(model)
        model.complete()
        models.append(model)
    update_many(models, [*PRODUCER_FIELDS, "place", "current_place", "searchable"])
    _move(moved)


def _move(producers: Sequence[Producer]) -> None:
    """The products of producers that are somewhere else now go with them."""
    if not producers:
        return
    update_many([producer.organisation for producer in producers], ["place"])
    at = {producer.pk: producer for producer in producers}
    products = list(Product.objects.filter(producer__in=at))
    for product in products:
        product.producer = at[product.producer_id]
        product.follow_producer()
    update_many(products, ["current_place", "searchable"])


# Products


def _items(pairs: Sequence[Pair], makers: Mapping[object, Maker]) -> dict[History, Item]:
    """The products of all rows, each with what its rows change of the product itself."""
    items: dict[History, Item] = {}
    for _row, verdict in pairs:
        history = verdict.history
        assert history is not None
        item = items.get(history)
        if item is None:
            item = items[history] = Item(verdict, makers[_owner_of(verdict)])
            if history.product is not None:
                item.key, item.name = history.product.id, history.product.name
        changes = verdict.changes
        for name in PRODUCT_FIELDS:
            if name in changes:
                before, after = changes[name]
                item.changes[name] = before, after
    return items


def _write_products(
    importing: Import,
    items: Mapping[History, Item],
    courses: Mapping[History, _Course],
    at: datetime,
) -> None:
    new = [(history, item) for history, item in items.items() if history.product is None]
    organisation = Organisation()
    producer = Producer(organisation=organisation)
    draft = Product(
        producer=producer,
        source=Source.REGISTER,
        is_demonstration=importing.is_demonstration,
        registered_at=at,
    )
    values = _Values(draft)
    keys = draw_keys(Product, len(new))

    def rows() -> Iterator[Sequence[Any]]:
        for (history, item), key in zip(new, keys, strict=True):
            facts, maker = item.verdict.facts, item.maker
            assert facts is not None
            organisation.name, producer.current_place = maker.name, maker.current
            item.key, item.name = key, facts.product
            draft.pk, draft.name = key, facts.product
            draft.set_number, draft.set_is_suggested = facts.set_number, facts.set_is_suggested
            if "set_number" in item.changes and item.changes["set_number"][1] != facts.set_number:
                draft.set_number, draft.set_is_suggested = item.changes["set_number"][1], False
            draft.group, draft.subgroup = facts.group, ""
            draft.note = item.changes.get("note", ("", ""))[1]
            # The database would see to the stars, and write each row twice.
            latest = courses[history].latest if history in courses else None
            draft.stars = latest.stars if latest else None
            draft.expires_on = latest.expires_on if latest else None
            draft.complete()
            yield values.take(producer_id=maker.key)

    values.insert(rows())
    _change_products(items)


def _change_products(items: Mapping[History, Item]) -> None:
    changed = [
        item
        for history, item in items.items()
        if history.product is not None and item.changes.keys() & set(PRODUCT_FIELDS)
    ]
    models = Product.objects.select_related("producer__organisation", "current_place").in_bulk(
        [item.key for item in changed]
    )
    for item in changed:
        product = models[item.key]
        if item.maker.model is not None:
            product.producer = item.maker.model
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
            *("name", "name_key", "near_key", "searchable", "sort_key"),
            *("set_number", "set_is_suggested", "group", "subgroup", "note"),
        ],
    )


class _Values:
    """The values of one model that is filled in again and again, as the database takes them."""

    def __init__(self, draft: Any) -> None:
        self._draft = draft
        self._fields = draft._meta.concrete_fields
        self._follow = [f for f in self._fields if isinstance(f, Searchable)]
        self._read = attrgetter(*(f.attname for f in self._fields))
        self._place = {f.attname: n for n, f in enumerate(self._fields)}

    def take(self, **given: Any) -> Sequence[Any]:
        """`given`: values of columns that the draft itself does not bear."""
        for each in self._follow:
            each.pre_save(self._draft, add=True)
        values: Sequence[Any] = self._read(self._draft)
        if given:
            values = list(values)
            for name, value in given.items():
                values[self._place[name]] = value
        return values

    def insert(self, rows: Iterable[Sequence[Any]]) -> None:
        names = [f.name for f in self._fields]
        insert_values(type(self._draft), names, rows)


# Recognitions


@dataclass(slots=True, eq=False)
class _Course:
    """The recognitions of one product, as the applied rows leave them."""

    told: dict[Recorded, Told]
    rows: dict[Recorded, int] = field(default_factory=dict)
    """Which row told something of a recognition; the latest one counts."""
    before: dict[Recorded, Told | None] = field(default_factory=dict)
    order: list[Recorded] = field(default_factory=list)

    @property
    def latest(self) -> Told | None:
        return self.told[self.order[-1]] if self.order else None


def _courses(pairs: Sequence[Pair]) -> dict[History, _Course]:
    """Of each product whose recognitions change. Only what applied rows told is in it."""
    courses: dict[History, _Course] = {}
    for row, verdict in pairs:
        if not verdict.steps:
            continue
        history = verdict.history
        assert history is not None
        course = courses.get(history)
        if course is None:
            course = courses[history] = _Course(_known(history))
        for recorded, before, after in verdict.steps:
            was = course.told.get(recorded)
            if before is None:
                course.told[recorded] = after
            elif was is None:
                continue  # the row that told of it was not applied
            elif was == before:
                course.told[recorded] = after
            else:
                new: dict[str, Any] = {
                    n: v for n, b, v in zip(FIELDS, before, after, strict=True) if v != b
                }
                course.told[recorded] = was._replace(**new)
            course.before.setdefault(recorded, was)
            course.rows[recorded] = row.pk
    for course in courses.values():
        own = list(course.told)
        course.order = [own[n] for n in in_order([*course.told.values()])] if own[1:] else own
    return courses


def _known(history: History) -> dict[Recorded, Told]:
    """A product's recognitions as they are written down, in their order."""
    if history.product is None:
        return {}
    return dict(history.product.written)


def _write_recognitions(courses: Mapping[History, _Course], items: Mapping[History, Item]) -> None:
    new: list[tuple[Any, ...]] = []
    changed: list[Recognition] = []
    told_by: list[tuple[int, int]] = []
    count = sum(r.id is None for c in courses.values() for r in c.rows)
    keys = iter(draw_keys(Recognition, count))
    for history, course in courses.items():
        item = items[history]
        own = kinds([course.told[recorded].stars for recorded in course.order])
        for round, (recorded, kind) in enumerate(zip(course.order, own, strict=True), start=1):
            told = course.told[recorded]
            if recorded.id is None:
                key = next(keys)
                new.append((key, item.key, round, kind, Source.REGISTER.value, *told))
            else:
                key = recorded.id
                if recorded in course.rows or (recorded.round, recorded.kind) != (round, kind):
                    model = Recognition(pk=key, round=round, kind=kind, **told._asdict())
                    changed.append(model)
            if recorded in course.rows:
                told_by.append((key, course.rows[recorded]))
                _say(item.changes, round, course.before[recorded], told)
    insert_values(Recognition, ("id", "product", "round", "kind", "source", *FIELDS), new)
    update_many(changed, ["round", "kind", *FIELDS])
    _remember_rows(told_by)


def _say(changes: Changes, round: int, before: Told | None, after: Told) -> None:
    for name, was, told in zip(names_of(round), before or NOTHING, after, strict=True):
        if told and told != was:
            changes[name] = was, told


def _remember_rows(told_by: Sequence[tuple[int, int]]) -> None:
    """Which row told each recognition: (recognition, row)."""
    if not told_by:
        return
    source = RecognitionSource._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {source} (recognition_id, row_id)"  # nosec B608  # its own table
            " SELECT * FROM unnest(%s::bigint[], %s::bigint[])"
            " ON CONFLICT (recognition_id) DO UPDATE SET row_id = excluded.row_id",
            [list(column) for column in zip(*told_by, strict=True)],
        )


# Rows and journal


def _mark_rows(pairs: Sequence[Pair], items: Mapping[History, Item]) -> None:
    for row, verdict in pairs:
        assert verdict.history is not None
        item = items[verdict.history]
        row.applied, row.product_id, row.producer_id = True, item.key, item.maker.key
    update_many([row for row, _verdict in pairs], ["applied", "product", "producer"])


def _write_journal(
    importing: Import,
    makers: Iterable[Maker],
    items: Iterable[Item],
    *,
    by: User,
    at: datetime,
) -> None:
    """One entry for each thing that came or changed, as an act on it alone would write."""
    note = f"import {importing.pk}"
    organisation = Organisation()
    producer, product = Producer(organisation=organisation), Product()

    def of_producers(*, new: bool) -> Iterator[tuple[Producer, Changes]]:
        for maker in makers:
            if maker.changes and (maker.model is None) is new:
                producer.pk, organisation.name = maker.key, maker.name
                yield producer, maker.changes

    def of_products(*, new: bool) -> Iterator[tuple[Product, Changes]]:
        for item in items:
            if item.changes and (item.verdict.product is None) is new:
                product.pk, product.name = item.key, item.name
                if new:
                    whose = {"id": item.maker.key, "name": item.maker.name}
                    item.changes["producer"] = None, whose
                yield product, item.changes

    with checked_meanwhile():
        made = [
            journal.prepare_many(act, lines, by=by, at=at, note=note)
            for act, lines in (
                ("register_producer", of_producers(new=True)),
                ("change_producer", of_producers(new=False)),
                ("register_product", of_products(new=True)),
                ("change_product", of_products(new=False)),
            )
        ]
    for lines in made:
        journal.write_prepared(lines)
