"""What the rooms publish of a world that has one of everything: whole, described, and nobody's
private affair."""

import csv
import json
from dataclasses import replace
from datetime import timedelta
from itertools import islice

import duckdb
import pytest
from django.utils import timezone

from sanvat.agreements.models import Agreement, Item, Meeting, Signature
from sanvat.certificates.models import Recognition
from sanvat.certificates.published import source_of
from sanvat.concerns.actions import Who, send_concern
from sanvat.events.models import Event, Interest
from sanvat.opendata import building, sets
from sanvat.opendata.dataset import KINDS, LEVELS, Dataset, Kind, datasets
from sanvat.opendata.writing import read_cell
from sanvat.parties.models import User
from sanvat.plans.models import Plan, Share, Target
from sanvat.products.actions import register_producer, register_product
from sanvat.products.models import Producer
from sanvat.products.strangers import is_body
from tests.test_personal_things import MARKS, marked

__all__ = ["marked"]

HOUSEHOLD = "Hộ bà Nguyễn Thị Kín 7317"
KEYS = [
    *("san-pham", "cong-nhan", "tieu-chi", "ke-hoach", "chi-tieu-ke-hoach", "phan-giao"),
    *("phoi-hop", "noi-dung-phoi-hop", "su-kien", "van-ban", "du-thao"),
    *("lich-cong-tac", "tham-do", "phan-anh", "dia-ban", "dia-ban-thay-doi"),
]

LONG = ("tieu-chi", "dia-ban", "dia-ban-thay-doi")
"""Tables that are the same everywhere, and long."""


def first_rows(of: Dataset) -> Dataset:
    return replace(of, rows=lambda today: islice(of.rows(today), 200))


@pytest.fixture
def built(marked, folder, monkeypatch) -> sets.KeptSet:
    """The world with everything personal marked, two products recognised, one of them of a
    household, and one that nobody has recognised."""
    world, now = marked, timezone.now()
    today = timezone.localdate()
    by = world.people["officer"]
    theirs = register_producer(
        HOUSEHOLD, world.commune, legal_form="family-household", by=by, at=now
    )
    product = register_product(theirs, "=Bánh phồng", by=by, at=now)
    Recognition.objects.create(
        product=product,
        kind="first",
        stars=3,
        issued_on=today - timedelta(days=9),
        expires_on=today + timedelta(days=900),
        decision="12/QĐ-UBND",
        authority="UBND tỉnh",
    )
    for number, stars in ((1, 3), (2, 4)):
        Recognition.objects.create(
            product=world.product,
            round=number,
            kind="first" if number == 1 else "upgrade",
            stars=stars,
            year=today.year - 4 + number,
            source="desk" if number == 1 else "register",
        )
    send_concern(
        kind="feedback",
        subject="roads-water",
        place=world.commune,
        text="Người gửi kín 7319",
        who=Who(name="Người Gửi 7319"),
        key="một việc",
        at=now,
    )
    few = {key: first_rows(each) if key in LONG else each for key, each in datasets().items()}
    monkeypatch.setattr(building, "datasets", lambda: few)
    Producer.objects.update(representative_name="Đại Diện 7316")
    User.objects.update(name="Người Dùng 7315")
    Agreement.objects.filter(pk=world.running_agreement.pk).update(is_public=True)
    return building.build()


