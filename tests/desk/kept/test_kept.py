"""A session that ends keeps what was typed, and whoever signs in again finds it in the form."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sanvat.parties.models import Role
from sanvat.products.models import Idea, Producer, Product
from sanvat.records import kept
from sanvat.records.models import Entry, KeptForm
from tests.desk.account.sign_in import sign_in
from tests.desk.account.test_second_step import set_up_app
from tests.desk.forms import drawn, fields_of
from tests.desk.pages import DESK, signed_in, text_of
from tests.desk.products.test_pictures import picture
from tests.people import PASSWORD, again, make_member, make_organisation

pytestmark = pytest.mark.django_db

NEW_IDEA = f"{DESK}y-tuong/moi/"
TYPED = {"name": "Trà sen & “gừng”", "text": "Nhà tôi muốn làm.\n<b>Dòng hai</b>"}


@pytest.fixture(autouse=True)
def _unhurried():
    cache.clear()


def ended(client: Client) -> Client:
    client.logout()
    return client


def next_of(answer) -> str:
    """Where the way in leads after it."""
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def lost(user, path: str = NEW_IDEA, *, to: str = "", **typed) -> tuple[Client, object]:
    """Somebody types into a form, and sends it when their session has ended."""
    client = signed_in(user)
    fields = fields_of(client.get(path), to=to) | typed
    return client, ended(client).post(
        to or path, fields, headers={"Referer": f"http://testserver{path}"}
    )


def test_the_whole_way_back_without_scripts(officer):
    client, answer = lost(officer, **TYPED)
    assert answer["Location"].startswith("/tai-khoan/dang-nhap/?next=")
    assert not Idea.objects.exists()

    asked = client.get(answer["Location"])
    assert "Nó vẫn được giữ lại: hãy đăng nhập" in text_of(asked)
    back = client.post(
        "/tai-khoan/dang-nhap/",
        {"login": officer.username, "password": PASSWORD, "next": next_of(answer)},
    )
    page = client.get(back.url)

    assert "đã được điền lại vào đây" in text_of(page)
    fields = fields_of(page)
    assert {name: fields[name].replace("\r\n", "\n") for name in TYPED} == TYPED
    assert not Idea.objects.exists()  # nothing is sent by itself
    assert client.post(NEW_IDEA, fields).status_code == 302
    assert Idea.objects.get().name == TYPED["name"]
    assert not KeptForm.objects.exists()


def test_the_page_itself_is_as_ever_but_for_the_values(officer):
    _client, answer = lost(officer, **TYPED)
    plain = signed_in(officer).get(NEW_IDEA).content.decode()

    filled = signed_in(officer).get(next_of(answer)).content.decode()

    assert filled.count("<form") == plain.count("<form")
    assert filled.count("viewBox") == plain.count("viewBox") + 1  # the sign of the notice
    assert "<b>Dòng hai</b>" not in filled


def test_a_form_that_only_takes_leads_to_the_page_it_stands_on(officer, commune):
    sent(officer, name="Trà sen", text="Nhà tôi.")
    idea = Idea.objects.get()
    page = f"{DESK}y-tuong/{idea.pk}/"

    _client, answer = lost(officer, page, to=f"{page}gop-y/", advice="Nên thử ở chợ trước.")

    assert next_of(answer).startswith(f"{page}?giu=")
    fields = fields_of(signed_in(officer).get(next_of(answer)), to=f"{page}gop-y/")
    assert fields["advice"] == "Nên thử ở chợ trước."


def sent(user, **typed):
    client = signed_in(user)
    return client.post(NEW_IDEA, fields_of(client.get(NEW_IDEA)) | typed)


def test_without_a_word_of_the_browser_the_addresses_tell_the_page(officer):
    sent(officer, name="Trà sen", text="Nhà tôi.")
    page = f"{DESK}y-tuong/{Idea.objects.get().pk}/"
    client = signed_in(officer)
    fields = fields_of(client.get(page), to=f"{page}gop-y/") | {"advice": "Nên thử."}

    answer = ended(client).post(f"{page}gop-y/", fields)

    assert next_of(answer).startswith(f"{page}?giu=")


def test_a_choice_a_box_and_a_version_come_back_too(maker, coffee, officer):
    path = f"{DESK}san-pham/{coffee.pk}/thong-tin/"
    client = signed_in(maker)
    fields = fields_of(client.get(path)) | {"note": "Của tôi"}
    seen = fields["seen"]
    theirs = fields_of(signed_in(officer).get(path)) | {"note": "Của chị Lan"}
    signed_in(officer).post(path, theirs)

    answer = ended(client).post(path, fields)
    page = signed_in(maker).get(next_of(answer))

    assert (fields_of(page)["note"], fields_of(page)["seen"]) == ("Của tôi", seen)
    # What the other saved meanwhile is shown, and not overwritten.
    assert signed_in(maker).post(path, fields_of(page)).status_code == 422
    assert Product.objects.get().note == "Của chị Lan"


def test_boxes_and_choices_are_as_they_were_left(advisor):
    path = f"{DESK}khoa-api/"
    client = signed_in(advisor)
    fields = fields_of(client.get(path), among="days")
    fields |= {"name": "Cổng", "scopes": ["producers:read"], "days": "90"}

    answer = ended(client).post(path, fields)
    [form] = [
        each for each in drawn_forms(signed_in(advisor).get(next_of(answer))) if "days" in each
    ]

    assert form["scopes"] == ["producers:read"]
    assert form["days"] == ["90"]


def drawn_forms(answer) -> list[dict[str, list[str]]]:
    forms = []
    for form in drawn(answer):
        values: dict[str, list[str]] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        forms.append(values)
    return forms


def test_files_are_named_to_be_chosen_again(maker, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/anh/"
    client = signed_in(maker)
    fields = fields_of(client.get(path), to=path) | {"pictures": picture()}

    answer = ended(client).post(path, fields)

    name = KeptForm.objects.get().files[0]
    page = text_of(signed_in(maker).get(next_of(answer)))
    assert f"Tệp không giữ lại được; hãy chọn lại: {name}" in page


# Whose it is


def test_another_person_who_signs_in_sees_nothing_of_it(officer, maker):
    _client, answer = lost(officer, **TYPED)

    page = signed_in(maker).get(next_of(answer)).content.decode()

    assert "gừng" not in page
    assert "điền lại" not in page


def test_a_stranger_has_nothing_kept(client, officer):
    for whose in ("", "1", f"{officer.pk}", f"{officer.pk}:garbled", "\x00"):
        answer = client.post(NEW_IDEA, {**TYPED, "whose": whose})
        assert answer["Location"].startswith("/tai-khoan/dang-nhap/")
        assert "giu" not in next_of(answer)

    assert not KeptForm.objects.exists()


def test_a_guessed_key_shows_nothing(officer):
    lost(officer, **TYPED)

    for key in ("", "x", "A" * 43, "%00"):
        page = signed_in(officer).get(f"{NEW_IDEA}?giu={key}")
        assert page.status_code == 200
        assert "gừng" not in page.content.decode()


# How much, and how long


def test_what_is_too_long_is_not_kept_and_is_said_so(officer):
    client, answer = lost(officer, name="Trà", text="x" * (kept.LARGEST + 1))

    assert not KeptForm.objects.exists()
    assert next_of(answer) == NEW_IDEA
    assert "Hãy đăng nhập rồi làm lại" in text_of(client.get(answer["Location"]))


def test_the_newest_few_of_a_person_are_kept(officer):
    for number in range(kept.MOST + 2):
        lost(officer, name=f"Trà {number}", text="Một ý.")

    names = [form.fields["name"][0] for form in KeptForm.objects.order_by("pk")]
    assert names == [f"Trà {number}" for number in range(2, kept.MOST + 2)]


def test_after_a_day_it_is_gone(officer):
    _client, answer = lost(officer, **TYPED)
    KeptForm.objects.update(kept_at=timezone.now() - kept.KEPT - timedelta(minutes=1))

    assert "gừng" not in signed_in(officer).get(next_of(answer)).content.decode()
    assert kept.forget_old(at=timezone.now()) == 1


def test_no_log_and_no_journal_has_it(officer, capfd):
    entries = Entry.objects.count()

    _client, answer = lost(officer, **TYPED)
    signed_in(officer).get(next_of(answer))

    said = "".join(capfd.readouterr())
    assert "gừng" not in said
    assert KeptForm.objects.get().key not in said
    assert Entry.objects.count() == entries


# A page older than the session, and a role that ended meanwhile


def strict(user) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def test_a_page_from_before_signing_in_anew_keeps_what_was_typed(officer):
    client = strict(officer)
    fields = fields_of(client.get(NEW_IDEA)) | TYPED
    client.cookies["csrftoken"] = "0" * 32  # as another window made it

    answer = client.post(NEW_IDEA, fields)

    page = client.get(answer["Location"])
    assert fields_of(page)["name"] == TYPED["name"]
    assert not Idea.objects.exists()
    assert client.post(NEW_IDEA, fields_of(page)).status_code == 302


def test_another_account_of_the_same_browser_does_not_get_it(officer, maker):
    fields = fields_of(signed_in(officer).get(NEW_IDEA)) | TYPED
    client = strict(maker)

    answer = client.post(NEW_IDEA, fields, follow=True)

    assert "do một tài khoản khác mở" in text_of(answer)
    assert "gừng" not in answer.content.decode()
    assert KeptForm.objects.get().user == officer


def test_a_stale_form_without_a_name_is_refused_and_says_what_to_do(officer):
    answer = strict(officer).post(NEW_IDEA, TYPED)

    assert answer.status_code == 403
    assert "chép điều đã nhập, tải lại trang" in text_of(answer)


def test_who_lost_the_right_meanwhile_reads_what_they_typed(officer, cooperative):
    path = f"{DESK}chu-the/{cooperative.pk}/thong-tin/"
    client = signed_in(officer)
    fields = fields_of(client.get(path)) | {"address": "Thôn Tân Trung, số 7"}
    officer.memberships.update(valid=(None, timezone.localdate()))

    answer = client.post(path, fields)

    assert answer.status_code == 403
    assert "một vai trò nay đã kết thúc, nên chưa ghi gì" in text_of(answer)
    assert "Điều bạn đã nhập:" in text_of(answer)
    assert "Thôn Tân Trung, số 7" in text_of(answer)
    assert Producer.objects.get().address != "Thôn Tân Trung, số 7"


def test_who_gets_a_second_role_chooses_and_goes_on(officer, commune):
    client = signed_in(officer)
    fields = fields_of(client.get(NEW_IDEA)) | TYPED
    body = make_organisation("union", "Hội Nông dân xã", commune)
    second = make_member(officer, Role.PROGRAMME_PARTY, body)

    answer = client.post(NEW_IDEA, fields)
    choice = client.get(answer["Location"])
    assert "Hãy chọn vai trò; điều bạn nhập sẽ hiện lại" in text_of(choice)
    office = again(officer).memberships.exclude(pk=second.pk).get()
    chosen = fields_of(choice) | {"membership": office.pk}
    led = client.post(answer["Location"].partition("?")[0], chosen)

    assert fields_of(client.get(led.url))["name"] == TYPED["name"]


@pytest.mark.parametrize("address", ["https://la.example/", "//la.example/", "/tai-khoan/", "x"])
def test_the_choice_leads_to_pages_of_the_desk_alone(officer, address):
    client = signed_in(officer)

    led = client.post(f"{DESK}vai-tro/", {"membership": officer.acting.pk, "next": address})

    assert led.url == DESK


# An address that only takes


def test_who_opens_an_address_for_forms_is_led_to_their_page(officer):
    sent(officer, name="Trà sen", text="Nhà tôi.")
    page = f"{DESK}y-tuong/{Idea.objects.get().pk}/"

    answer = signed_in(officer).get(f"{page}gop-y/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "hãy mở trang có biểu mẫu rồi gửi từ đó" in text_of(answer)
    assert f'href="{page}"' in answer.content.decode()


def test_with_htmx_the_whole_page_goes_to_the_way_in(maker, coffee):
    path = f"{DESK}san-pham/{coffee.pk}/anh/"
    client = signed_in(maker)
    fields = fields_of(client.get(path), to=path) | {"pictures": picture()}

    answer = ended(client).post(path, fields, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith("/tai-khoan/dang-nhap/?next=")


def test_signing_in_still_works_from_a_plain_link(officer, client):
    answer = client.get(NEW_IDEA)

    assert next_of(answer) == NEW_IDEA
    assert sign_in(client, officer.username, next=next_of(answer)).url == NEW_IDEA


def test_no_secret_and_nothing_of_the_page_itself_is_kept(officer):
    lost(officer, **TYPED, new_password1="mật khẩu mới", csrfmiddlewaretoken="dấu")

    names = KeptForm.objects.get().fields.keys()
    assert names >= TYPED.keys()
    assert not [
        n for n in names if "password" in n or n in ("csrfmiddlewaretoken", "once", "whose")
    ]


# A role that needs the second step came meanwhile


def test_what_was_typed_is_there_after_setting_the_second_step_up(officer, council):
    client = signed_in(officer)
    fields = fields_of(client.get(NEW_IDEA)) | TYPED
    make_member(officer, Role.COUNCIL_MEMBER, council)

    held = client.post(NEW_IDEA, fields, headers={"Referer": f"http://testserver{NEW_IDEA}"})

    assert held["Location"] == "/tai-khoan/buoc-hai/"
    page = client.get(held["Location"])
    assert "Vai trò của bạn nay cần bước xác thực thứ hai" in text_of(page)
    assert "Tiếp tục việc đang làm" not in text_of(page)  # nothing to go on with yet
    assert client.get(DESK).url == "/tai-khoan/buoc-hai/"  # clicking about loses nothing

    set_up_app(client)
    codes = client.get("/tai-khoan/buoc-hai/ma/")
    going_on = codes.context["awaited_page"]
    assert going_on.startswith(f"{NEW_IDEA}?giu=")
    assert f'href="{going_on}"' in codes.content.decode()
    chosen = client.get(going_on, follow=True)  # two roles now: for whom?
    membership = officer.memberships.get(role=Role.COMMUNE_OFFICER)
    page = client.post(
        chosen.redirect_chain[-1][0],
        {"membership": membership.pk, "next": chosen.context["next"]},
        follow=True,
    )

    fields = fields_of(page)
    assert {name: fields[name].replace("\r\n", "\n") for name in TYPED} == TYPED
    assert not client.session.get("awaited_page")
    assert "Tiếp tục việc đang làm" not in text_of(client.get("/tai-khoan/buoc-hai/"))


def test_scripts_are_led_to_the_second_step_as_well(officer, council):
    client = signed_in(officer)
    fields = fields_of(client.get(NEW_IDEA)) | TYPED
    make_member(officer, Role.COUNCIL_MEMBER, council)

    answer = client.post(NEW_IDEA, fields, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == "/tai-khoan/buoc-hai/"
    assert KeptForm.objects.get(user=officer).fields["name"] == [TYPED["name"]]


def test_who_only_looked_at_a_page_is_led_back_to_it(producer, council):
    client = signed_in(producer)
    make_member(producer, Role.COUNCIL_MEMBER, council)

    client.get(f"{DESK}y-tuong/?q=tra")
    set_up_app(client)

    assert client.get("/tai-khoan/buoc-hai/").context["awaited_page"] == f"{DESK}y-tuong/?q=tra"


def test_nothing_of_a_strangers_is_kept_on_the_way_to_the_second_step(officer, council):
    client = signed_in(officer)
    make_member(officer, Role.COUNCIL_MEMBER, council)

    client.post(NEW_IDEA, TYPED)

    assert not KeptForm.objects.exists()
    assert "Hãy lập bước ấy rồi làm lại." in text_of(client.get("/tai-khoan/buoc-hai/"))
