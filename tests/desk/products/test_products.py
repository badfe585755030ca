"""Products on the desk: the list with its filters, the page, registering and changing."""

from decimal import Decimal

import pytest
from django.utils import timezone

from sanvat.desk.products.forms import ChangeProductForm
from sanvat.parties.models import Role
from sanvat.products import actions
from sanvat.products.models import Product, YearFigure
from tests.desk.forms import errors_of, fields_of, fill_in, on_top, send
from tests.desk.pages import DESK, headings, markup, queries, read, signed_in, status, text_of
from tests.people import make_member, make_user
from tests.products import journals

pytestmark = pytest.mark.django_db

READERS = ["maker", "officer", "advisor", "coordinator", "centre"]
WRITERS = ["maker", "officer", "advisor", "centre"]
OTHERS = ["stranger", "nobody", "chair", "team_member", "operator", "editor", "programme_party"]
PARTS = ["thong-tin/", "quy-cach/", "noi-ban/", "so-lieu/", "nhat-ky/", "anh/"]


def make(producer, by, name, **fields):
    return actions.register_product(producer, name, by=by, at=timezone.now(), **fields)


# The list


def test_the_list_is_in_vietnamese_order(maker, cooperative, officer):
    for name in ("Đũa tre", "Ấm đất", "An thần trà", "Dầu lạc"):
        make(cooperative, officer, name, set_number=21)

    assert headings(maker, "san-pham/") == ["An thần trà", "Ấm đất", "Dầu lạc", "Đũa tre"]


def test_an_empty_list_says_what_to_do(officer):
    assert "Chưa có sản phẩm nào" in read(officer, "san-pham/")


@pytest.mark.parametrize("name", OTHERS)
def test_others_find_nothing_in_it(name, request, coffee):
    assert headings(request.getfixturevalue(name), "san-pham/") == []


def test_stars_groups_and_terms_are_links(officer, cooperative, recognise):
    for name, stars, days in (
        ("Bốn sao", 4, 400),
        ("Ba sao sắp hết", 3, 150),
        ("Quá hạn nộp", 3, 100),
        ("Hết rồi", 5, -1),
        ("Không rõ hạn", 4, None),
    ):
        recognise(make(cooperative, officer, name, set_number=1), stars, days=days)
    make(cooperative, officer, "Chưa có sao", set_number=21)

    def found(**query):
        return headings(officer, "san-pham/", **query)

    assert found(sao=4) == ["Bốn sao", "Không rõ hạn"]
    assert found(sao=5) == []
    assert found(sao=0) == ["Chưa có sao", "Hết rồi"]
    assert found(han="con") == ["Quá hạn nộp", "Ba sao sắp hết", "Bốn sao"]
    assert found(han="sap-het") == ["Quá hạn nộp", "Ba sao sắp hết"]
    assert found(han="nop-lai") == ["Ba sao sắp hết"]
    assert found(han="het") == ["Hết rồi"]
    assert found(nganh="IV") == ["Chưa có sao"]
    assert found(q="BON sao") == ["Bốn sao"]
    assert len(found(sao="9", nganh="X", han="?", noi="x")) == 6


def test_a_chosen_filter_stays_with_the_others(officer, coffee):
    page = markup(officer, "san-pham/?sao=4&q=ca")

    assert 'href="?sao=4&amp;q=ca&amp;nganh=I"' in page
    assert '<input type="hidden" name="sao" value="4">' in page


@pytest.mark.parametrize("query", ["", "?sao=4", "?sao=0", "?han=sap-het", "?q=ca"])
def test_three_rows_cost_as_much_as_one(officer, cooperative, coffee, recognise, query):
    recognise(coffee, 4, days=100)
    one = queries(officer, f"san-pham/{query}")
    for name in ("Cà phê hạt", "Cà phê hòa tan"):
        recognise(make(cooperative, officer, name), 4, days=100)

    assert queries(officer, f"san-pham/{query}") == one


# One product


@pytest.mark.parametrize("name", READERS)
def test_who_may_see_a_product_does(name, request, coffee, recognise):
    recognise(coffee, 4, days=400)

    page = read(request.getfixturevalue(name), f"san-pham/{coffee.pk}/")

    assert "Cà phê bột" in page
    assert "Còn hiệu lực" in page


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("part", ["", *PARTS])
def test_to_everybody_else_it_is_not_there(name, part, request, coffee):
    assert status(request.getfixturevalue(name), f"san-pham/{coffee.pk}/{part}") == 404


