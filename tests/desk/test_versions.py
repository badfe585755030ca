"""A later save brings nothing back: each form of something that is there carries its version."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from sanvat.parties import actions as parties
from sanvat.parties.models import Letter, Role, User
from sanvat.products import actions as products
from sanvat.products.actions import SalesPoint, Variant
from sanvat.products.models import (
    Idea,
    PersonRights,
    Producer,
    ProducerPerson,
    Product,
    ProductPicture,
)
from sanvat.programme import actions as programme
from sanvat.programme import cycle
from sanvat.records.models import Entry
from sanvat.register import actions as register
from tests.desk.cases import made, named
from tests.desk.forms import errors_of, fields_of, fill_in, on_top
from tests.desk.pages import DESK, signed_in, text_of
from tests.desk.products.test_pictures import bring, picture
from tests.people import make_person
from tests.products.test_ideas import PLAN
from tests.programme.test_cycle import six
from tests.register import registers

pytestmark = pytest.mark.django_db

now = timezone.now
YEAR = timezone.localdate().year - 1


@dataclass
class Case:
    """One form: who has it open, where, what they type, and what somebody else saves meanwhile."""

    user: User
    page: str
    mine: dict[str, str]
    other: Callable[[], object]  # does what somebody else saves
    theirs: str  # how the page then says it
    is_mine: Callable[[], bool]  # whether mine is kept
    to: str = ""  # where the form is sent, if not to its page
    taken: str = ""  # where the present is shown, if not on the page

    def open(self, client: Client) -> dict[str, str]:
        return fields_of(client.get(self.page), to=self.to, among=next(iter(self.mine)))

    def send(self, client: Client, fields: dict[str, str]):
        return client.post(self.to or self.page, fields)


def product_case(maker, officer, coffee) -> Case:
    products.change_product(coffee, set_number=13, by=officer, at=now())  # saving confirms it
    return Case(
        maker,
        f"{DESK}san-pham/{coffee.pk}/thong-tin/",
        {"note": "Của tôi"},
        lambda: products.change_product(coffee, note="Của chị Lan", by=officer, at=now()),
        "Của chị Lan",
        lambda: Product.objects.get().note == "Của tôi",
    )


def producer_case(maker, officer, cooperative) -> Case:
    return Case(
        maker,
        f"{DESK}chu-the/{cooperative.pk}/thong-tin/",
        {"phone": "0911222333"},
        lambda: products.change_producer(cooperative, phone="0987654321", by=officer, at=now()),
        "0987654321",
        lambda: Producer.objects.get().phone == "0911222333",
    )


def variants_case(maker, officer, coffee) -> Case:
    products.set_variants(coffee, [Variant("Gói")], by=officer, at=now())
    return Case(
        maker,
        f"{DESK}san-pham/{coffee.pk}/quy-cach/",
        {"form-0-name": "Túi"},
        lambda: products.set_variants(coffee, [Variant("Hộp")], by=officer, at=now()),
        "Hộp",
        lambda: [str(v) for v in coffee.variants.all()] == ["Túi"],
    )


def sales_places_case(maker, officer, coffee) -> Case:
    products.set_sales_places(coffee, [SalesPoint("shop", "Quầy")], by=officer, at=now())
    there = [SalesPoint("market", "Chợ Liên Nghĩa")]
    return Case(
        maker,
        f"{DESK}san-pham/{coffee.pk}/noi-ban/",
        {"form-0-name": "Siêu thị"},
        lambda: products.set_sales_places(coffee, there, by=officer, at=now()),
        "Chợ Liên Nghĩa",
        lambda: [s.name for s in coffee.sales_places.all()] == ["Siêu thị"],
    )


def figures_case(maker, officer, coffee) -> Case:
    def record(revenue: int) -> None:
        products.record_year_figure(coffee, YEAR, revenue=revenue, by=officer, at=now())

    record(100)
    return Case(
        maker,
        f"{DESK}san-pham/{coffee.pk}/so-lieu/",
        {"revenue": "300.000"},
        lambda: record(200_000),
        "200.000 ₫",
        lambda: coffee.year_figures.get().revenue == 300_000,
        taken=f"{DESK}san-pham/{coffee.pk}/so-lieu/?nam={YEAR}",
    )


def rights_case(maker, officer, cooperative) -> Case:
    lan = make_person("Ka Lan", Role.PRODUCER, cooperative.organisation, username="0911000001")
    member = lan.acting
    page = f"{DESK}chu-the/{cooperative.pk}/"
    return Case(
        maker,
        page,
        {"rights": "view"},
        lambda: products.change_rights(member, rights="manage", by=officer, at=now()),
        str(PersonRights.Rights.MANAGE.label),
        lambda: PersonRights.objects.filter(rights="view").exists(),
        to=f"{page}nguoi/{member.pk}/quyen/",
        taken=f"{page}#nguoi",
    )


def private_case(maker, officer, cooperative) -> Case:
    page = f"{DESK}chu-the/{cooperative.pk}/rieng/"
    facts = {"reason": "A.3.2", "ethnicity": "Cơ Ho"}
    return Case(
        maker,
        page,
        {"ethnicity": "Mạ", "reason": "A.3.2"},
        lambda: products.record_private_facts(cooperative, by=officer, at=now(), **facts),
        "",  # must be asked for
        lambda: ProducerPerson.objects.filter(ethnicity="Mạ").exists(),
        to=f"{page}ghi/",
    )


def picture_case(maker, officer, coffee) -> Case:
    bring(maker, coffee, picture())
    one = coffee.pictures.get()
    page = f"{DESK}san-pham/{coffee.pk}/anh/"
    return Case(
        maker,
        page,
        {"description": "Túi cà phê"},
        lambda: products.describe_picture(one, "Gói cà phê", by=officer, at=now()),
        "Gói cà phê",
        lambda: coffee.pictures.get().description == "Túi cà phê",
        to=f"{page}{one.pk}/mo-ta/",
    )


def noted(officer, commune) -> Idea:
    return products.note_idea("Trà sen", "Nhà tôi muốn làm.", commune, by=officer, at=now())


def advice_case(officer, advisor, commune) -> Case:
    idea = noted(officer, commune)
    page = f"{DESK}y-tuong/{idea.pk}/"
    return Case(
        officer,
        page,
        {"advice": "Gặp hội phụ nữ."},
        lambda: products.advise_idea(idea, "Hỏi khuyến nông.", by=advisor, at=now()),
        "Hỏi khuyến nông.",
        lambda: Idea.objects.get().advice == "Gặp hội phụ nữ.",
        to=f"{page}gop-y/",
        taken=f"{page}#gop-y",
    )


def plan_case(officer, advisor, commune) -> Case:
    idea = noted(officer, commune)
    products.plan_idea(idea, by=officer, at=now(), **PLAN)
    page = f"{DESK}y-tuong/{idea.pk}/"
    theirs = PLAN | {"market": "Siêu thị"}
    return Case(
        officer,
        page,
        {"market": "Hội chợ"},
        lambda: products.plan_idea(idea, by=advisor, at=now(), **theirs),
        "Siêu thị",
        lambda: Idea.objects.get().plan.market == "Hội chợ",
        to=f"{page}phuong-an/",
        taken=f"{page}#phuong-an",
    )


def cycle_case(advisor, province) -> Case:
    year = timezone.localdate().year

    def opened_on() -> date:
        return cycle.steps_of(province, year)[0].opens_on

    return Case(
        advisor,
        f"{DESK}chu-trinh/{year}/",
        {"opens_1": f"{year}-01-05"},
        lambda: programme.set_cycle(province, year, six(year), by=advisor, at=now()),
        f"1/1/{year}",
        lambda: opened_on() == date(year, 1, 5),
    )


def letter_case(officer) -> Case:
    letter = parties.draft_letter(
        "mai@vidu.example", "Về lớp học", "Kính gửi…", about=None, by=officer, at=now()
    )
    page = f"{DESK}thu/{letter.pk}/"
    theirs = {"subject": "Lớp học tháng 6", "body": "Kính gửi bà Mai"}
    return Case(
        officer,
        page,
        {"subject": "Lớp học dời lại"},
        lambda: parties.revise_letter(letter, by=officer, at=now(), **theirs),
        "Lớp học tháng 6",
        lambda: Letter.objects.get().subject == "Lớp học dời lại",
        to=f"{page}sua/",
    )


def columns_case(advisor) -> Case:
    importing = registers.start([registers.coffee()], by=advisor)
    sheet = registers.sheet_of(importing)

    def name_columns() -> None:
        mapping = {k: n for k, n in sheet.mapping.items() if k != "note"}
        register.map_columns(importing, mapping, by=advisor, at=now())

    return Case(
        advisor,
        f"{DESK}nhap-so/{importing.pk}/trang/0/cot/",
        {"phone": ""},
        name_columns,
        "(không có trong tệp)",
        lambda: "phone" not in registers.sheet_of(importing).mapping,
    )


CASES = [
    *(product_case, producer_case, variants_case, sales_places_case, figures_case),
    *(rights_case, private_case, picture_case, advice_case, plan_case),
    *(cycle_case, letter_case, columns_case),
]


# Their acts are written also where they say nothing new.
OF_WORDS = (private_case, advice_case, plan_case, letter_case, columns_case)


@pytest.fixture(params=CASES, ids=named)
def case(request) -> Case:
    return made(request.param, request)


@pytest.fixture(params=[make for make in CASES if make not in OF_WORDS], ids=named)
def case_of_facts(request) -> Case:
    return made(request.param, request)


def last_entry() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def test_who_saves_later_is_shown_both_and_keeps_what_was_typed(case):
    client = signed_in(case.user)
    mine = case.open(client) | case.mine
    case.other()
    written = last_entry()

    answer = case.send(client, mine)

    assert answer.status_code == 422
    assert (case.is_mine(), last_entry()) == (False, written)
    assert "Chưa lưu" in text_of(answer)
    assert case.theirs in text_of(answer)
    typed = fields_of(answer, to=case.to, among=next(iter(case.mine)))
    assert {name: typed[name] for name in case.mine} == case.mine
    assert typed["seen"] != mine["seen"]


def test_who_then_sends_it_again_has_it_saved(case):
    client = signed_in(case.user)
    mine = case.open(client) | case.mine
    case.other()
    refused = case.send(client, mine)

    answer = case.send(client, fields_of(refused, to=case.to, among=next(iter(case.mine))))

    assert answer.status_code == 302
    assert case.is_mine()


def test_or_takes_what_is_there_now(case):
    client = signed_in(case.user)
    mine = case.open(client) | case.mine
    case.other()
    refused = case.send(client, mine)

    present = case.taken or case.page
    assert f'href="{present}"' in refused.content.decode()
    answer = client.get(present)
    assert answer.status_code == 200
    assert "Chưa lưu" not in text_of(answer)
    assert not case.is_mine()


def test_a_version_that_nobody_was_given_is_no_version(case):
    client = signed_in(case.user)
    mine = case.open(client) | case.mine

    for garbled in ("0123456789abcdef", "x", "*:", "<b>", "9" * 5_000, "\x00"):
        answer = case.send(client, mine | {"seen": garbled})

        assert answer.status_code == 422
        assert f'value="{garbled}"' not in answer.content.decode()
        assert not case.is_mine()


def test_without_a_version_nothing_is_compared(case):
    client = signed_in(case.user)
    mine = case.open(client) | case.mine
    del mine["seen"]
    case.other()

    assert case.send(client, mine).status_code == 302
    assert case.is_mine()


def test_what_is_sent_as_it_was_drawn_changes_nothing(case_of_facts):
    client = signed_in(case_of_facts.user)
    case_of_facts.other()
    drawn = case_of_facts.open(client)
    written = last_entry()

    assert case_of_facts.send(client, drawn).status_code == 302
    assert last_entry() == written


def test_a_stranger_changes_nothing_whatever_the_version(case, stranger):
    mine = case.open(signed_in(case.user)) | case.mine

    answer = case.send(signed_in(stranger), mine)

    assert answer.status_code in (403, 404)
    assert not case.is_mine()


# Particulars


def test_the_page_says_who_saved_and_when_and_leads_to_each_field(maker, officer, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/thong-tin/"
    client = signed_in(maker)
    mine = fields_of(client.get(path)) | {"name": "Cà phê hạt", "note": "Của tôi"}
    products.change_product(coffee, note="Của chị Lan", state="stopped", by=officer, at=now())

    page = html.fromstring(client.post(path, mine).content.decode())

    [notice] = page.xpath("//*[@data-focus]")
    assert (notice.get("role"), notice.get("tabindex")) == ("alert", "-1")
    assert "Bản hiện nay do Nguyễn Thị Lan lưu lúc " in notice.text_content()
    assert [" ".join(link.text_content().split()) for link in notice.iter("a")] == [
        "Tên sản phẩm, hiện nay: Cà phê bột",
        "Ghi chú, hiện nay: Của chị Lan",
        "Tình trạng, hiện nay: đã ngừng sản xuất",
        "Lấy bản hiện nay",
    ]
    assert "#id_note" in [link.get("href") for link in notice.iter("a")]
    control, told = map(page.get_element_by_id, ("id_note", "id_note_theirs"))
    assert control.get("aria-describedby").split()[-1] == "id_note_theirs"
    assert " ".join(told.text_content().split()) == "Hiện nay: Của chị Lan"


def test_a_long_text_of_theirs_is_folded(maker, officer, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/thong-tin/"
    client = signed_in(maker)
    mine = fields_of(client.get(path)) | {"story": "Của tôi"}
    products.change_product(coffee, story="Chuyện dài. " * 80, by=officer, at=now())

    answer = client.post(path, mine)

    told = html.fromstring(answer.content.decode()).get_element_by_id("id_story_theirs")
    assert (told.tag, told.text_content().count("Chuyện dài.") >= 80) == ("details", True)


def test_two_who_saved_the_same_have_nothing_to_choose(maker, officer, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/thong-tin/"
    client = signed_in(maker)
    mine = fields_of(client.get(path)) | {"story": "Một dòng.\r\nHai dòng."}
    products.change_product(coffee, story="Một dòng.\nHai dòng.", by=officer, at=now())

    answer = client.post(path, mine)

    assert "Hai bản giống nhau" in text_of(answer)


def test_a_fault_of_mine_leaves_the_version_that_i_saw(maker, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/thong-tin/"
    client = signed_in(maker)
    mine = fields_of(client.get(path))
    products.change_product(coffee, note="Của chị Lan", by=maker, at=now())

    answer = client.post(path, mine | {"name": ""})

    assert errors_of(answer).keys() == {"id_name"}
    assert fields_of(answer)["seen"] == mine["seen"]


def test_a_fault_of_mine_is_still_said_on_top(maker, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/thong-tin/"

    answer = fill_in(signed_in(maker), path, name="")

    assert len(on_top(answer)) == 1


def test_rows_that_are_all_gone_are_said_so(maker, officer, coffee):
    products.set_variants(coffee, [Variant("Gói")], by=officer, at=now())
    path = f"{DESK}san-pham/{coffee.pk}/quy-cach/"
    client = signed_in(maker)
    mine = fields_of(client.get(path))
    products.set_variants(coffee, [], by=officer, at=now())

    answer = client.post(path, mine | {"form-0-name": "Túi"})

    assert "Hiện nay không còn dòng nào." in text_of(answer)


def test_the_figures_of_a_year_that_nobody_touched_are_saved(maker, officer, coffee):
    """The form carries the version of every year that its page shows."""
    path = f"{DESK}san-pham/{coffee.pk}/so-lieu/"
    client = signed_in(maker)
    mine = fields_of(client.get(path)) | {"revenue": "5"}
    products.record_year_figure(coffee, YEAR, revenue=1, by=officer, at=now())

    assert client.post(path, mine | {"year": YEAR - 1}).status_code == 302
    assert client.post(path, mine | {"year": YEAR}).status_code == 422


def test_a_suggested_set_that_was_changed_is_not_confirmed(maker, officer, coffee):
    client = signed_in(maker)
    page = client.get(f"{DESK}san-pham/{coffee.pk}/")
    to = f"{DESK}san-pham/{coffee.pk}/bo-tieu-chi/"
    fields = fields_of(page, to=to)
    products.change_product(coffee, set_number=14, by=officer, at=now())

    answer = client.post(to, fields, follow=True)

    assert "Sản phẩm vừa được người khác sửa" in text_of(answer)
    assert Product.objects.get().set_number == 14


@pytest.mark.parametrize("step", ["doc-lai", "gui"])
def test_who_says_the_words_are_right_says_so_of_those_on_the_page(officer, step):
    letter = parties.draft_letter(
        "mai@vidu.example", "Về lớp học", "Kính gửi…", about=None, by=officer, at=now()
    )
    if step == "gui":
        parties.read_letter(letter, by=officer, at=now())
    path = f"{DESK}thu/{letter.pk}/"
    client = signed_in(officer)
    fields = fields_of(client.get(path), to=f"{path}{step}/")
    parties.revise_letter(letter, subject="Khác", body="Khác hẳn", by=officer, at=now())
    if step == "gui":
        parties.read_letter(letter, by=officer, at=now())

    answer = client.post(f"{path}{step}/", fields)

    assert answer.status_code == 422
    assert "Thư vừa được người khác sửa" in text_of(answer)
    assert "Khác hẳn" in text_of(answer)
    seen = fields_of(answer, to=f"{path}{step}/")
    assert client.post(f"{path}{step}/", seen).status_code == 302


def test_private_facts_of_another_are_not_shown_and_not_told_by_the_version(
    maker, officer, cooperative
):
    path = f"{DESK}chu-the/{cooperative.pk}/rieng/"
    client = signed_in(maker)
    facts = {"reason": "A.3.2", "gender": "female", "ethnicity": "Cơ Ho"}
    mine = fields_of(client.get(path), to=f"{path}ghi/") | {"reason": "A.3.2", "gender": "male"}
    versions = set()
    for _each in range(2):  # the same facts
        products.erase_private_facts(cooperative, by=officer, at=now())
        products.record_private_facts(cooperative, by=officer, at=now(), **facts)
        answer = client.post(f"{path}ghi/", mine)
        versions.add(fields_of(answer, to=f"{path}ghi/")["seen"])

    assert "Cơ Ho" not in answer.content.decode()
    assert "Mở xem bản hiện nay" in text_of(answer)
    assert len(versions) == 2
    assert not Entry.objects.filter(act="open_private_facts").exists()


def test_with_htmx_what_another_said_of_a_picture_comes_in_its_place(maker, officer, coffee):
    bring(maker, coffee, picture())
    one = coffee.pictures.get()
    path = f"{DESK}san-pham/{coffee.pk}/anh/"
    client = signed_in(maker)
    mine = fields_of(client.get(path), to=f"{path}{one.pk}/mo-ta/") | {"description": "Túi"}
    products.describe_picture(one, "Gói cà phê", by=officer, at=now())

    answer = client.post(f"{path}{one.pk}/mo-ta/", mine, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith('<div id="anh"')
    assert "Hiện nay: Gói cà phê" in text_of(answer)


@pytest.mark.parametrize("partial", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("name", ["mo-ta", "bo"])
def test_a_picture_that_another_took_away_is_said_to_be_gone(
    maker, coffee, monkeypatch, name, partial
):
    bring(maker, coffee, picture())
    one = coffee.pictures.get()
    client = signed_in(maker)
    # Taken away between the page's look and the act.
    monkeypatch.setattr("sanvat.desk.products.pictures._picture", lambda product, pk: one)
    ProductPicture.objects.all().delete()

    answer = client.post(
        f"{DESK}san-pham/{coffee.pk}/anh/{one.pk}/{name}/", {"description": "Túi"}, headers=partial
    )

    assert answer.status_code == (200 if partial else 422)
    assert "Ảnh này vừa được người khác bỏ." in text_of(answer)


def test_the_rights_of_somebody_who_left_are_not_changed(maker, officer, cooperative, monkeypatch):
    lan = make_person("Ka Lan", Role.PRODUCER, cooperative.organisation, username="0911000001")
    path = f"{DESK}chu-the/{cooperative.pk}/"
    client = signed_in(maker)
    fields = fields_of(client.get(path), to=f"{path}nguoi/{lan.acting.pk}/quyen/")
    parties.end_membership(lan.acting, by=officer, at=now())

    answer = client.post(f"{path}nguoi/{lan.acting.pk}/quyen/", fields | {"rights": "view"})

    assert answer.status_code == 404
