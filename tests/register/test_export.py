import io
import re
import zipfile
from datetime import date
from string import punctuation

from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sanvat.certificates.models import Recognition
from sanvat.parties.models import Organisation
from sanvat.places.models import Place
from sanvat.products.models import Producer, Product
from sanvat.products.models.producers import legal_forms
from sanvat.records.models import Entry
from sanvat.register import actions, export
from sanvat.register.columns import COLUMNS, KEYS
from sanvat.register.layout import Part, layout_of
from sanvat.register.models import Import
from sanvat.register.reading import read
from sanvat.text.tidy import tidy
from tests.register.registers import NOON, bring_in, coffee, preview, row, sheet_of, store


def take_in(content: bytes, *, by) -> list[str]:
    """Every sheet of a workbook comes in; returns the answers of all rows."""
    importing = actions.start_import(store(content, by=by), by=by, at=NOON)
    assert all(importing.sheets.values_list("is_chosen", flat=True))
    actions.accept_columns(importing, by=by, at=NOON)
    actions.preview_import(importing, by=by, at=NOON)
    actions.apply_import(importing, by=by, at=NOON)
    return list(importing.rows.values_list("answer", flat=True))


def exported(by) -> bytes:
    return b"".join(export.stream_register(Product.objects.visible_to(by)))


PARTS = {"[Content_Types].xml", "_rels", "docProps", "xl"}


# Registers drawn at random

SIGNS = "=+-'\"<>&;,_()/.*# x0041_" + punctuation
NAMES = st.text(st.sampled_from("Cà phê bột ở Đức Trọng ủ gấc nướng 12" + SIGNS), max_size=120)
DAYS = st.dates(date(2016, 1, 1), date(2026, 10, 1))


@st.composite
def names(draw, longest: int = 200) -> str:
    """A name with at least one word in it, tidy as every name is."""
    begin = draw(st.sampled_from(["", "'", "=", "+", "-", "@", "“"]))
    return tidy(f"{begin}{draw(st.sampled_from(['Gạo', 'Trà', 'Mứt']))} {draw(NAMES)}")[:longest]


@st.composite
def recognitions(draw) -> list[dict]:
    """None to four, no two in one year; what a register may leave out is left out at times."""
    days = draw(st.lists(DAYS, max_size=4, unique_by=lambda day: day.year))
    made = []
    for round, day in enumerate(sorted(days), start=1):
        has_day, has_year = draw(st.sampled_from([(True, True), (False, True)]))
        if len(days) == 1 and draw(st.booleans()):
            has_day = has_year = False
        stars = draw(st.integers(3, 5))
        kind = "first" if round == 1 else "upgrade" if stars > made[-1]["stars"] else "again"
        made.append(
            {
                "round": round,
                "kind": kind,
                "stars": stars,
                "year": day.year if has_year else None,
                "issued_on": day if has_day else None,
                "expires_on": draw(st.none() | st.just(day.replace(day=1, year=day.year + 4))),
                "decision": draw(st.sampled_from(["", "12/QĐ-UBND", "Quyết định số 7", "=1/QĐ"])),
                "authority": draw(st.sampled_from(["", "UBND tỉnh Lâm Đồng"])),
            }
        )
    return made


def write_down(drawn, by, places) -> None:
    """The producers and products as drawn, straight into the tables."""
    for n, (name, form, phone, address, place, products) in enumerate(drawn):
        organisation = Organisation.objects.create(kind="producer", name=f"{name[:180]} {n}")
        producer = Producer(
            organisation=organisation,
            legal_form=form,
            phone=phone,
            address=address,
            place=places[place],
            current_place=places[place],
            registered_at=NOON,
        )
        producer.complete()
        producer.save()
        for number, (title, set_number, is_suggested, note, told) in enumerate(products):
            product = Product(
                producer=producer,
                name=f"{title[:180]} {n}-{number}",
                set_number=set_number,
                set_is_suggested=bool(set_number and is_suggested),
                note=note,
                registered_at=NOON,
            )
            product.complete()
            product.save()
            for recognition in told:
                Recognition.objects.create(product=product, **recognition)


