"""A drawn register on its whole way in, and what stands in the database held against it.

importing = bring_in(drawn, by=advisor)
silent_faults(drawn, importing)      # what came in wrongly and nobody was told
waiting(drawn, importing)            # rows that somebody is asked about, with the answer
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sanvat.certificates.identity import decision_number
from sanvat.certificates.models import Recognition
from sanvat.parties.models import User
from sanvat.products.models import Producer, Product
from sanvat.register import actions
from sanvat.register.columns import NEEDED
from sanvat.register.models import Import, ImportRow
from sanvat.text.fold import fold
from sanvat.text.tidy import tidy
from tests.register.layouts import Drawn, Row
from tests.register.registers import NOON, store

OF_PRODUCER = {"representative": "representative_name", "phone": "phone", "address": "address"}
OF_BLOCK = {"star": "stars", "year": "year", "date": "issued_on", "authority": "authority"}
TOLD_IN_A_REMARK = {"product_differs", "producer_differs", "authority_differs", "phones", "cut"}


def bring_in(drawn: Drawn, *, by: User) -> Import:
    """The way of an office that takes all as it is offered; it stops where a column is asked for
    (the import is then not applied)."""
    importing = actions.start_import(store(drawn.xlsx(), by=by), by=by, at=NOON)
    importing.refresh_from_db()
    chosen = importing.sheets.filter(is_chosen=True)
    if all(set(NEEDED) <= set(sheet.mapping) for sheet in chosen):
        actions.accept_columns(importing, by=by, at=NOON)
        actions.preview_import(importing, by=by, at=NOON)
        actions.apply_import(importing, by=by, at=NOON)
        importing.refresh_from_db()
    return importing


def a_line_each(register: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same register with a row for each recognition."""
    rows = []
    for row in register:
        second = {key: told for key, told in row.items() if key.startswith("second_")}
        first = {key: told for key, told in row.items() if key not in second}
        later = {f"first_{key.removeprefix('second_')}": told for key, told in second.items()}
        for each in (first, {**first, **later})[: 2 if second else 1]:
            on = each["first_date"]
            rows.append({**each, "star": each["first_star"], "expiry": on.replace(on.year + 3)})
    return rows


def history_faults(register: Sequence[dict[str, Any]]) -> list[str]:
    """After any lists drawn from this register: products and recognitions that it does not have,
    or has once and the database twice."""
    faults = []
    true = {row["product"]: _wanted(row) for row in register}
    for product in Product.objects.all():
        now = [_now(each) for each in product.recognitions.order_by("round")]
        left = list(true.get(product.name, []))
        for each in now:
            match = next((t for t in left if _is_part(each, t)), None)
            if match is None:
                faults.append(f"{product.name}: {now} of {true.get(product.name)}")
                break
            left.remove(match)
    if Product.objects.count() > len(true):
        faults.append(f"{Product.objects.count()} products of {len(true)}")
    return faults


class _Came:
    """What came of a drawn register, ready to be looked up."""

    def __init__(self, drawn: Drawn, importing: Import) -> None:
        self.sheets = list(importing.sheets.all())
        positions = {sheet.pk: sheet.position for sheet in self.sheets}
        self.rows: dict[tuple[int, int], ImportRow] = {
            (positions[row.sheet_id], row.number): row
            for row in importing.rows.select_related(
                "product__producer__organisation", "product__producer__current_place"
            )
        }
        self.drawn = drawn

    def unread(self, row: Row) -> set[str]:
        """What was drawn in a column that the sheet's page shows as not read."""
        mapping = self.sheets[row.sheet].mapping
        return {key for key in row.facts if key not in mapping}

    def remarks(self, row: Row) -> set[str]:
        found = self.rows[row.sheet, row.number]
        return {code for code, _about in found.details.get("remarks", ())}


def waiting(drawn: Drawn, importing: Import) -> list[str]:
    """Drawn rows that did not come in and why not, as a person sees it."""
    came = _Came(drawn, importing)
    told = []
    for row in drawn.rows:
        found = came.rows.get((row.sheet, row.number))
        if found is None:
            sheet = came.sheets[row.sheet]
            part = next((p for p, a, z in sheet.parts if a <= row.number <= z), "beyond")
            state = part if sheet.is_chosen else "sheet not chosen"
            told.append(f"{row.sheet}.{row.number}: no row, for it is {state}")
        elif not found.is_applied:
            told.append(f"{row.sheet}.{row.number}: {found.answer} {found.details.get('about')}")
    return told


