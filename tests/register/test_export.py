import io
from itertools import zip_longest

from python_calamine import CalamineWorkbook

from sanvat.products.models import Product
from sanvat.register import actions, export
from sanvat.register.columns import COLUMNS, KEYS
from sanvat.register.reading import read
from tests.register.registers import NOON, bring_in, coffee, row, store


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
    assert importing.mapping == {key: place for place, key in enumerate(KEYS)}
    actions.map_columns(importing, importing.mapping, by=advisor, at=NOON)
    assert actions.preview_import(importing, by=advisor, at=NOON) == {"same": 3}


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

    upper, lower, *_lines = read(io.BytesIO(content), "xlsx")[0].rows
    assert sum(1 for cells in zip_longest(upper, lower) if any(cells)) == len(COLUMNS)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    guide = book.get_sheet_by_index(1).to_python()
    assert len(guide) > len(COLUMNS) + 26
    assert export.file_name(NOON.date()) == "so-ocop-2026-11-21.xlsx"


def test_the_example_of_the_template_is_a_good_line(centre):
    importing = actions.start_import(store(export.write_template(), by=centre), by=centre, at=NOON)
    actions.map_columns(importing, importing.mapping, by=centre, at=NOON)

    assert actions.preview_import(importing, by=centre, at=NOON) == {"new": 1}