@pytest.mark.parametrize("part", PARTS)
def test_a_coordinator_changes_nothing(coordinator, coffee, part):
    assert status(coordinator, f"san-pham/{coffee.pk}/{part}") == 403


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("part", PARTS)
def test_who_may_change_it_opens_every_form(name, part, request, coffee):
    assert status(request.getfixturevalue(name), f"san-pham/{coffee.pk}/{part}") == 200


def test_its_page_costs_the_same_however_much_there_is(maker, coffee, recognise):
    def grow(n):
        actions.set_variants(
            coffee,
            [actions.Variant(f"Túi {i}", Decimal(i), "g") for i in range(1, n + 1)],
            by=maker,
            at=timezone.now(),
        )
        for year in range(2020, 2020 + n):
            actions.record_year_figure(coffee, year, revenue=year, by=maker, at=timezone.now())
        recognise(coffee, 3, days=100 * n)

    grow(1)
    one = queries(maker, f"san-pham/{coffee.pk}/")
    grow(3)

    assert queries(maker, f"san-pham/{coffee.pk}/") == one


def test_two_years_are_drawn_and_one_is_not(maker, coffee):
    base = f"{DESK}san-pham/{coffee.pk}/"
    actions.record_year_figure(coffee, 2024, revenue=100, by=maker, at=timezone.now())
    assert 'class="columns"' not in signed_in(maker).get(base).content.decode()

    actions.record_year_figure(coffee, 2025, revenue=150, by=maker, at=timezone.now())
    assert 'class="columns"' in signed_in(maker).get(base).content.decode()


# Registering


def test_the_maker_registers_a_product_and_its_set_is_suggested(maker, cooperative):
    answer = send(
        maker, f"chu-the/{cooperative.pk}/san-pham/", name="Mật ong bạc hà", story="Hoa tháng mười"
    )

    made = Product.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{DESK}san-pham/{made.pk}/")
    assert (made.name, made.set_is_suggested) == ("Mật ong bạc hà", True)
    assert "Bộ tiêu chí mới là gợi ý từ tên" in read(maker, f"san-pham/{made.pk}/")

    assert (
        send(maker, f"san-pham/{made.pk}/bo-tieu-chi/", set_number=made.set_number).status_code
        == 302
    )
    made.refresh_from_db()
    assert made.set_is_suggested is False


@pytest.mark.parametrize("name", ["coordinator"])
def test_who_only_reads_registers_none(name, request, cooperative):
    user = request.getfixturevalue(name)

    answer = send(user, f"chu-the/{cooperative.pk}/san-pham/", name="Trà")

    assert answer.status_code == 403


def test_the_stranger_registers_none(stranger, cooperative):
    answer = send(stranger, f"chu-the/{cooperative.pk}/san-pham/", name="Trà")

    assert answer.status_code == 404
    assert not Product.objects.exists()


def test_one_that_looks_the_same_is_shown_and_may_go_on(officer, commune, coffee):
    other = actions.register_producer(
        "Hộ Ka Lan", commune, by=officer, at=timezone.now(), legal_form="producer-household"
    )
    path = f"chu-the/{other.pk}/san-pham/"

    answer = send(officer, path, name="Bột cà phê", story="Không được mất")

    assert answer.status_code == 422
    assert "có thể là một" in on_top(answer)[0]
    assert "Trong xã đã có sản phẩm tên gần giống" in text_of(answer)
    assert "Không được mất" in text_of(answer)
    assert send(officer, path, name="Bột cà phê", is_another="on").status_code == 302


def test_the_same_name_of_one_producer_is_refused_with_what_to_do(officer, cooperative, coffee):
    answer = send(
        officer, f"chu-the/{cooperative.pk}/san-pham/", name="cà phê bột", is_another="on"
    )

    assert answer.status_code == 422
    assert "Nếu chỉ khác quy cách, hãy thêm quy cách." in on_top(answer)[0]


def test_while_one_types_the_set_and_the_near_ones_are_hinted(maker, cooperative, coffee):
    page = read(maker, f"chu-the/{cooperative.pk}/san-pham/goi-y/", name="cà phê bột rang")

    assert "13. Sản phẩm cà phê, ca cao" in page
    assert (
        text_of(
            signed_in(maker).get(f"{DESK}chu-the/{cooperative.pk}/san-pham/goi-y/", {"name": "c"})
        )
        == ""
    )


@pytest.mark.parametrize("name", ["stranger", "chair"])
def test_hints_are_for_those_who_register(name, request, cooperative):
    path = f"chu-the/{cooperative.pk}/san-pham/goi-y/"

    assert status(request.getfixturevalue(name), path) == 404


