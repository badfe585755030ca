"""What the answers of an import say is done, many rows at a time.

The caller has judged the rows in the same transaction. Here nothing is asked of a person any
more: producers first, then products, recognitions, the rows' own marks, and the journal last,
since writing it makes others wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import connection

from sanvat.certificates.models import Recognition
from sanvat.parties.models import Organisation, OrganisationKind, User
from sanvat.products.models import Producer, Product, Source
from sanvat.records import journal
from sanvat.records.bulk import insert_many, insert_values, update_many
from sanvat.records.locks import hold
from sanvat.register.answers import APPLICABLE
from sanvat.register.judging import PRODUCER_FIELDS, Told, Verdict, paired
from sanvat.register.known import TOLD_FIELDS, KnownRecognition
from sanvat.register.models import Import, ImportRow, RecognitionSource

Pair = tuple[ImportRow, Verdict]
Changes = dict[str, tuple[Any, Any]]


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

    producers = _producers(importing, pairs, at)
    done()
    products = _products(importing, pairs, producers, at)
    done()
    _recognitions(pairs, products)
    done()
    for row, _verdict in pairs:
        row.applied = True
        row.product_id = products[row.number].pk
        row.producer_id = products[row.number].producer_id
    update_many([row for row, _verdict in pairs], ["applied", "product", "producer"])
    done()
    _write_journal(importing, pairs, producers, products, by=by, at=at)
    done()


def owner_of(verdict: Verdict) -> object:
    """What tells one producer from another, known or not."""
    assert verdict.facts is not None
    if verdict.producer is not None:
        return verdict.producer.id
    return verdict.facts.producer_key, verdict.facts.current.pk


def _producers(importing: Import, pairs: Sequence[Pair], at: datetime) -> dict[object, Producer]:
    """The producers of all rows: those known, changed as the file says, and the new ones."""
    known = {v.producer.id for _row, v in pairs if v.producer is not None}
    hold(Producer.objects.filter(pk__in=known))  # some of them are known since the preview
    producers: dict[object, Producer] = dict(
        Producer.objects.select_related("organisation", "current_place").in_bulk(known)
    )
    new, changed, moved = [], {}, []
    for _row, verdict in pairs:
        owner = owner_of(verdict)
        if owner not in producers:
            producers[owner] = _new_producer(importing, verdict, at)
            new.append(producers[owner])
        producer = producers[owner]
        for name in PRODUCER_FIELDS:
            if f"producer.{name}" in verdict.changes:
                setattr(producer, name, verdict.changes[f"producer.{name}"][1])
                changed[owner] = producer
        if verdict.producer is not None and "producer.place" in verdict.changes:
            assert verdict.facts is not None
            producer.place, producer.current_place = verdict.facts.place, verdict.facts.current
            producer.organisation.place = producer.place
            changed[owner] = producer
            moved.append(producer)
    insert_many([producer.organisation for producer in new])
    for producer in new:
        producer.organisation = producer.organisation  # which has its key by now
    for producer in {id(p): p for p in (*new, *changed.values())}.values():
        producer.complete()
    insert_many(new)
    update_many(
        [p for owner, p in changed.items() if isinstance(owner, int)],
        [*PRODUCER_FIELDS, "place", "current_place", "searchable"],
    )
    _move(moved)
    return producers


def _new_producer(importing: Import, verdict: Verdict, at: datetime) -> Producer:
    facts = verdict.facts
    assert facts is not None
    return Producer(
        organisation=Organisation(
            kind=OrganisationKind.PRODUCER,
            name=facts.producer,
            place=facts.place,
            is_demonstration=importing.is_demonstration,
            created_at=at,
        ),
        place=facts.place,
        current_place=facts.current,
        source=Source.REGISTER,
        is_demonstration=importing.is_demonstration,
        registered_at=at,
    )


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


def _products(
    importing: Import,
    pairs: Sequence[Pair],
    producers: dict[object, Producer],
    at: datetime,
) -> dict[int, Product]:
    """The product of each row, by the row's number."""
    known = Product.objects.in_bulk({v.product.id for _row, v in pairs if v.product is not None})
    products, new, changed = {}, [], []
    for row, verdict in pairs:
        facts, changes = verdict.facts, verdict.changes
        assert facts is not None
        producer = producers[owner_of(verdict)]
        if verdict.product is None:
            product = Product(
                producer=producer,
                name=facts.product,
                set_number=facts.set_number,
                set_is_suggested=facts.set_is_suggested,
                group=facts.group,
                note=facts.note,
                source=Source.REGISTER,
                is_demonstration=importing.is_demonstration,
                registered_at=at,
            )
            product.complete()
            if facts.recognitions:  # the database would see to it, and write each row twice
                product.stars = facts.recognitions[-1].stars
                product.expires_on = facts.recognitions[-1].expires_on
            new.append(product)
        else:
            product = known[verdict.product.id]
            product.producer = producer
            if changes.keys() & {"name", "set_number", "note"}:
                for name in ("name", "note"):
                    setattr(product, name, changes.get(name, (None, getattr(product, name)))[1])
                if "set_number" in changes:
                    product.set_number, product.set_is_suggested = facts.set_number, False
                product.complete()
                changed.append(product)
        products[row.number] = product
    insert_many(new)
    update_many(
        changed,
        [
            *("name", "name_key", "near_key", "searchable", "sort_key"),
            *("set_number", "set_is_suggested", "group", "subgroup", "note"),
        ],
    )
    return products