def of_csv(built: sets.KeptSet, key: str) -> list[dict]:
    columns = datasets()[key].by_name
    with built.file(f"{key}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: read_cell(cell, columns[name]) for name, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def test_the_whole_set(built, marked):
    """One build, since it takes seconds: counts against the database, every form against every
    other, nothing personal, every value declared."""
    assert list(datasets()) == KEYS
    counts = {
        "san-pham": Recognition.objects.order_by().values("product").distinct().count(),
        "cong-nhan": Recognition.objects.count(),
        "su-kien": Event.objects.filter(published_at__isnull=False).count(),
        "ke-hoach": Plan.objects.in_force().count(),
        "chi-tieu-ke-hoach": Target.objects.filter(plan__in=Plan.objects.in_force()).count(),
        "phan-giao": Share.objects.filter(target__plan__in=Plan.objects.in_force()).count(),
        "phoi-hop": Agreement.objects.public().count(),
        "noi-dung-phoi-hop": Item.objects.filter(agreement__in=Agreement.objects.public()).count(),
    }
    rows = {each["key"]: each["rows"] for each in built.manifest["datasets"]}
    assert {key: rows[key] for key in counts} == counts
    assert {key for key in KEYS if not rows[key]} == set()

    for key, dataset in datasets().items():
        _same_in_every_form(built, key, dataset)

    private = {*MARKS.values(), HOUSEHOLD, "Kín 7317", "Đại Diện 7316", "Người Dùng 7315"}
    private |= {"Người gửi kín 7319", "Người Gửi 7319"}  # of a matter
    private |= set(Signature.objects.values_list("person_name", flat=True))
    private |= set(Interest.objects.values_list("name", flat=True))
    private |= set(Meeting.objects.values_list("chair", flat=True))
    assert len(private) > 10
    assert all(len(each) > 4 for each in private)
    for path in built.path.iterdir():
        if path.suffix not in (".gz", ".parquet"):  # which say the same
            text = path.read_text("utf-8")
            assert not {mark for mark in private if mark in text}, path.name

    products = {row["id"]: row for row in of_csv(built, "san-pham")}
    coffee = products[marked.product.pk]
    assert (coffee["producer"], coffee["stars"], coffee["recognitions"]) == ("Cơ sở mẫu", 4, 2)
    assert (coffee["in_force"], coffee["stars_source"]) == (None, "register")
    (rice,) = (row for row in products.values() if row["id"] != marked.product.pk)
    assert rice["name"] == "=Bánh phồng"
    assert (rice["producer"], rice["legal_form"]) == (None, "family-household")
    assert (rice["in_force"], rice["stars_source"], rice["decision"]) == (
        *(True, "decision", "12/QĐ-UBND"),
    )
    recognised = of_csv(built, "cong-nhan")
    assert [(row["round"], row["in_force"], row["source"]) for row in recognised[-3:]].count(
        (1, False, "entry")
    ) == 1


def _same_in_every_form(built, key, dataset) -> None:
    table = of_csv(built, key)
    lines = [json.loads(line) for line in built.file(f"{key}.jsonl").read_bytes().splitlines()]
    assert json.loads(built.file(f"{key}.json").read_bytes()) == lines
    assert [list(row) for row in lines[:1]] == [[column.name for column in dataset.columns]]
    parquet = duckdb.sql(f"SELECT * FROM '{built.file(f'{key}.parquet')}'")
    assert parquet.fetchall() == [tuple(row.values()) for row in table], key
    as_text = {Kind.DAY, Kind.MOMENT}
    for row, line in zip(table, lines, strict=True):
        for column in dataset.columns:
            value = row[column.name]
            if value is not None and column.kind in as_text:
                value = value.isoformat()
            elif value is not None and column.kind is Kind.DECIMAL:
                value = float(value)
            assert line[column.name] == value, (key, column.name)
    names = dataset.identified_by
    assert len({tuple(row[name] for name in names) for row in table}) == len(table), key


def test_every_column_says_what_it_is_and_where_it_comes_from():
    for key, dataset in datasets().items():
        names = [column.name for column in dataset.columns]
        assert len(set(names)) == len(names)
        assert set(dataset.identified_by) <= set(names)
        assert not dataset.shown_by or dataset.by_name[dataset.shown_by].values, key
        assert str(dataset.about)
        for column in dataset.columns:
            where = (key, column.name)
            assert len(str(column.note)) > 2, where
            assert column.kind in KINDS
            assert column.source in {*LEVELS, *names} - {column.name}, where
            assert not column.day or dataset.by_name[column.day].kind in (Kind.DAY, Kind.MOMENT)
            told_by = dataset.by_name.get(column.source)
            assert told_by is None or set(told_by.values()) == {str(level) for level in LEVELS}


@pytest.mark.parametrize(
    ("name", "legal_form", "shown"),
    [
        ("HTX Vườn Mây", "cooperative", True),
        ("Vườn Mây", "small-medium-enterprise", True),
        ("Bà Ba Kín", "family-household", False),
        ("Bà Ba Kín", "producer-household", False),
        ("Trang trại Ông Tư", "farm", False),
        ("HTX Vườn Mây", "producer-household", False),
        ("Cty TNHH Mây", "", True),
        ("HTXNN Mây", "", True),
        ("Nguyễn Văn Kín", "", False),
        ("Cơ sở Hội An", "", False),
        ("Hộ kinh doanh Ba Kín", "", False),
    ],
)
def test_the_name_of_a_person_or_household_is_nobodys_to_know(name, legal_form, shown):
    assert is_body(name, legal_form) is shown


def test_a_decision_with_its_number_is_worth_more_than_a_register():
    assert source_of(Recognition(decision="1/QĐ", source="register")) == "decision"
    assert source_of(Recognition(source="register")) == "register"
    assert source_of(Recognition(source="desk")) == "entry"