# Changing


def test_the_maker_changes_the_story(maker, coffee):
    answer = send(
        maker,
        f"san-pham/{coffee.pk}/thong-tin/",
        name="Cà phê bột",
        set_number=13,
        story="Hạt chín hái tay.",
        state="stopped",
    )

    coffee.refresh_from_db()
    assert answer.status_code == 302
    assert (coffee.story, coffee.state) == ("Hạt chín hái tay.", "stopped")


def test_the_form_asks_for_all_that_can_be_edited_and_starts_with_it(coffee):
    form = ChangeProductForm.of(coffee)

    assert set(form.fields) == {*Product.EDITED, "is_another"}
    assert set(form.initial) == set(Product.EDITED)


def test_saving_a_note_leaves_a_suggested_set_a_suggestion(maker, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/thong-tin/"
    client = signed_in(maker)
    assert "Lưu trang này không xác nhận nó" in text_of(client.get(path))

    fill_in(client, path, note="Sấy lạnh.")

    coffee.refresh_from_db()
    assert (coffee.note, coffee.set_number, coffee.set_is_suggested) == ("Sấy lạnh.", 13, True)
    assert journals.last(coffee)[2] == {"note": ["", "Sấy lạnh."]}


def test_choosing_another_set_says_that_it_is_right(maker, coffee):
    fill_in(signed_in(maker), f"{DESK}san-pham/{coffee.pk}/thong-tin/", set_number="7")

    coffee.refresh_from_db()
    assert (coffee.set_number, coffee.set_is_suggested) == (7, False)


def test_what_a_page_did_not_have_stays(maker, coffee):
    send(maker, f"san-pham/{coffee.pk}/thong-tin/", name="Cà phê bột", note="A", state="made")

    send(maker, f"san-pham/{coffee.pk}/thong-tin/", name="Cà phê bột", state="made")

    coffee.refresh_from_db()
    assert (coffee.note, coffee.set_number, coffee.set_is_suggested) == ("A", 13, True)


def test_an_empty_name_and_a_set_that_is_not_there_are_said_at_their_fields(maker, coffee):
    answer = send(
        maker, f"san-pham/{coffee.pk}/thong-tin/", name="", set_number=99, state="made", story="x"
    )

    assert answer.status_code == 422
    assert set(errors_of(answer)) == {"id_name", "id_set_number"}


def rows(*given, **more):
    """What a form of several rows sends."""
    fields = {"form-TOTAL_FORMS": len(given), "form-INITIAL_FORMS": 0, **more}
    for n, row in enumerate(given):
        fields |= {f"form-{n}-{key}": value for key, value in row.items()}
    return fields


def test_sizes_are_kept_and_an_emptied_row_is_gone(maker, coffee):
    path = f"san-pham/{coffee.pk}/quy-cach/"
    given = rows(
        {"name": "Túi", "size": "500", "unit": "g"},
        {"name": "", "size": "", "unit": ""},
        {"name": "Hộp", "size": "1,5", "unit": "kg", "barcode": "8936000000011"},
    )

    answer = send(maker, path, **given)

    assert answer.status_code == 302, text_of(answer)
    assert [str(v) for v in coffee.variants.all()] == ["Túi 500 g", "Hộp 1,5 kg"]


def test_a_wrong_barcode_is_said_at_its_row(maker, coffee):
    given = rows(
        {"name": "", "size": ""},
        {"name": "Túi", "size": "500", "unit": "g", "barcode": "8936000000019"},
    )

    answer = send(maker, f"san-pham/{coffee.pk}/quy-cach/", **given)

    assert answer.status_code == 422
    assert list(errors_of(answer)) == ["id_form-1-barcode"]
    assert "chữ số cuối không khớp" in errors_of(answer)["id_form-1-barcode"]
    assert 'value="8936000000019"' in answer.content.decode()


def test_one_barcode_for_two_sizes_is_said_on_top(maker, coffee):
    row = {"name": "Túi", "size": "500", "unit": "g", "barcode": "8936000000011"}

    answer = send(maker, f"san-pham/{coffee.pk}/quy-cach/", **rows(row, row))

    assert answer.status_code == 422
    assert "Hai quy cách không thể cùng một mã vạch." in text_of(answer)


def test_places_of_sale_are_kept(maker, coffee):
    given = rows(
        {"kind": "shop", "name": "Cửa hàng OCOP"},
        {"kind": "online", "name": "Trang bán", "link": "vidu.vn/ca-phe"},
    )

    assert send(maker, f"san-pham/{coffee.pk}/noi-ban/", **given).status_code == 302
    assert [(s.name, s.link) for s in coffee.sales_places.all()] == [
        ("Cửa hàng OCOP", ""),
        ("Trang bán", "https://vidu.vn/ca-phe"),
    ]


def test_a_place_of_sale_lies_in_a_commune(maker, coffee, neighbour, commune):
    path = f"san-pham/{coffee.pk}/noi-ban/"
    given = rows(
        {"kind": "shop", "name": "Cửa hàng OCOP", "place": "Di Linh, Lâm Đồng"},
        {"kind": "own", "name": "Xưởng"},
    )

    assert send(maker, path, **given).status_code == 302
    assert [(s.name, s.place) for s in coffee.sales_places.all()] == [
        ("Cửa hàng OCOP", neighbour),
        ("Xưởng", None),
    ]
    page = markup(maker, path)
    assert f'name="form-0-place_id" value="{neighbour.pk}" checked' in " ".join(page.split())
    shown = f"Cửa hàng OCOP Cửa hàng, điểm bán OCOP, {neighbour.full_name}"
    assert shown in read(maker, f"san-pham/{coffee.pk}/")

    changed = rows(
        {
            "kind": "shop",
            "name": "Cửa hàng OCOP",
            "place": commune.full_name,
            "place_id": str(neighbour.pk),
        },
        {"kind": "own", "name": "Xưởng"},
    )
    assert send(maker, path, **changed).status_code == 302
    assert coffee.sales_places.get(order=1).place == commune
    assert (
        f"nơi bán Cửa hàng OCOP ({neighbour.full_name}), Xưởng "
        f"Cửa hàng OCOP ({commune.full_name}), Xưởng"
    ) in read(maker, f"san-pham/{coffee.pk}/nhat-ky/")


def test_a_place_that_is_not_understood_is_said_at_its_row(maker, coffee):
    given = rows(
        {"kind": "shop", "name": "Cửa hàng", "place": "nơi không có"},
        {"kind": "shop", "name": "Chợ", "place": "Tân"},
        {"kind": "shop", "place": "Di Linh, Lâm Đồng"},
    )

    answer = send(maker, f"san-pham/{coffee.pk}/noi-ban/", **given)

    assert answer.status_code == 422
    assert list(errors_of(answer)) == ["id_form-0-place", "id_form-1-place"]
    assert 'name="form-1-place_id"' in answer.content.decode()
    given |= {"form-0-place": "", "form-1-place": ""}
    answer = send(maker, f"san-pham/{coffee.pk}/noi-ban/", **given)
    assert list(errors_of(answer)) == ["id_form-2-name"]
    assert not coffee.sales_places.exists()


def test_more_places_of_sale_cost_no_more_queries(maker, coffee, commune, neighbour):
    asked = []
    for count in (1, 3):
        points = [actions.SalesPoint("own", f"Nơi {n}", place=neighbour) for n in range(count)]
        actions.set_sales_places(coffee, points, by=maker, at=timezone.now())
        asked.append([queries(maker, f"san-pham/{coffee.pk}/{part}") for part in ("", "noi-ban/")])
    assert asked[0] == asked[1]


def test_a_link_that_is_none_is_said_at_its_row(maker, coffee):
    given = rows({"kind": "online", "name": "Trang bán", "link": "javascript:alert(1)"})

    answer = send(maker, f"san-pham/{coffee.pk}/noi-ban/", **given)

    assert answer.status_code == 422
    assert list(errors_of(answer)) == ["id_form-0-link"]


def test_a_years_figures_are_kept_as_people_write_them(maker, coffee):
    answer = send(
        maker,
        f"san-pham/{coffee.pk}/so-lieu/",
        year=2025,
        output="1.200,5",
        unit="kg",
        revenue="252.000.000",
    )

    figure = YearFigure.objects.get()
    assert answer.status_code == 302
    assert (figure.output, figure.unit, figure.revenue) == (Decimal("1200.5"), "kg", 252_000_000)


def test_a_figure_that_can_be_read_in_two_ways_is_asked_and_stays_in_its_box(maker, coffee):
    answer = send(maker, f"san-pham/{coffee.pk}/so-lieu/", year=2025, output="1.450", unit="kg")

    assert answer.status_code == 422
    assert errors_of(answer) == {
        "id_output": "“1.450” đọc được hai cách. Hãy ghi 1450 hoặc 1,45.",
    }
    assert fields_of(answer)["output"] == "1.450"


@pytest.mark.parametrize(
    ("language", "page", "output", "revenue"),
    [
        ("vi", "1.450,125 kg 12.000.000 ₫", "1.450,125", "12.000.000"),
        ("en", "1,450.125 kg 12,000,000 ₫", "1,450.125", "12,000,000"),
    ],
)
def test_a_figure_is_the_same_on_its_page_and_in_its_box(
    maker, coffee, language, page, output, revenue
):
    figures = {"output": Decimal("1450.125"), "unit": "kg", "revenue": 12_000_000}
    actions.record_year_figure(coffee, 2025, by=maker, at=timezone.now(), **figures)
    client = signed_in(maker)
    client.cookies["sanvat_language"] = language

    answer = client.get(f"{DESK}san-pham/{coffee.pk}/so-lieu/?nam=2025")

    boxes = fields_of(answer)
    assert (boxes["output"], boxes["revenue"]) == (output, revenue)
    assert page in text_of(answer)


def test_an_empty_box_says_nothing_of_a_year_that_the_page_did_not_show(maker, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/so-lieu/?nam=2024"
    actions.record_year_figure(coffee, 2025, revenue=150, by=maker, at=timezone.now())

    fill_in(signed_in(maker), path, year="2025", output="12", unit="kg")

    kept = YearFigure.objects.values_list("year", "output", "unit", "revenue").get()
    assert kept == (2025, Decimal(12), "kg", 150)


def test_sizes_are_written_as_people_write_them_on_the_page_and_in_the_history(maker, coffee):
    sizes = [actions.Variant("Gói", Decimal("0.500"), "g"), actions.Variant("", Decimal(250), "g")]
    actions.set_variants(coffee, sizes, by=maker, at=timezone.now())
    actions.set_variants(
        coffee,
        [actions.Variant("Gói", Decimal("1.125"), "kg", "8936000000011")],
        by=maker,
        at=timezone.now(),
    )

    assert "Gói 1,125 kg 8936000000011" in read(maker, f"san-pham/{coffee.pk}/")
    history = read(maker, f"san-pham/{coffee.pk}/nhat-ky/")
    assert "Gói 0,5 g, 250 g" in history
    assert "Gói 1,125 kg (8936000000011)" in history


@pytest.mark.parametrize(
    ("bad", "at"),
    [
        ({"year": 1900, "revenue": 1}, "id_year"),
        ({"year": 2999, "revenue": 1}, "id_year"),
        ({"year": 2025}, "id_output"),
        ({"year": 2025, "output": "5"}, "id_unit"),
        ({"year": 2025, "revenue": "-5"}, "id_revenue"),
        ({"year": 2025, "revenue": "nhiều"}, "id_revenue"),
    ],
)
def test_figures_that_cannot_be_are_said_at_their_field(maker, coffee, bad, at):
    answer = send(maker, f"san-pham/{coffee.pk}/so-lieu/", **bad)

    assert answer.status_code == 422
    assert list(errors_of(answer)) == [at]


@pytest.mark.parametrize("part", ["bo-tieu-chi/", "quy-cach/", "noi-ban/", "so-lieu/"])
def test_what_the_stranger_sends_changes_nothing(stranger, coordinator, coffee, part):
    assert send(stranger, f"san-pham/{coffee.pk}/{part}", **rows()).status_code == 404
    assert send(coordinator, f"san-pham/{coffee.pk}/{part}", **rows()).status_code == 403


def test_whoever_may_only_look_reads_the_history_and_changes_nothing(maker, cooperative, coffee):
    viewer = make_user("K’ Tám", "0933000111")
    own = make_member(viewer, Role.PRODUCER, cooperative.organisation)
    actions.change_rights(own, rights="view", by=maker, at=timezone.now())

    assert "Đăng ký sản phẩm" in read(viewer, f"san-pham/{coffee.pk}/nhat-ky/")
    assert "Nhật ký" in read(viewer, f"san-pham/{coffee.pk}/")
    for part in PARTS:
        expected = 200 if part == "nhat-ky/" else 403
        assert status(viewer, f"san-pham/{coffee.pk}/{part}") == expected


def test_its_history_is_told_in_words(maker, coffee):
    send(maker, f"san-pham/{coffee.pk}/so-lieu/", year=2025, revenue="1000000")

    page = read(maker, f"san-pham/{coffee.pk}/nhat-ky/")

    assert "Ghi số liệu năm Ka Thơm" in page
    assert "doanh thu 2025 1.000.000" in page
    assert "Đăng ký sản phẩm Nguyễn Thị Lan" in page