def _recognitions(pairs: Sequence[Pair], products: dict[int, Product]) -> None:
    new: list[tuple[Any, ...]] = []
    changed: list[Recognition] = []
    told_by: list[tuple[int, int, int]] = []
    for row, verdict in pairs:
        assert verdict.facts is not None
        known = verdict.product.recognitions if verdict.product else []
        earlier = known[0].stars if known else None
        for round, told, before in paired(verdict.facts.recognitions, known):
            touched = any(f"recognition.{round}.{name}" in verdict.changes for name in TOLD_FIELDS)
            if touched:
                kind, values = _kind(round, told, earlier), _as_told(told, before)
                product = products[row.number].pk
                told_by.append((product, round, row.pk))
                if before is None:
                    new.append((product, round, kind, Source.REGISTER.value, *values))
                else:
                    recognition = Recognition(pk=before.id, kind=kind)
                    for name, value in zip(TOLD_FIELDS, values, strict=True):
                        setattr(recognition, name, value)
                    changed.append(recognition)
            earlier = told.stars
    insert_values(Recognition, ("product", "round", "kind", "source", *TOLD_FIELDS), new)
    update_many(changed, ["kind", *TOLD_FIELDS])
    _remember_rows(told_by)


def _remember_rows(told_by: Sequence[tuple[int, int, int]]) -> None:
    """Which row told each recognition: (product, round, row); the latest one counts."""
    if not told_by:
        return
    source, recognition = RecognitionSource._meta.db_table, Recognition._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {source} (recognition_id, row_id) SELECT kept.id, given.row"
            " FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS given(product, round, row)"
            f" JOIN {recognition} AS kept"
            " ON kept.product_id = given.product AND kept.round = given.round"
            " ON CONFLICT (recognition_id) DO UPDATE SET row_id = excluded.row_id",
            [list(column) for column in zip(*told_by, strict=True)],
        )


def _kind(round: int, told: Told, earlier: int | None) -> str:
    if round == 1:
        return Recognition.Kind.FIRST.value
    is_more = earlier is not None and told.stars > earlier
    return (Recognition.Kind.UPGRADE if is_more else Recognition.Kind.AGAIN).value


def _as_told(told: Told, before: KnownRecognition | None) -> list[Any]:
    """`TOLD_FIELDS` of a row; an empty cell takes nothing away from what is known."""
    values = _TOLD_OF(told)
    if before is None:
        return list(values)
    known = _TOLD_OF(before)
    return [k if v in (None, "") else v for v, k in zip(values, known, strict=True)]


_TOLD_OF = attrgetter(*TOLD_FIELDS)


def _write_journal(
    importing: Import,
    pairs: Iterable[Pair],
    producers: dict[object, Producer],
    products: dict[int, Product],
    *,
    by: User,
    at: datetime,
) -> None:
    """One entry for each thing that came or changed, as an act on it alone would write."""
    of_producers: dict[object, Changes] = defaultdict(dict)
    of_products: dict[bool, list[tuple[Product, Changes]]] = {True: [], False: []}
    for row, verdict in pairs:
        own: Changes = {}
        for name, (before, after) in verdict.changes.items():
            part, _dot, rest = name.partition(".")
            if part == "producer":
                of_producers[owner_of(verdict)][rest] = before, after
            else:
                own[name] = before, after
        if own:
            is_new = verdict.product is None
            if is_new:
                own["producer"] = None, products[row.number].producer
            of_products[is_new].append((products[row.number], own))
    note = f"import {importing.pk}"
    for act, is_new in (("register_producer", True), ("change_producer", False)):
        subjects = [
            (producers[owner], changes)
            for owner, changes in of_producers.items()
            if isinstance(owner, int) is not is_new
        ]
        journal.write_many(act, subjects, by=by, at=at, note=note)
    for act, is_new in (("register_product", True), ("change_product", False)):
        journal.write_many(act, of_products[is_new], by=by, at=at, note=note)
