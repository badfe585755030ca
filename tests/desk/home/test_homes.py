"""Each person's first page: their own work, and nothing of anybody else's."""

import re

import pytest
from django.db.models import Model
from django.utils import timezone

from sanvat.parties.actions import draft_letter
from sanvat.parties.models import Letter, LetterState, Role
from sanvat.products import actions
from tests.desk.pages import DESK, markup, queries, read, signed_in, status
from tests.people import EVERYBODY, make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_has_a_first_page(name, request):
    assert status(request.getfixturevalue(name), "") == 200


def test_whoever_is_not_signed_in_is_asked_to(client):
    answer = client.get(DESK)

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/tai-khoan/dang-nhap/")


def test_whoever_acts_for_several_chooses_first(officer, cooperative):
    make_member(officer, Role.PRODUCER, cooperative.organisation)

    answer = signed_in(officer).get(DESK)

    assert (answer.status_code, answer.url) == (302, "/ban-lam-viec/vai-tro/")


# The producer


def test_the_producer_sees_their_products_with_stars_and_the_next_day(maker, coffee, recognise):
    recognise(coffee, 4, days=150)

    page = read(maker, "")

    assert "Sản phẩm của tôi HTX Nông nghiệp Tân Hội" in page
    assert "còn 30 ngày Cà phê bột . Ngày cuối để nộp hồ sơ phân hạng lại." in page
    assert "Nộp lại được" in page


def test_a_star_that_has_lapsed_is_not_shown_as_one(maker, coffee, recognise):
    recognise(coffee, 4, days=-1)

    page = markup(maker, "")

    assert "Đã hết hạn" in page
    assert "4 trên 5 sao" not in page


def test_a_producer_without_products_is_told_what_to_do(maker):
    assert "Chưa có sản phẩm nào" in read(maker, "")


def test_somebody_invited_before_the_producer_was_entered_is_told_so(producer):
    assert "Chưa có hồ sơ chủ thể" in read(producer, "")


def test_another_producer_sees_nothing_of_it(stranger, coffee):
    assert "Cà phê bột" not in read(stranger, "")


def test_the_producers_page_asks_as_much_for_three_products_as_for_one(
    maker, cooperative, coffee, officer, recognise
):
    recognise(coffee, 3, days=300)
    one = queries(maker, "")
    for name in ("Cà phê hạt", "Trà lài"):
        recognise(
            actions.register_product(cooperative, name, by=officer, at=timezone.now()), 3, days=90
        )

    assert queries(maker, "") == one


# The commune


def test_the_commune_sees_what_waits_and_what_runs_out(officer, commune, coffee, recognise):
    recognise(coffee, 3, days=179)
    actions.note_idea(
        "Trà hoa", "Hoa nhà trồng", commune, by=officer, at=timezone.now(), told_by="Bà Sáu"
    )

    page = read(officer, "")

    assert "Việc của xã Đức Trọng" in page
    assert "Ý tưởng đang chờ (1)" in page
    assert "Trà hoa Bà Sáu Đã ghi hôm nay" in page
    assert "Sắp hết hạn (1)" in page
    assert "Nộp lại được đến hết" in page


def test_what_lies_in_the_neighbouring_commune_is_not_there(officer, neighbour, advisor):
    other = actions.register_producer(
        "HTX Di Linh", neighbour, by=advisor, at=timezone.now(), legal_form="cooperative"
    )
    actions.register_product(other, "Chè Di Linh", by=advisor, at=timezone.now())

    page = read(officer, "")

    assert "HTX Di Linh" not in page
    assert "sản phẩm trong sổ 0" in page


def test_the_communes_page_asks_as_much_for_three_as_for_one(
    officer, commune, cooperative, coffee, recognise
):
    recognise(coffee, 3, days=100)
    actions.note_idea("Một", "…", commune, by=officer, at=timezone.now())
    one = queries(officer, "")
    for name in ("Hai", "Ba"):
        actions.note_idea(name, "…", commune, by=officer, at=timezone.now())
        product = actions.register_product(cooperative, name, by=officer, at=timezone.now())
        recognise(product, 4, days=50)
        actions.register_producer(
            f"HTX {name}", commune, by=officer, at=timezone.now(), legal_form="cooperative"
        )

    assert queries(officer, "") == one


# The province and the country


@pytest.mark.parametrize("name", ["advisor", "coordinator", "centre"])
def test_the_province_and_the_centre_see_the_counts(name, request, coffee, recognise):
    recognise(coffee, 4, days=400)

    page = read(request.getfixturevalue(name), "")

    assert "sản phẩm còn hạng sao 1 sản phẩm trong sổ 1 chủ thể 1 sắp hết hạn 0" in page
    assert "4 sao 1" in page


def test_the_provinces_page_asks_as_much_for_three_as_for_one(
    advisor, commune, neighbour, coffee, recognise
):
    recognise(coffee, 4, days=100)
    one = queries(advisor, "")
    for place, name in ((neighbour, "HTX Một"), (commune, "HTX Hai")):
        producer = actions.register_producer(
            name, place, by=advisor, at=timezone.now(), legal_form="cooperative"
        )
        product = actions.register_product(producer, name, by=advisor, at=timezone.now())
        recognise(product, 3, days=10)

    assert queries(advisor, "") == one


# The others


@pytest.mark.parametrize("name", ["team_member", "council_member", "chair", "secretary"])
def test_the_council_sees_the_batches_of_the_decision(name, request, coffee):
    page = read(request.getfixturevalue(name), "")

    assert "Các đợt đánh giá" in page
    assert "Cà phê bột" not in page


def test_a_batch_is_proposed_before_it_is_evaluated(chair):
    answer = signed_in(chair).get(DESK)

    batches = answer.context["batches"]
    assert [(b["proposed_before"] < b["evaluated_before"]) for b in batches] == [True] * 4
    assert [b["days_left"] for b in batches] == sorted(b["days_left"] for b in batches)


def test_the_operator_sees_people_and_the_journal_and_no_product(operator, coffee):
    page = read(operator, "")

    assert "Thư đang chờ gửi 0 Thư gửi hỏng 0 Khóa API" in page
    assert "Cà phê bột" not in page


def test_the_operator_is_told_of_letters_that_could_not_be_sent(operator, advisor):
    draft_letter(
        "lan@vidu.example", "Về lớp học", "Kính gửi.", about=None, by=advisor, at=timezone.now()
    )
    assert "Có thư gửi hỏng" not in read(operator, "")

    Letter.objects.update(state=LetterState.FAILED)

    page = read(operator, "")
    assert "Có thư gửi hỏng 1 thư không gửi được và chờ bạn xem lại. Mở hộp thư đi" in page
    assert "Thư đang chờ gửi 0 Thư gửi hỏng 1" in page


def test_whoever_holds_no_role_is_told_so(nobody):
    assert "Bạn chưa giữ vai trò nào" in read(nobody, "")


# All of them


def test_what_a_first_page_shows_was_read_with_it(world, monkeypatch):
    """Its questions leave out columns that it does not show; whoever shows one more names it."""

    def refused(self, *_args, fields=None, **_named):
        raise AssertionError(f"{type(self).__name__} was read without {fields}")

    monkeypatch.setattr(Model, "refresh_from_db", refused)
    shown = [signed_in(user).get(DESK).content.decode() for user in world.people.values()]

    panels = {name for page in shown for name in re.findall('class="panel__title">([^<]+)', page)}
    assert len(shown) > 12
    assert len(panels) > 20, panels
