"""Small files as offices send them, taken in as offered: the right outcome of each kind."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from sanvat.certificates.models import Recognition
from sanvat.parties.models import User
from sanvat.products.models import Producer, Product
from sanvat.register import actions, sheets
from sanvat.register.models import Import
from tests.register.registers import NOON, store

FILES = Path(__file__).parents[3] / "shared" / "reference" / "cases" / "registers"


class Outcome(NamedTuple):
    """`parts`: rows by part, over all sheets that are read; `answers`: rows by answer; then what
    stands in the database: producers, their communes of today, each recognition's stars and day,
    or year, in order."""

    parts: dict[str, int]
    answers: dict[str, int]
    producers: int
    communes: set[str]
    recognitions: list[tuple[int, date | int | None]]


def recognised(stars: int, when: date | int | None, times: int) -> list:
    return [(stars, when)] * times


DT, DL = "Đức Trọng", "Di Linh"
SUMMER = date(2023, 8, 15)
ANNEX = {"title": 4, "heading": 1, "group": 2, "data": 4, "total": 1, "signature": 3, "blank": 6}
PLACES = {
    *("Hiệp Thạnh", "Ninh Gia", "Đức Trọng", "Xuân Hương - Đà Lạt", "Hòa Ninh", "Di Linh"),
    *("Gia Hiệp", "Tân Hội", "Đam Rông 1", "Tân Hà Lâm Hà", "Lâm Đồng"),
}
OUTCOMES = {
    "01-phu-luc-quyet-dinh.xlsx": Outcome(
        ANNEX,
        {"new": 4},
        4,
        {DT, DL},
        [(3, SUMMER), (3, SUMMER), (4, SUMMER), (4, SUMMER)],
    ),
    "02-tong-cong-va-chu-ky.xlsx": Outcome(
        {"heading": 1, "data": 2, "total": 1, "signature": 3, "blank": 3},
        {"new": 2},
        2,
        {DT, DL},
        [(3, 2023), (4, 2023)],
    ),
    "03-hai-dong-tieu-de.xlsx": Outcome(
        {"title": 1, "heading": 2, "numbers": 1, "data": 2},
        {"new": 2},
        2,
        {"Hiệp Thạnh", "Ninh Gia"},
        [(3, date(2021, 12, 15)), (4, date(2021, 12, 15)), (4, date(2024, 12, 20))],
    ),
    "04-o-gop-chu-the.xlsx": Outcome(
        {"heading": 1, "data": 4}, {"new": 4}, 2, {DT, DL}, [*recognised(3, 2024, 3), (4, 2024)]
    ),
    "06-dong-nhom-la-xa.xlsx": Outcome(
        {"heading": 1, "group": 2, "data": 2}, {"new": 2}, 2, {DT, DL}, recognised(3, 2022, 2)
    ),
    "07-moi-lan-mot-dong.xlsx": Outcome(
        {"heading": 1, "data": 2},
        {"new": 1, "changed": 1},
        1,
        {DT},
        [(3, date(2021, 12, 10)), (4, date(2024, 12, 10))],
    ),
    "09-moi-nam-mot-trang.xlsx": Outcome(
        {"heading": 3, "data": 9},
        {"new": 9},
        9,
        {DT},
        [*recognised(3, 2021, 3), *recognised(3, 2022, 2), *recognised(3, 2023, 4)],
    ),
    "10-quyet-dinh-kem-ngay.xlsx": Outcome(
        {"heading": 1, "data": 2}, {"new": 2}, 2, {DT}, recognised(3, SUMMER, 2)
    ),
    "11-nhieu-san-pham-mot-o.xlsx": Outcome(
        {"heading": 1, "data": 2}, {"several": 2}, 0, set(), []
    ),
    "12-hang-sao.xlsx": Outcome(
        {"heading": 1, "data": 20},
        {"new": 19, "bad_star": 1},
        19,
        {DT},
        [*recognised(3, 2024, 18), (4, 2024)],
    ),
    "13-ngay.xlsx": Outcome(
        {"heading": 1, "data": 20},
        {"new": 15, "bad_date": 5},
        15,
        {DT},
        [*recognised(3, 2023, 2), *recognised(3, SUMMER, 13)],
    ),
    "14-huyen-va-xa.xlsx": Outcome(
        {"heading": 1, "data": 20}, {"new": 20}, 20, PLACES, recognised(3, 2023, 20)
    ),
    "15-tcvn3.xlsx": Outcome(
        {"heading": 1, "data": 2}, {"new": 2}, 2, {DT, "Lâm Đồng"}, recognised(3, 2019, 2)
    ),
    "16-cham-phay.csv": Outcome(
        {"heading": 1, "data": 2}, {"new": 2}, 2, {DT, DL}, [(3, None), (4, None)]
    ),
    "17-dong-an.xlsx": Outcome(
        {"heading": 1, "data": 3, "hidden": 1},
        {"new": 2, "hidden": 1},
        2,
        {DT},
        recognised(3, 2023, 2),
    ),
    "18-o-lac.xlsx": Outcome({"heading": 1, "data": 1}, {"new": 1}, 1, {DT}, [(3, 2023)]),
    "20-ba-dong-tieu-de.xlsx": Outcome(
        {"heading": 3, "data": 1},
        {"new": 1},
        1,
        {DT},
        [(3, date(2020, 12, 1)), (4, date(2023, 12, 1))],
    ),
    "22-tieu-de-lap-lai.xlsx": Outcome(
        {"heading": 2, "data": 3}, {"new": 3}, 3, {DT, DL}, recognised(3, 2023, 3)
    ),
    "30-trung-ten-xa.xlsx": Outcome(
        {"heading": 1, "data": 3}, {"new": 3}, 3, {"Tân Hội", "Trà Tân"}, recognised(3, 2022, 3)
    ),
    "35-nhieu-dau-phay.csv": Outcome(
        {"heading": 1, "data": 3}, {"new": 3}, 3, {DT}, recognised(3, None, 3)
    ),
    "37-xa-sap-xep-2024.xlsx": Outcome({"heading": 1, "data": 1}, {"outside": 1}, 0, set(), []),
    "38-nhom-chu-the.xlsx": Outcome({"heading": 2, "data": 1}, {"new": 1}, 1, {DL}, [(3, None)]),
}


def take_in(name: str, *, by: User) -> Import:
    path = FILES / name
    if not path.exists():
        pytest.skip(f"the office's file {name} is not here")
    stored = store(path.read_bytes(), by=by, name=name)
    importing = actions.start_import(stored, by=by, at=NOON)
    actions.accept_columns(importing, by=by, at=NOON)
    actions.preview_import(importing, by=by, at=NOON)
    actions.apply_import(importing, by=by, at=NOON)
    importing.refresh_from_db()
    return importing


def recognitions() -> list[tuple[int, date | int | None]]:
    found = [(r.stars, r.issued_on or r.year) for r in Recognition.objects.all()]
    return sorted(found, key=lambda each: (str(each[1]), each[0]))


@pytest.mark.parametrize("name", OUTCOMES)
def test_an_office_file_has_the_outcome_of_its_kind(advisor, name):
    wanted = OUTCOMES[name]

    importing = take_in(name, by=advisor)

    parts: dict[str, int] = {}
    for sheet in importing.sheets.filter(is_chosen=True):
        for part, count in sheets.outcome(sheet).items():
            parts[part] = parts.get(part, 0) + count
    answers = dict.fromkeys(importing.counts, 0)
    for row in importing.rows.all():
        answers[row.answer] += 1
    communes = {p.current_place.name for p in Producer.objects.select_related("current_place")}
    assert (parts, answers) == (wanted.parts, wanted.answers)
    assert (Producer.objects.count(), communes) == (wanted.producers, wanted.communes)
    assert recognitions() == sorted(wanted.recognitions, key=lambda each: (str(each[1]), each[0]))


@pytest.mark.parametrize("order", [("08a-2021", "08b-2024"), ("08b-2024", "08a-2021")])
def test_the_lists_of_two_years_lead_to_one_history(advisor, order):
    for name in order:
        take_in(f"{name}.xlsx", by=advisor)

    found = Product.objects.get().recognitions.order_by("round")
    assert [(r.stars, r.issued_on, r.decision) for r in found] == [
        (3, date(2021, 12, 15), "101/QĐ-UBND"),
        (4, date(2024, 12, 20), "202/QĐ-UBND"),
    ]


def test_every_file_has_its_outcome():
    if not FILES.exists():
        pytest.skip("the office's files are not here")
    named = {*OUTCOMES, "08a-2021.xlsx", "08b-2024.xlsx"}
    assert named == {path.name for path in FILES.iterdir()}


def test_an_old_font_stands_in_unicode_afterwards(advisor):
    take_in("15-tcvn3.xlsx", by=advisor)

    assert sorted(Product.objects.values_list("name", "producer__organisation__name")) == [
        ("Chè Shan tuyết Cũ", "Hợp tác xã chè Cũ"),
        ("Gạo nếp nương Cũ", "Hộ kinh doanh Nếp Cũ"),
    ]
