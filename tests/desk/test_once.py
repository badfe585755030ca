"""A form that is sent twice does its thing once, and leads the second time where it led first."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sanvat.parties import actions as parties
from sanvat.parties.models import ApiKey, Invitation, Notice, Organisation, Role, User
from sanvat.products import actions as products
from sanvat.products.models import Idea, Producer, Product, ProductPicture
from sanvat.records.models import Entry, SentForm
from sanvat.register.models import Import
from tests.desk.cases import made, named
from tests.desk.forms import fields_of
from tests.desk.pages import DESK, signed_in, text_of
from tests.desk.products.test_pictures import bring, order, picture
from tests.people import make_person
from tests.products.test_ideas import PLAN
from tests.register.registers import coffee as coffee_row
from tests.register.registers import preview, xlsx
from tests.threads import at_once

pytestmark = pytest.mark.django_db

now = timezone.now


@dataclass
class Case:
    """One form: who has it, on which page, what they type, and how much of it there is after."""

    user: User
    page: str
    counted: Callable[[], int]
    to: str = ""
    typed: dict[str, object] = field(default_factory=dict)
    before: int = 0

    def fields(self, client: Client) -> dict[str, object]:
        return fields_of(client.get(self.page), to=self.to) | self.typed

    def send(self, client: Client, fields: dict[str, object], **how):
        for value in fields.values():
            if isinstance(value, SimpleUploadedFile):
                value.seek(0)
        return client.post(self.to or self.page, fields, **how)


def of(what) -> Callable[[], int]:
    return what.objects.count


def written(act: str) -> Callable[[], int]:
    return lambda: Entry.objects.filter(act=act).count()


def producer_case(officer, commune) -> Case:
    typed = {"name": "HTX Một", "legal_form": "cooperative", "place": commune.full_name}
    return Case(officer, f"{DESK}chu-the/moi/", of(Producer), typed=typed)


def product_case(maker, cooperative) -> Case:
    page = f"{DESK}chu-the/{cooperative.pk}/san-pham/"
    return Case(maker, page, of(Product), typed={"name": "Chè ô long"})


def idea_case(officer, commune) -> Case:
    typed = {"name": "Trà sen", "text": "Nhà tôi muốn làm."}
    return Case(officer, f"{DESK}y-tuong/moi/", of(Idea), typed=typed)


def list_case(officer) -> Case:
    typed = {"event": "Tập huấn 12/6", "people": "Ka Lan; ; Trà sen"}
    counted = written("note_idea")
    return Case(officer, f"{DESK}y-tuong/danh-sach/", counted, typed=typed)


def registered_idea_case(officer, commune, cooperative) -> Case:
    idea = products.note_idea("Trà sen", "Nhà tôi muốn làm.", commune, by=officer, at=now())
    products.plan_idea(idea, by=officer, at=now(), **PLAN)
    page = f"{DESK}y-tuong/{idea.pk}/"
    typed = {"producer": str(cooperative.pk)}
    return Case(officer, page, of(Product), to=f"{page}san-pham/", typed=typed)


def set_aside_case(officer, commune) -> Case:
    idea = products.note_idea("Trà sen", "Nhà tôi muốn làm.", commune, by=officer, at=now())
    page = f"{DESK}y-tuong/{idea.pk}/"
    counted = written("set_aside_idea")
    return Case(officer, page, counted, to=f"{page}gac-lai/", typed={"reason": "Chưa có vốn."})


def organisation_case(advisor) -> Case:
    typed = {"kind": "council", "name": "Hội đồng", "place": "tỉnh Lâm Đồng"}
    page = f"{DESK}to-chuc/moi/"
    return Case(advisor, page, of(Organisation), typed=typed, before=Organisation.objects.count())


def invitation_case(advisor, council) -> Case:
    page = f"{DESK}to-chuc/{council.pk}/"
    typed = {"role": "council_member", "email": "mai@vidu.example"}
    return Case(advisor, page, of(Invitation), to=f"{page}loi-moi/", typed=typed)


def revoked_invitation_case(advisor, council) -> Case:
    offer = parties.invite(
        council, Role.COUNCIL_MEMBER, email="mai@vidu.example", by=advisor, at=now()
    )
    page = f"{DESK}to-chuc/{council.pk}/"
    counted = written("revoke_invitation")
    return Case(advisor, page, counted, to=f"{DESK}loi-moi/{offer.pk}/rut/")


def ended_membership_case(advisor, council_member, council) -> Case:
    page = f"{DESK}to-chuc/{council.pk}/"
    to = f"{DESK}tu-cach/{council_member.acting.pk}/ket-thuc/"
    return Case(advisor, page, written("end_membership"), to=to)


def leaving_case(maker, officer, cooperative) -> Case:
    lan = make_person("Ka Lan", Role.PRODUCER, cooperative.organisation, username="0911000001")
    page = f"{DESK}chu-the/{cooperative.pk}/"
    to = f"{page}nguoi/{lan.acting.pk}/roi/"
    return Case(maker, page, written("remove_person"), to=to)


def second_step_case(operator, chair, council) -> Case:
    page = f"{DESK}to-chuc/{council.pk}/"
    to = f"{DESK}tu-cach/{chair.acting.pk}/buoc-hai/"
    return Case(operator, page, written("reset_second_step"), to=to)


def pictures_case(maker, coffee) -> Case:
    page = f"{DESK}san-pham/{coffee.pk}/anh/"
    return Case(maker, page, of(ProductPicture), to=page, typed={"pictures": picture()})


def removed_picture_case(maker, coffee) -> Case:
    bring(maker, coffee, picture())
    page = f"{DESK}san-pham/{coffee.pk}/anh/"
    counted = written("remove_picture")
    return Case(maker, page, counted, to=f"{page}{coffee.pictures.get().pk}/bo/")


def upload_case(advisor) -> Case:
    file = SimpleUploadedFile("so-ocop.xlsx", xlsx([coffee_row()]))
    return Case(advisor, f"{DESK}nhap-so/", of(Import), typed={"file": file})


def discarded_import_case(advisor) -> Case:
    importing = preview([coffee_row()], by=advisor)
    page = f"{DESK}nhap-so/{importing.pk}/"
    return Case(advisor, page, written("discard_import"), to=f"{page}bo/")


def letter_step_case(officer) -> Case:
    letter = parties.draft_letter(
        "mai@vidu.example", "Về lớp học", "Kính gửi…", about=None, by=officer, at=now()
    )
    page = f"{DESK}thu/{letter.pk}/"
    return Case(officer, page, written("read_letter"), to=f"{page}doc-lai/")


def changed_product_case(maker, coffee) -> Case:
    """What is saved twice is no conflict with oneself."""
    page = f"{DESK}san-pham/{coffee.pk}/thong-tin/"
    return Case(maker, page, written("change_product"), typed={"note": "Của tôi"})


def year_figure_case(maker, coffee) -> Case:
    page = f"{DESK}san-pham/{coffee.pk}/so-lieu/"
    return Case(maker, page, written("record_year_figure"), typed={"revenue": "5"})


CASES = [
    *(producer_case, product_case, idea_case, list_case, registered_idea_case, set_aside_case),
    *(organisation_case, invitation_case, revoked_invitation_case, ended_membership_case),
    *(leaving_case, second_step_case, pictures_case, removed_picture_case, upload_case),
    *(discarded_import_case, letter_step_case, changed_product_case, year_figure_case),
]


@pytest.fixture(params=CASES, ids=named)
def case(request) -> Case:
    return made(request.param, request)


def test_what_is_sent_twice_is_done_once_and_leads_to_the_same_page(case):
    client = signed_in(case.user)
    fields = case.fields(client)
    assert len(fields["once"]) == 32

    first = case.send(client, fields)
    second = case.send(client, fields)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    assert case.counted() == case.before + 1


def test_the_second_time_nothing_is_said_again(case):
    client = signed_in(case.user)
    fields = case.fields(client)
    case.send(client, fields, follow=True)
    entries = Entry.objects.count()

    again = case.send(client, fields, follow=True)

    assert again.status_code == 200
    assert Entry.objects.count() == entries
    assert list(again.context["messages"]) == []


def test_the_key_of_my_form_leads_a_stranger_nowhere(case, stranger):
    client = signed_in(case.user)
    fields = case.fields(client)
    first = case.send(client, fields)

    answer = case.send(signed_in(stranger), fields)

    # Anybody may note an idea, and is led to their own.
    assert answer.status_code in (403, 404) or answer["Location"] != first["Location"]


# Where it is not the same form, or was not done


@pytest.fixture
def noting(officer, commune) -> Callable:
    """Sends the form of a new idea."""
    path = f"{DESK}y-tuong/moi/"
    client = signed_in(officer)
    fields = fields_of(client.get(path)) | {"name": "Trà sen", "text": "Nhà tôi muốn làm."}
    return lambda **more: client.post(path, fields | more)


def test_who_goes_back_and_writes_something_else_loses_nothing(noting):
    first, second = noting(), noting(name="Trà gừng")

    assert first["Location"] != second["Location"]
    assert set(Idea.objects.values_list("name", flat=True)) == {"Trà sen", "Trà gừng"}


@pytest.mark.parametrize(
    "garbled", ["", "x", "A" * 32, "0" * 31, "0" * 33, "0" * 40_000, "\x00" * 32, "٣" * 32]
)
def test_a_garbled_key_is_no_key(noting, garbled):
    assert [noting(once=garbled).status_code for _each in range(2)] == [302, 302]
    assert Idea.objects.count() == 2
    assert not SentForm.objects.exists()


def test_a_form_with_a_fault_may_be_sent_again(noting):
    assert noting(name="").status_code == 422
    assert not SentForm.objects.exists()

    assert noting().status_code == 302
    assert Idea.objects.count() == 1


def test_what_the_rules_refused_may_be_sent_again(maker, cooperative, coffee):
    path = f"{DESK}chu-the/{cooperative.pk}/san-pham/"
    client = signed_in(maker)
    fields = fields_of(client.get(path)) | {"name": coffee.name}
    assert client.post(path, fields).status_code == 422
    products.change_product(coffee, name="Cà phê hạt", by=maker, at=now())

    assert client.post(path, fields).status_code == 302


def test_a_fault_of_ours_leaves_nothing_claimed_and_nothing_done(officer, commune, monkeypatch):
    path = f"{DESK}y-tuong/moi/"
    client = signed_in(officer)
    client.raise_request_exception = False
    fields = fields_of(client.get(path)) | {"name": "Trà sen", "text": "Nhà tôi muốn làm."}
    note_idea = products.note_idea

    def broken(*args, **how):
        note_idea(*args, **how)
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("sanvat.desk.ideas.views.actions.note_idea", broken)
        assert client.post(path, fields).status_code == 500
    assert (Idea.objects.count(), SentForm.objects.count()) == (0, 0)

    assert client.post(path, fields).status_code == 302


def test_who_may_not_do_it_leaves_nothing_claimed(coordinator, coffee):
    answer = signed_in(coordinator).post(
        f"{DESK}san-pham/{coffee.pk}/thong-tin/", {"name": "Trà", "once": "0" * 32}
    )

    assert answer.status_code == 403
    assert not SentForm.objects.exists()


def test_one_key_at_two_addresses_is_two_forms(maker, coffee):
    client = signed_in(maker)
    for name in ("quy-cach", "noi-ban"):
        path = f"{DESK}san-pham/{coffee.pk}/{name}/"
        answer = client.post(path, fields_of(client.get(path)) | {"once": "0" * 32})
        assert answer.status_code == 302

    assert SentForm.objects.count() == 2


def test_two_files_of_one_name_are_two_forms(maker, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/anh/"
    client = signed_in(maker)
    for colour in ("red", "blue"):
        answer = client.post(path, {"pictures": picture(colour=colour), "once": "0" * 32})
        assert answer.status_code == 302

    assert coffee.pictures.count() == 2


# What is shown once


def test_a_key_of_the_api_is_made_once_and_the_second_answer_says_what_to_do(advisor):
    path = f"{DESK}khoa-api/"
    client = signed_in(advisor)
    fields = fields_of(client.get(path), among="days") | {
        "name": "Cổng dữ liệu",
        "scopes": ["products:read"],
        "days": "30",
    }
    first = client.post(path, fields)

    again = client.post(path, fields, follow=True)

    assert "khóa chỉ hiện một lần này" in text_of(first)
    assert ApiKey.objects.count() == 1
    assert "Khóa đã được tạo khi bạn gửi lần đầu" in again.content.decode()
    assert 'id="khoa"' not in again.content.decode()


def test_a_link_to_a_new_password_is_made_once(officer, cooperative, maker):
    path = f"{DESK}to-chuc/{cooperative.organisation_id}/"
    to = f"{DESK}tu-cach/{maker.acting.pk}/mat-khau/"
    client = signed_in(officer)
    fields = fields_of(client.get(path), to=to)
    first = client.post(to, fields)

    again = client.post(to, fields, follow=True)

    assert "/tai-khoan/" in first.content.decode()
    assert "Đường dẫn đã được lập khi bạn gửi lần đầu" in again.content.decode()
    assert written("allow_new_password")() == 1
    assert Notice.objects.filter(user=maker).count() == 1


def test_opening_private_facts_twice_is_written_twice(maker, officer, cooperative):
    """Each answer shows them."""
    products.record_private_facts(
        cooperative, reason="A.3.2", gender="female", by=officer, at=now()
    )
    path = f"{DESK}chu-the/{cooperative.pk}/rieng/"
    client = signed_in(maker)
    fields = fields_of(client.get(path)) | {"purpose": "Lập hồ sơ"}

    assert [client.post(path, fields).status_code for _each in range(2)] == [200, 200]
    assert written("open_private_facts")() == 2


# With htmx

PART = {"HX-Request": "true"}


def test_with_htmx_a_picture_sent_twice_is_added_once(maker, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/anh/"
    client = signed_in(maker)
    fields = fields_of(client.get(path), to=path) | {"pictures": picture()}
    assert client.post(path, fields, headers=PART).status_code == 200
    fields["pictures"].seek(0)

    again = client.post(path, fields, headers=PART)

    assert (again.status_code, again["Location"]) == (302, path)
    followed = client.get(path, headers=PART).content.decode()
    assert followed.lstrip().startswith('<div id="anh"')
    assert coffee.pictures.count() == 1


@pytest.mark.parametrize("headers", [{}, PART])
def test_a_picture_moved_twice_by_one_form_moves_one_place(maker, coffee, headers):
    bring(maker, coffee, picture(colour="red"), picture(colour="green"), picture(colour="blue"))
    first, second, third = order(coffee)
    path = f"{DESK}san-pham/{coffee.pk}/anh/"
    to = f"{path}thu-tu/"
    client = signed_in(maker)
    fields = fields_of(client.get(path), to=to) | {"len": third}

    for _each in range(2):
        client.post(to, fields, headers=headers)

    assert order(coffee) == [first, third, second]


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one(maker, cooperative):
    path = f"{DESK}chu-the/{cooperative.pk}/san-pham/"
    client = signed_in(maker)
    fields = fields_of(client.get(path)) | {"name": "Chè ô long"}

    answers = at_once(*[lambda: signed_in(maker).post(path, fields)] * 2)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Product.objects.get().name == "Chè ô long"


@pytest.mark.django_db(transaction=True)
def test_two_people_who_save_one_page_at_once(maker, officer, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/quy-cach/"
    sent = []
    for user, name in ((maker, "Túi"), (officer, "Hộp")):
        client = signed_in(user)
        fields = fields_of(client.get(path)) | {"form-0-name": name}
        sent.append(partial(client.post, path, fields))

    answers = at_once(*sent)

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    [late] = [answer for answer in answers if answer.status_code == 422]
    [kept] = coffee.variants.all()
    assert f"Hiện nay Tên gọi Quy cách Đơn vị Mã vạch {kept.name}" in text_of(late)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_save_one_page_without_versions_at_once(maker, officer, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/quy-cach/"
    sent = []
    for user, name in ((maker, "Túi"), (officer, "Hộp")):
        client = signed_in(user)
        fields = fields_of(client.get(path)) | {"form-0-name": name, "seen": ""}
        sent.append(partial(client.post, path, fields))

    assert [answer.status_code for answer in at_once(*sent)] == [302, 302]
    assert [str(variant) for variant in coffee.variants.all()] in (["Túi"], ["Hộp"])


@pytest.mark.django_db(transaction=True)
def test_two_posts_of_a_new_idea_at_once_are_one(officer, commune):
    path = f"{DESK}y-tuong/moi/"
    client = signed_in(officer)
    fields = fields_of(client.get(path)) | {"name": "Trà sen", "text": "Nhà tôi muốn làm."}

    answers = at_once(*[lambda: signed_in(officer).post(path, fields)] * 2)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Idea.objects.count() == 1


BODY = {"kind": "council", "name": "Hội đồng", "place": "tỉnh Lâm Đồng"}


@pytest.mark.django_db(transaction=True)
def test_two_posts_of_one_list_or_body_at_once_are_one(officer, advisor, commune):
    for user, path, typed, counted in (
        (officer, f"{DESK}y-tuong/danh-sach/", {"event": "Họp", "people": "Ka; ; Trà"}, of(Idea)),
        (advisor, f"{DESK}to-chuc/moi/", BODY, of(Organisation)),
    ):
        client = signed_in(user)
        fields = fields_of(client.get(path)) | typed
        before = counted()
        at_once(*[lambda: signed_in(user).post(path, fields)] * 2)  # noqa: B023
        assert counted() == before + 1, path
