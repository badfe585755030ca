"""Entering and changing products, their sizes, places of sale and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.products import access, duplicates, numbers
from sanvat.products.actions.checks import named, no_more_than, only_known, open_text
from sanvat.products.actions.producers import check_tourism
from sanvat.products.models import Producer, Product, ProductVariant, SalesPlace, Source, YearFigure
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.rules import library
from sanvat.rules.finder import find_sets
from sanvat.rules.problems import CaseRefused
from sanvat.text.numbers import plain
from sanvat.text.tidy import tidy, tidy_lines

MOST_VARIANTS = 30
MOST_SALES_PLACES = 30
FIRST_YEAR = 1990


@transaction.atomic
def register_product(
    producer: Producer,
    name: str,
    *,
    by: User,
    at: datetime,
    set_number: int | None = None,
    story: str = "",
    note: str = "",
    is_another: bool = False,
    is_demonstration: bool = False,
    source: str = Source.DESK,
) -> Product:
    """Enter a product of a producer. Without `set_number` the set is suggested from its name.

    Refuses one whose name the producer has already (`product-exists`); one that looks like
    another of the same commune (`product-near`) unless `is_another`; one that this kind of
    producer may not bring (`legal-form-for-tourism`); and any of a producer that has stopped
    (`producer-closed`).
    """
    require(access.may_register_product(by, producer))
    producer = _locked_producer(producer)
    if producer.state == Producer.State.CLOSED:
        raise Refusal(
            _(
                "%(name)s đã ngừng hoạt động nên không ghi thêm sản phẩm được. Nếu chủ thể còn "
                "làm, hãy sửa tình trạng của chủ thể trước."
            )
            % {"name": producer.name},
            code="producer-closed",
        )
    product = Product(
        producer=producer,
        source=source,
        is_demonstration=demonstration.marks(by, is_demonstration),
        registered_at=at,
    )
    _fill_in(product, {"name": name, "story": story, "note": note, "set_number": set_number})
    product.complete()
    check_tourism(producer, [product.group])
    _refuse_known_product(product, is_another=is_another, by=by)
    product.full_clean()
    product.save()
    changes: dict[str, tuple[Any, Any]] = {
        "name": (None, product.name),
        "producer": (None, producer),
        "set_number": (None, product.set_number),
    }
    changes |= {f: (None, v) for f in ("story", "note") if (v := getattr(product, f))}
    journal.write("register_product", by=by, subject=product, at=at, changes=changes)
    return product


@transaction.atomic
def change_product(
    product: Product,
    *,
    by: User,
    at: datetime,
    is_another: bool = False,
    seen: str = "",
    **changes: Any,
) -> bool:
    """Change any of `Product.EDITED`; returns whether anything changed.

    What is not named stays as it is; naming the suggested set confirms it. Refuses as registering
    does, and where the product is no longer as it was `seen` (`changed-meanwhile`).
    """
    # Its other names and its legal form count, so they stay until this is done.
    _locked_producer(product.producer)
    product = _locked(product)
    require(access.may_change_product(by, product))
    check_version(seen, product)
    only_known(changes, Product.EDITED)
    before = {field: getattr(product, field) for field in (*Product.EDITED, "set_is_suggested")}
    _fill_in(product, changes)
    changed = {f: (b, getattr(product, f)) for f, b in before.items() if getattr(product, f) != b}
    if not changed:
        return False
    product.complete()
    if "set_number" in changed:
        check_tourism(product.producer, [product.group])
    if "name" in changed:
        _refuse_known_product(product, is_another=is_another, by=by)
    product.full_clean()
    product.save()
    journal.write("change_product", by=by, subject=product, at=at, changes=changed)
    return True


def _locked(product: Product) -> Product:
    return locked(product, "producer__organisation", "producer__current_place")


def _locked_producer(producer: Producer) -> Producer:
    """Two products of one name, entered at once, come one after the other."""
    return locked(producer, "organisation", "current_place")


KEPT_AS: Mapping[str, Callable[[str], str]] = {
    "name": lambda name: named(tidy(name), 200),
    "story": lambda text: open_text(tidy_lines(text)),
    "note": lambda text: open_text(tidy(text)),
    "state": str,
}


def _fill_in(product: Product, given: Mapping[str, Any]) -> None:
    """What a person gave, as it is kept; the set last, for its suggestion follows the name."""
    for field, tidied in KEPT_AS.items():
        if field in given:
            try:
                kept = tidied(given[field])
            except ValidationError as fault:
                raise fault if field == "name" else ValidationError({field: fault}) from None
            setattr(product, field, kept)
    if "set_number" in given:
        _set_set(product, given["set_number"])


def _set_set(product: Product, number: int | None) -> None:
    """The set a person named, or else the likeliest for the product's name, as a suggestion."""
    if number is None:
        found = find_sets(product.name, rulebook=library.CURRENT, limit=1)
        product.set_number = found[0].criteria_set.number if found else None
        product.set_is_suggested = bool(found)
    else:
        try:
            library.criteria_set(library.CURRENT, number)
        except CaseRefused as problem:
            raise ValidationError(
                {"set_number": ValidationError(str(problem), code="set")}
            ) from None
        product.set_number, product.set_is_suggested = number, False
    product.rulebook = library.CURRENT
    product.group = product.subgroup = ""