def silent_faults(drawn: Drawn, importing: Import) -> list[str]:
    """Each difference between what was drawn and what stands in the database that no answer, no
    remark, no part and no unread column tells of."""
    came = _Came(drawn, importing)
    told = {(row.sheet, row.number) for row in drawn.rows}
    faults = [
        f"{where}: applied and none"
        for where, r in came.rows.items()
        if r.is_applied and where not in told
    ]
    told_of: dict[int, list[Row]] = {}
    for row in drawn.rows:
        found = came.rows.get((row.sheet, row.number))
        if found is not None and found.is_applied:
            told_of.setdefault(found.about, []).append(row)
    for key, rows in told_of.items():
        faults += _faults(rows, Product.objects.get(pk=key), came)
    strangers = Product.objects.exclude(pk__in=told_of)
    faults += [
        f"{name!r} is a product and none was drawn"
        for name in strangers.values_list("name", flat=True)
    ]
    makers = {tidy(str(row.facts["producer"])) for row in drawn.rows}
    faults += [
        f"{p.name!r} is a producer and none was drawn"
        for p in Producer.objects.all()
        if p.name not in makers
    ]
    return faults


def _faults(rows: Sequence[Row], product: Product, came: _Came) -> Iterator[str]:
    """Of a product and its producer, by all the rows that speak of it."""
    unread: set[str] = set()
    for row in rows:
        unread |= came.unread(row)
        if came.remarks(row) & TOLD_IN_A_REMARK:
            continue
        for key, drawn, now in _pairs(row.facts, product):
            if drawn != now and not (key in unread and not now):
                yield f"{row.sheet}.{row.number}: {key} is {drawn!r}, came in as {now!r}"
    wanted = sorted((told for row in rows for told in _wanted(row.facts)), key=_day)
    now = [_now(each) for each in product.recognitions.order_by("round")]
    if (wanted != now and not unread) or not all(any(_is_part(n, w) for w in wanted) for n in now):
        where = ", ".join(f"{row.sheet}.{row.number}" for row in rows)
        yield f"{where}: recognitions are {wanted}, came in as {now}, unread {unread}"


def _pairs(facts: dict[str, Any], product: Product) -> list[tuple[str, Any, Any]]:
    producer = product.producer
    place = fold(producer.current_place.name)
    return [
        ("product", facts["product"], product.name),
        ("producer", facts["producer"], producer.name),
        ("commune", fold(facts.get("commune", "")) or place, place),
        *((k, facts.get(k, ""), getattr(producer, f)) for k, f in OF_PRODUCER.items()),
        ("note", facts.get("note", ""), product.note or ""),
    ]


def _day(told: dict[str, Any]) -> tuple[int, date]:
    return told.get("year") or 9999, told.get("issued_on") or date.max


def _wanted(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The recognitions a row tells, in their order."""
    blocks = []
    for when in ("first", "second"):
        told = {field: facts.get(f"{when}_{key}") for key, field in OF_BLOCK.items()}
        told["decision"] = decision_number(facts.get(f"{when}_decision", "")).number
        if any(told.values()):
            blocks.append(told)
    if not blocks:
        blocks = [dict.fromkeys(OF_BLOCK.values()) | {"decision": ""}]
    last = blocks[-1]
    last["stars"] = last["stars"] or facts.get("star")
    last["expires_on"] = facts.get("expiry")
    for told in blocks:
        if told["issued_on"]:
            told["year"] = told["issued_on"].year
    return [{name: value for name, value in told.items() if value} for told in blocks]


def _now(recognition: Recognition) -> dict[str, Any]:
    told = {f: getattr(recognition, f) for f in (*OF_BLOCK.values(), "expires_on")}
    told["decision"] = decision_number(recognition.decision).number
    return {name: value for name, value in told.items() if value}


def _is_part(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one.items() <= other.items()
