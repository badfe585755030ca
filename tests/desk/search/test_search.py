"""Finding anything one may see, with accents or without."""

import pytest
from django.utils import timezone

from sanvat.desk.search.views import find
from sanvat.products import actions
from tests.desk.pages import DESK, queries, read, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["Cà phê bột", "ca phe bot", "BỘT cà phê", "cà phê tân hội"])
@pytest.mark.parametrize("name", ["maker", "officer", "advisor", "coordinator", "centre"])
def test_a_product_is_found_by_its_words(name, typed, request, coffee):
    assert "Cà phê bột" in read(request.getfixturevalue(name), "tim/", q=typed)


@pytest.mark.parametrize("name", ["stranger", "nobody", "chair", "editor", "operator"])
def test_what_one_may_not_see_is_not_found(name, request, coffee):
    page = read(request.getfixturevalue(name), "tim/", q="ca phe")

    assert "Không tìm thấy" in page


def test_producers_and_ideas_are_found_too(officer, cooperative, commune):
    actions.note_idea("Nấm tân tiến", "…", commune, by=officer, at=timezone.now(), told_by="Bà Tám")

    page = read(officer, "tim/", q="tan")

    assert "Chủ thể HTX Nông nghiệp Tân Hội" in page
    assert "Ý tưởng Nấm tân tiến" in page


def test_a_name_that_begins_with_what_was_typed_comes_first(maker, cooperative, officer):
    for name in ("An cà", "Cà phê"):
        actions.register_product(cooperative, name, by=officer, at=timezone.now())

    page = read(maker, "tim/", q="ca")

    assert page.index("Cà phê") < page.index("An cà")


def test_of_many_those_that_begin_so_fill_the_list_first(officer, cooperative):
    for n in range(10):
        actions.register_product(cooperative, f"An trà {n}", by=officer, at=timezone.now())
    for name in ("Trà đen", "Trà 7", "Trã"):
        actions.register_product(cooperative, name, by=officer, at=timezone.now())

    products, *_others = find(officer, ["tra"])

    assert [row["label"] for row in products.rows] == [
        *("Trã", "Trà 7", "Trà đen"),
        *(f"An trà {n}" for n in range(5)),
    ]


def test_people_are_found_by_those_who_need_them(officer, operator, maker, coordinator):
    assert "Con người Ka Thơm" in read(officer, "tim/", q="thom")
    assert "Con người Ka Thơm" in read(operator, "tim/", q="ka thom")
    for other in (maker, coordinator):
        assert "Con người" not in read(other, "tim/", q="thom")


def test_people_of_another_commune_are_not_found(officer, stranger):
    assert "Người Lạ" not in read(officer, "tim/", q="nguoi la")


@pytest.mark.parametrize("typed", ["", "a", "%", "_", "'", "\\", "  ", "😀", "[", "x" * 500])
def test_odd_questions_find_nothing_and_break_nothing(officer, coffee, typed):
    read(officer, "tim/", q=typed)


def test_more_than_eight_lead_to_the_list(officer, cooperative):
    for n in range(9):
        actions.register_product(cooperative, f"Trà số {n}", by=officer, at=timezone.now())

    answer = signed_in(officer).get(f"{DESK}tim/", {"q": "trà"})

    assert 'href="/ban-lam-viec/san-pham/?q=tra"' in answer.content.decode()


def test_while_one_types_only_what_was_found_comes_back(officer, coffee):
    answer = signed_in(officer).get(f"{DESK}tim/", {"q": "ca phe"}, headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith('<section class="found">')
    assert "HX-Request" in answer["Vary"]


def test_three_found_cost_as_much_as_one(officer, cooperative, coffee):
    one = queries(officer, "tim/?q=ca")
    for name in ("Cà chua", "Cá kho"):
        actions.register_product(cooperative, name, by=officer, at=timezone.now())

    assert queries(officer, "tim/?q=ca") == one


# Places, for every form


@pytest.mark.parametrize("name", ["maker", "officer", "nobody"])
def test_places_are_offered_while_one_types(name, request, commune):
    page = read(request.getfixturevalue(name), "dia-ban/", o="place", place="duc trong")

    assert "xã Đức Trọng, tỉnh Lâm Đồng" in page


def test_of_several_places_those_of_ones_own_province_stand_first(officer, province):
    page = signed_in(officer).get(f"{DESK}dia-ban/", {"o": "place", "place": "tan ha"})

    first = page.context["places"][0]
    assert province.covers(first)
    assert first.is_of_today


@pytest.mark.parametrize("field", ["", "1", 'x" onload="', "a" * 99])
def test_a_field_with_a_strange_name_is_not_there(officer, field):
    answer = signed_in(officer).get(f"{DESK}dia-ban/", {"o": field})

    assert answer.status_code == 404
