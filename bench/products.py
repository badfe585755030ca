"""The register of a country coming in, and the lists that then have to be quick.

A database of its own, so that commits are real ones. Names are of our own invention.
"""

from __future__ import annotations

import io
import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import Any

from bench.figures import Figure, Missing, best, percentile
from bench.records import programme

ROWS = 20_000
FEW = 1_000
SECONDS_OF_AN_IMPORT = 20
ASKED = 60
NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)


def figures() -> Iterator[Figure | Missing]:
    # In a process of its own, since Django takes its settings once.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        yield from process.submit(measure).result()


def measure() -> list[Figure | Missing]:
    with programme():
        from django.core.management import call_command

        call_command("collectstatic", verbosity=0, interactive=False)
        return list(_imports())


def _imports() -> Iterator[Figure | Missing]:
    rows = register(ROWS)
    centre = _centre()
    yield from _import(rows[:FEW], centre, f"nhập {FEW:,} dòng", None)
    yield from lists(centre, FEW)
    yield from pages(centre, FEW)
    yield from _import(rows, centre, f"nhập {ROWS:,} dòng", SECONDS_OF_AN_IMPORT)
    yield from _import(rows, centre, "… cùng tệp lần nữa", SECONDS_OF_AN_IMPORT)
    for row in rows[::10]:
        row[9] = row[11] = 4
    yield from _import(rows, centre, "… một phần mười đổi sao", SECONDS_OF_AN_IMPORT)
    yield from lists(centre, ROWS)
    yield from pages(centre, ROWS)
    yield from _export()


def _import(
    rows: Sequence[Sequence[Any]], by: Any, what: str, budget: float | None
) -> Iterator[Figure | Missing]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from sanvat.records import files
    from sanvat.register import reading

    content = _workbook(rows)
    floor = best(lambda: reading.read(io.BytesIO(content), "xlsx"), repeat=2)
    stored = files.take(
        SimpleUploadedFile("so.xlsx", content), allowed=files.TABLES, by=by, at=NOON
    )
    started = time.perf_counter()
    importing = register.start_import(stored, by=by, at=NOON)
    register.map_columns(importing, importing.mapping, by=by, at=NOON)
    register.preview_import(importing, by=by, at=NOON)
    seen = time.perf_counter()
    register.apply_import(importing, by=by, at=NOON)
    done = time.perf_counter()
    reads = "đọc tệp Excel ấy"
    yield Figure(what, done - started, budget, floor, reads)
    yield Figure("  trong đó xem trước", seen - started, None, floor, reads)
    yield Figure("  trong đó áp dụng", done - seen, None, floor, reads)