PRODUCTS = st.tuples(
    names(),
    st.none() | st.integers(1, 26),
    st.booleans(),
    st.sampled_from(["", "=1+1", "Dòng một\nDòng hai", "'Ghi", "x" * 500, "a_x0041_b <&>"]),
    recognitions(),
)
REGISTERS = st.lists(
    st.tuples(
        names(),
        st.sampled_from(["", *(form for form, _title in legal_forms())]),
        st.sampled_from(["", "0912345678", "02633123456"]),
        st.sampled_from(["", "=Thôn 1", "Tổ 3, ấp “Mới”", "'số 5"]),
        st.integers(0, 2),
        st.lists(PRODUCTS, min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=3,
)
FEW = settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def history_of_all() -> list[tuple]:
    return sorted(
        Recognition.objects.values_list(
            *("product__name", "round", "kind", "stars", "year", "issued_on", "expires_on"),
            *("decision", "authority"),
        ),
        key=str,
    )


def products_of_all() -> list[tuple]:
    return sorted(
        Product.objects.values_list(
            *("name", "stars", "expires_on", "producer__organisation__name"),
            *("producer__place", "producer__address", "producer__phone"),
        ),
        key=str,
    )


@FEW
@given(drawn=REGISTERS)
def test_a_register_taken_in_again_changes_nothing(drawn, advisor, commune, neighbour):
    province = Place.objects.today().provinces().get(name="Lâm Đồng")
    with transaction.atomic():
        write_down(drawn, advisor, [commune, neighbour, province])
        written = Entry.objects.filter(subject_type__startswith="products.pro").count()
        before = history_of_all(), products_of_all(), list(Product.objects.values().order_by("id"))

        told = take_in(exported(advisor), by=advisor)

        assert set(told) == {"same"}
        after = history_of_all(), products_of_all(), list(Product.objects.values().order_by("id"))
        assert after == before
        assert Entry.objects.filter(subject_type__startswith="products.pro").count() == written
        transaction.set_rollback(True)


@FEW
@given(drawn=REGISTERS)
def test_a_register_taken_into_an_empty_installation_is_the_same(
    drawn, advisor, commune, neighbour
):
    province = Place.objects.today().provinces().get(name="Lâm Đồng")
    with transaction.atomic():
        write_down(drawn, advisor, [commune, neighbour, province])
        # Two that look alike would be asked about, and rightly; and so would “A; B”.
        assume(
            len(set(Product.objects.values_list("near_key", flat=True))) == Product.objects.count()
        )
        assume(not Product.objects.filter(name__contains=";").exists())
        before = history_of_all(), products_of_all()
        suggested = set(
            Product.objects.filter(set_is_suggested=True).values_list("name", flat=True)
        )
        content = exported(advisor)
        Product.objects.all().delete()
        Producer.objects.all().delete()

        take_in(content, by=advisor)

        assert (history_of_all(), products_of_all()) == before
        stated = Product.objects.filter(set_is_suggested=False, set_number__isnull=False)
        assert not suggested & set(stated.values_list("name", flat=True))
        transaction.set_rollback(True)


def test_a_product_of_three_recognitions_takes_a_second_sheet(advisor):
    line = {"first_decision": "", "expiry": ""}
    for year in (2018, 2021, 2024):
        bring_in([coffee(first_date=f"19/06/{year}", **line)], by=advisor)

    book = CalamineWorkbook.from_filelike(io.BytesIO(exported(advisor)))

    assert book.sheet_names == ["Sổ OCOP", "Các lần công nhận khác"]
    more = book.get_sheet_by_index(1).to_python()[2:]
    assert [(line[1], line[9], str(line[12]), line[13]) for line in more] == [
        ("Cà phê bột Đức Trọng", 3, "2021-06-19", 2021)
    ]


def test_an_empty_day_is_an_empty_cell(advisor):
    bring_in([coffee(expiry="")], by=advisor)

    (line,) = (
        CalamineWorkbook.from_filelike(io.BytesIO(exported(advisor)))
        .get_sheet_by_index(0)
        .to_python()[2:]
    )

    assert line[KEYS.index("expiry")] == ""


def test_a_suggested_set_says_so_and_comes_back_as_one(advisor):
    bring_in([coffee(set="")], by=advisor)
    product = Product.objects.get()
    content = exported(advisor)
    (line,) = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[2:]
    )
    assert line[KEYS.index("set")].endswith("(gợi ý)")
    Product.objects.all().delete()

    take_in(content, by=advisor)

    again = Product.objects.get()
    assert (again.set_number, again.set_is_suggested) == (product.set_number, True)


def test_the_answers_come_back_row_by_row(advisor):
    rows = [
        coffee(product="=Cà phê\nhai dòng", note="'Ghi"),
        coffee(product="", commune="xã Không Đâu"),
        coffee(product="Chè", expiry="31/02/2025"),
    ]
    importing = preview(rows, by=advisor)
    content = b"".join(export.stream_answers(importing))

    again = actions.start_import(store(content, by=advisor), by=advisor, at=NOON)
    actions.accept_columns(again, by=advisor, at=NOON)

    assert actions.preview_import(again, by=advisor, at=NOON) == importing.counts
    first, other = importing.rows.first(), again.rows.first()
    assert other.raw[1:22] == first.raw[1:]


def test_the_register_comes_out_as_it_went_in(advisor):
    rows = [
        coffee(address="Thôn 1", note="=1+1"),
        coffee(
            product="Chè ô long",
            set="11",
            star=4,
            second_star=4,
            second_date="30/06/2026",
            second_decision="1234/QĐ",
            second_authority="UBND tỉnh",
            expiry="30/06/2029",
        ),
        row(product="Rau", producer="HTX Rau", commune="xã Phú Hội, huyện Đức Trọng"),
    ]
    bring_in(rows, by=advisor)

    content = b"".join(export.stream_register(Product.objects.visible_to(advisor)))

    importing = actions.start_import(store(content, by=advisor), by=advisor, at=NOON)
    assert sheet_of(importing).mapping == {key: place for place, key in enumerate(KEYS)}
    actions.accept_columns(importing, by=advisor, at=NOON)
    assert actions.preview_import(importing, by=advisor, at=NOON) == {"same": 3}


def test_what_looks_like_a_sum_is_a_text_in_every_file(advisor):
    """A name that begins with “=” computes nothing on the machine of whoever opens the file."""
    bring_in([coffee(product="=1+1 Trà", address="@Thôn 1", note="+84 và -1")], by=advisor)
    importing = Import.objects.get()

    files = (
        exported(advisor),
        b"".join(export.stream_answers(importing)),
        export.write_template(),
    )

    for content in files:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            assert {name.partition("/")[0] for name in book.namelist()} <= PARTS
            sheets = [book.read(name) for name in book.namelist() if "/worksheets/" in name]
        assert sheets
        assert not any(re.search(rb"<f[ >]|<hyperlink", sheet) for sheet in sheets)


def test_an_export_asks_a_fixed_number_of_questions(advisor, django_assert_num_queries):
    products = Product.objects.all()
    for count in (1, 3):
        bring_in(
            [coffee(product=f"Chè số {n}", producer=f"HTX {n}") for n in range(count)], by=advisor
        )
        with django_assert_num_queries(4):  # how many, twice; the products, their recognitions
            b"".join(export.stream_register(products.all()))


def test_the_template_explains_itself(advisor):
    content = export.write_template()

    sheet = read(io.BytesIO(content), "xlsx")[0]
    layout = layout_of(sheet)
    assert len(layout.labels) == layout.width == len(COLUMNS)
    assert layout.parts == [Part.HEADING, Part.HEADING, Part.DATA]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    guide = book.get_sheet_by_index(1).to_python()
    assert len(guide) > len(COLUMNS) + 26
    assert export.file_name(NOON.date()) == "so-ocop-2026-11-21.xlsx"


def test_the_example_of_the_template_is_a_good_line(centre):
    importing = actions.start_import(store(export.write_template(), by=centre), by=centre, at=NOON)
    actions.accept_columns(importing, by=centre, at=NOON)

    assert actions.preview_import(importing, by=centre, at=NOON) == {"new": 1}