def _refuse_known_product(product: Product, *, is_another: bool, by: User) -> None:
    """Names the product it looks like only if `by` may see that one."""
    same = Product.objects.filter(producer=product.producer_id, name_key=product.name_key)
    if same.exclude(pk=product.pk).exists():
        raise Refusal(
            _("%(producer)s đã có sản phẩm «%(name)s». Nếu chỉ khác quy cách, hãy thêm quy cách.")
            % {"producer": product.producer.name, "name": product.name},
            code="product-exists",
        )
    place = product.producer.current_place
    near = duplicates.products_like(product.name, place, besides=product.pk).first()
    if near is not None and not is_another:
        if Product.objects.visible_to(by).filter(pk=near.pk).exists():
            text = _(
                "%(place)s đã có «%(name)s» của %(producer)s, có thể là một. "
                "Nếu đúng là sản phẩm khác, hãy xác nhận rồi ghi lại."
            )
        else:
            text = _(
                "%(place)s đã có một sản phẩm tên gần giống, của chủ thể khác. "
                "Nếu đúng là sản phẩm khác, hãy xác nhận rồi ghi lại."
            )
        names = {"place": place.full_name, "name": near.name, "producer": near.producer.name}
        raise Refusal(text % names, code="product-near")


@dataclass(frozen=True)
class Variant:
    """A size or kind in which a product is sold: "túi", 500, "g", its barcode."""

    name: str = ""
    size: Decimal | None = None
    unit: str = ""
    barcode: str = ""


@transaction.atomic
def set_variants(
    product: Product, variants: Sequence[Variant], *, by: User, at: datetime, seen: str = ""
) -> bool:
    """Replace the sizes of a product by these, in this order; returns whether that changed any.

    Faults come as a ValidationError whose field is the variant's number and the field's name:
    `2.barcode`. Refuses where the sizes are no longer as they were `seen` (`changed-meanwhile`).
    """
    require(access.may_change_product(by, product))
    product = _locked(product)
    rows = product.variants.all()
    check_version(seen, *rows)
    kept = [_variant(n, variant) for n, variant in enumerate(variants, start=1)]
    no_more_than(len(kept), MOST_VARIANTS)
    twice = [v.barcode for v in kept if v.barcode]
    if len(set(twice)) < len(twice):
        raise ValidationError(_("Hai quy cách không thể cùng một mã vạch."), code="barcode-twice")
    before = [Variant(v.name, v.size, v.unit, v.barcode) for v in rows]
    if before == kept:
        return False
    new = [ProductVariant(product=product, order=n, **asdict(v)) for n, v in enumerate(kept, 1)]
    for row in new:
        row.full_clean(validate_unique=False, validate_constraints=False)
    product.variants.all().delete()
    ProductVariant.objects.bulk_create(new)
    changes = {"variants": ([_facts(v) for v in before], [_facts(v) for v in kept])}
    journal.write("set_variants", by=by, subject=product, at=at, changes=changes)
    return True


def _facts(variant: Variant) -> dict[str, str]:
    """A size for the journal: exact, and in no language."""
    facts = asdict(variant) | {"size": "" if variant.size is None else plain(variant.size)}
    return {field: value for field, value in facts.items() if value}