def lists(by: Any, size: int) -> Iterator[Figure | Missing]:
    """What a page asks of the database."""
    from sanvat.products.models import Producer, Product

    some = Product.objects.order_by("id").values_list("id", flat=True)[: size // 2 : size // 20]
    seen: dict[str, tuple[Callable[[], object], float]] = {
        "sản phẩm, trang đầu": (
            lambda: list(Product.objects.visible_to(by).for_list()[:25]),
            0.08,
        ),
        "sản phẩm, trang giữa": (
            lambda: list(Product.objects.visible_to(by).for_list()[size // 2 : size // 2 + 25]),
            0.08,
        ),
        "đếm sản phẩm": (lambda: Product.objects.visible_to(by).count(), 0.08),
        "chủ thể, trang đầu": (
            lambda: list(Producer.objects.visible_to(by).for_list()[:25]),
            0.08,
        ),
        "chủ thể, trang giữa": (
            lambda: list(Producer.objects.visible_to(by).for_list()[size // 4 : size // 4 + 25]),
            0.08,
        ),
        "tìm «ca phe minh»": (
            lambda: list(Product.objects.visible_to(by).search("cà phê minh").for_list()[:25]),
            0.04,
        ),
        "một sản phẩm": (
            lambda: [Product.objects.visible_to(by).for_page().get(pk=pk) for pk in some[:1]],
            0.08,
        ),
    }
    floor = _p95(lambda: Product.objects.filter(pk=0).exists())
    for what, (ask, budget) in seen.items():
        yield Figure(f"{what} ({size:,}), p95", _p95(ask), budget, floor, "một câu hỏi rỗng, p95")


def pages(by: Any, size: int) -> Iterator[Figure | Missing]:
    """The desk's pages, whole, for somebody who sees the country; with all rows also for a
    province and a commune, and what a programme is answered."""
    from django.test import Client
    from django.urls import reverse

    from sanvat.products.models import Product

    logging.disable(logging.INFO)  # a line for each of a few hundred requests
    client = Client(SERVER_NAME="localhost")
    client.force_login(by)
    product = Product.objects.order_by("id")[size // 2]
    last = size // 25
    products, search = reverse("desk:products"), reverse("desk:search")
    addresses = {
        "trang đầu": (reverse("desk:home"), 0.08),
        "các sản phẩm": (products, 0.08),
        "các sản phẩm, trang cuối": (f"{products}?page={last}", 0.08),
        "các sản phẩm sắp hết hạn": (f"{products}?han=sap-het", 0.08),
        "các chủ thể": (reverse("desk:producers"), 0.08),
        "một sản phẩm": (reverse("desk:product", args=[product.pk]), 0.08),
        "tìm «cà phê minh»": (f"{search}?q=c%C3%A0+ph%C3%AA+minh", 0.04),
        "tìm «gạo»": (f"{search}?q=g%E1%BA%A1o", 0.04),
        "tìm «ho»": (f"{search}?q=ho", 0.04),
    }
    floor = _p95(lambda: client.get("/healthz"))
    yield from _of_person("trung ương", client, addresses, size, floor)
    if size == ROWS:
        commune = product.current_place
        for who, place in (("tỉnh", commune.parent), ("xã", commune)):
            client.force_login(_officer(who, place))
            few = {what: at for what, at in addresses.items() if "trang cuối" not in what}
            yield from _of_person(who, client, few, size, floor)
    asking = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {_key(by)}"})
    yield from _of_person(
        "API", asking, {"danh sách sản phẩm": ("/api/v1/products/", 0.08)}, size, floor
    )


def _of_person(
    who: str, client: Any, addresses: dict[str, tuple[str, float]], size: int, floor: float
) -> Iterator[Figure | Missing]:
    for what, (address, budget) in addresses.items():
        status = client.get(address).status_code
        if status != 200:
            yield Missing(f"{who}, {what}", f"{address} trả lời {status}")
            continue
        took = _p95(lambda a=address: client.get(a))
        yield Figure(f"{who}, {what} ({size:,}), p95", took, budget, floor, "/healthz, p95")


def _p95(ask: Callable[[], object]) -> float:
    took = []
    for _ in range(ASKED):
        started = time.perf_counter()
        ask()
        took.append(time.perf_counter() - started)
    return percentile(took, 0.95)


def _export() -> Iterator[Figure | Missing]:
    from sanvat.products.models import Product
    from sanvat.register import export

    started = time.perf_counter()
    content = b"".join(export.stream_register(Product.objects.all()))
    took = time.perf_counter() - started
    from sanvat.register import reading

    floor = best(lambda: reading.read(io.BytesIO(content), "xlsx"), repeat=2)
    yield Figure(f"xuất {ROWS:,} dòng ra Excel", took, None, floor, "đọc tệp Excel ấy")


def _centre() -> Any:
    return _person("centre", "ministry", "centre_officer", None)


def _officer(name: str, place: Any) -> Any:
    kind, role = {
        "tỉnh": ("advisory_body", "advisory_officer"),
        "xã": ("commune_committee", "commune_officer"),
    }[name]
    return _person(name, kind, role, place)


def _person(name: str, kind: str, role: str, place: Any) -> Any:
    from allauth.mfa.models import Authenticator
    from django.db.backends.postgresql.psycopg_any import DateRange

    from sanvat.parties.models import Membership, Organisation, User

    user = User.objects.create_user(name, name=name)
    body = Organisation.objects.create(kind=kind, name=name, place=place)
    Membership.objects.create(
        user=user, organisation=body, role=role, place=place, valid=DateRange(None, None)
    )
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return user


def _key(by: Any) -> str:
    from django.utils import timezone

    from sanvat.parties.actions import make_key

    given = {"name": "bench", "scopes": ["products:read"], "days": 7}
    return make_key(**given, by=by, at=timezone.now())[1]


def register(count: int) -> list[list[Any]]:
    """Lines of the 22 columns over all communes of today: about five producers for eight
    products, two in five with a second recognition."""
    from sanvat.places.models import Place
    from sanvat.products.seed import words

    chance, w = random.Random(7), words()
    communes = list(Place.objects.today().communes())
    kinds = [(kind["set"], name) for kind in w["kinds"] for name in kind["names"]]
    rows: list[list[Any]] = []
    while len(rows) < count:
        place = chance.choice(communes)
        brand = " ".join(chance.choice(w[part]) for part in ("brand_first", "brand_last"))
        person = (
            f"{chance.choice(w['family'])} {chance.choice(w['middle'])} {chance.choice(w['given'])}"
        )
        producer = f"HTX {brand} {len(rows)}"
        for number, name in chance.sample(kinds, chance.choice((1, 1, 1, 2, 3))):
            again = chance.random() < 0.4
            year = chance.randrange(2019, 2023)
            second = (3, f"15/06/{year + 3}", year + 3, "858/QĐ-UBND", "UBND tỉnh")
            rows.append(
                [
                    *(len(rows) + 1, f"{name} {brand} {len(rows)}", number, "Hợp tác xã", producer),
                    *(place.full_name, f"thôn {len(rows) % 40}", person, "0912 345 678", 3),
                    f"15/06/{year + (6 if again else 3)}",
                    *(3, f"15/06/{year}", year, f"{chance.randrange(4000)}/QĐ-UBND", "UBND tỉnh"),
                    *(second if again else ("",) * 5),
                    "",
                ]
            )
    return rows[:count]


def _workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    import xlsxwriter

    from sanvat.register.columns import COLUMNS, title

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [title(column.key) for column in COLUMNS])
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
    return made.getvalue()