def _variant(number: int, given: Variant) -> Variant:
    faults: dict[str, Any] = {}
    barcode = ""
    try:
        barcode = numbers.barcode(given.barcode)
    except ValidationError as fault:
        faults[f"{number}.barcode"] = fault
    if given.size is not None and given.size <= 0:
        faults[f"{number}.size"] = _("Quy cách phải lớn hơn 0.")
    name, unit = tidy(given.name), tidy(given.unit)
    if not name and given.size is None:
        faults[f"{number}.name"] = _("Hãy ghi tên gọi hoặc quy cách.")
    if given.size is not None and not unit:
        faults[f"{number}.unit"] = _("Hãy ghi đơn vị: g, kg, ml, hộp…")
    if faults:
        raise ValidationError(faults)
    return Variant(name, given.size, unit, barcode)


@dataclass(frozen=True)
class SalesPoint:
    """Where a product can be bought; `kind` is one of `SalesPlace.Kind`."""

    kind: str
    name: str
    link: str = ""
    place: Place | None = None


@transaction.atomic
def set_sales_places(
    product: Product, points: Sequence[SalesPoint], *, by: User, at: datetime, seen: str = ""
) -> bool:
    """Replace the places where a product is sold; returns whether that changed any.

    Faults come as a ValidationError at `2.link` and the like. Refuses where the places are no
    longer as they were `seen` (`changed-meanwhile`).
    """
    require(access.may_change_product(by, product))
    product = _locked(product)
    before = list(product.sales_places.select_related("place"))
    check_version(seen, *before)
    no_more_than(len(points), MOST_SALES_PLACES)
    rows = [
        SalesPlace(
            product=product,
            order=n,
            kind=p.kind,
            name=tidy(p.name),
            link=p.link.strip(),
            place=p.place,
        )
        for n, p in enumerate(points, start=1)
    ]
    for row in rows:
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as fault:
            raise ValidationError(
                {f"{row.order}.{field}": errors for field, errors in fault.error_dict.items()}
            ) from None
    if [_point(row) for row in before] == [_point(row) for row in rows]:
        return False
    changes = {"sales_places": ([_in_words(row) for row in before], [_in_words(r) for r in rows])}
    product.sales_places.all().delete()
    SalesPlace.objects.bulk_create(rows)
    journal.write("set_sales_places", by=by, subject=product, at=at, changes=changes)
    return True


def _point(row: SalesPlace) -> tuple[str, str, str, int | None]:
    return row.kind, row.name, row.link, row.place_id


def _in_words(row: SalesPlace) -> str:
    more = ", ".join(filter(None, (row.place.full_name if row.place else "", row.link)))
    return f"{row.name} ({more})" if more else row.name


@transaction.atomic
def record_year_figure(
    product: Product,
    year: int,
    *,
    by: User,
    at: datetime,
    seen: str = "",
    **figures: Any,
) -> bool:
    """Keep what a product brought in a year: `output` in its `unit`, `revenue` in whole đồng.

    Returns whether that changed anything; what is not named stays as it is. Criterion A.3.4
    compares two years, so a year that has not begun is wrong, and so is one without any figure.
    Refuses where the figures of the year are no longer as they were `seen` (`changed-meanwhile`).
    """
    require(access.may_change_product(by, product))
    only_known(figures, YearFigure.EDITED)
    product = _locked(product)
    kept = YearFigure.objects.filter(product=product, year=year).first()
    check_version(seen, kept)
    figure = kept or YearFigure(product=product, year=year)
    before = {field: getattr(figure, field) if kept else None for field in YearFigure.EDITED}
    for field, value in figures.items():
        setattr(figure, field, tidy(value) if field == "unit" else value)
    _check_figure(figure, this_year=timezone.localdate(at).year)
    after = {field: getattr(figure, field) for field in YearFigure.EDITED}
    changed = {f"{year}.{f}": (before[f], v) for f, v in after.items() if v != before[f]}
    if kept and not changed:
        return False
    figure.full_clean()
    figure.save()
    journal.write("record_year_figure", by=by, subject=product, at=at, changes=changed)
    return True


def _check_figure(figure: YearFigure, *, this_year: int) -> None:
    faults = {}
    if not FIRST_YEAR <= figure.year <= this_year:
        faults["year"] = _("Hãy ghi một năm từ 1990 đến năm nay.")
    if figure.output is None and figure.revenue is None:
        faults["output"] = _("Hãy ghi sản lượng hoặc doanh thu.")
    if figure.output is not None and not figure.unit:
        faults["unit"] = _("Hãy ghi đơn vị của sản lượng.")
    if faults:
        raise ValidationError(faults)
