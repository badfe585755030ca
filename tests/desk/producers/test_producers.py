"""Producers on the desk: who may see and change them, and what is said of bad input."""

import re

import pytest
from django.utils import timezone

from sanvat.parties import actions as parties
from sanvat.parties.models import Membership, Role
from sanvat.products import actions
from sanvat.products.models import Producer, ProducerPerson
from sanvat.records.models import Entry
from tests.desk.forms import errors_of, on_top, send
from tests.desk.pages import DESK, headings, markup, queries, read, signed_in, status, text_of
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db

READERS = ["maker", "officer", "advisor", "coordinator", "centre"]
OTHERS = ["stranger", "nobody", "chair", "team_member", "operator", "editor", "programme_party"]


def enter(by, place, name, **fields):
    return actions.register_producer(
        name, place, by=by, at=timezone.now(), legal_form="cooperative", **fields
    )


# The list


def test_the_list_is_in_vietnamese_order_and_ends_at_ones_own_place(
    officer, advisor, commune, neighbour
):
    for name in ("Đồi Chè", "Ấm Áp", "An Bình", "Dốc Đá"):
        enter(officer, commune, name)
    enter(advisor, neighbour, "Bạn Hàng Xóm")

    assert headings(officer, "chu-the/") == ["An Bình", "Ấm Áp", "Dốc Đá", "Đồi Chè"]
    assert headings(advisor, "chu-the/") == [
        "An Bình",
        "Ấm Áp",
        "Bạn Hàng Xóm",
        "Dốc Đá",
        "Đồi Chè",
    ]


def test_an_empty_list_says_what_to_do(officer):
    assert "Chưa có chủ thể nào" in read(officer, "chu-the/")


def test_a_producer_is_led_to_their_own_page(maker, cooperative):
    answer = signed_in(maker).get(f"{DESK}chu-the/")

    assert (answer.status_code, answer.url) == (302, f"{DESK}chu-the/{cooperative.pk}/")


def test_the_list_is_searched_without_accents_and_filtered_by_links(
    officer, advisor, cooperative, commune, neighbour
):
    enter(advisor, neighbour, "Trang trại Gió")

    assert headings(advisor, "chu-the/", q="tan hoi") == ["HTX Nông nghiệp Tân Hội"]
    assert headings(advisor, "chu-the/", noi=neighbour.pk) == ["Trang trại Gió"]
    assert headings(advisor, "chu-the/", loai="farm") == []
    assert headings(advisor, "chu-the/", loai="no such form") == [
        "HTX Nông nghiệp Tân Hội",
        "Trang trại Gió",
    ]
    assert "Không có chủ thể nào như vậy" in read(advisor, "chu-the/", q="không có")


@pytest.mark.parametrize("noi", ["0", "-1", "x", "9" * 30, "\x00", "1 or 1=1"])
def test_a_strange_filter_is_no_filter(advisor, cooperative, noi):
    assert headings(advisor, "chu-the/", noi=noi) == ["HTX Nông nghiệp Tân Hội"]


def test_a_place_outside_ones_own_is_no_filter(officer, cooperative, elsewhere):
    assert headings(officer, "chu-the/", noi=elsewhere.pk) == ["HTX Nông nghiệp Tân Hội"]


def test_three_rows_cost_as_much_as_one(officer, commune, cooperative):
    one = queries(officer, "chu-the/")
    enter(officer, commune, "Hai")
    enter(officer, commune, "Ba")

    assert queries(officer, "chu-the/") == one


@pytest.mark.parametrize("page", ["1", "99", "0", "x", ""])
def test_a_page_that_is_not_there_is_the_nearest(officer, cooperative, page):
    assert headings(officer, "chu-the/", page=page) == ["HTX Nông nghiệp Tân Hội"]


# One producer


@pytest.mark.parametrize("name", READERS)
def test_who_may_see_a_producer_does(name, request, cooperative):
    page = read(request.getfixturevalue(name), f"chu-the/{cooperative.pk}/")

    assert "HTX Nông nghiệp Tân Hội" in page
    assert ("Thôn Tân Trung" in page) == (name != "coordinator")


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("part", ["", "thong-tin/", "nhat-ky/", "rieng/", "san-pham/"])
def test_to_everybody_else_it_is_not_there(name, part, request, cooperative):
    assert status(request.getfixturevalue(name), f"chu-the/{cooperative.pk}/{part}") == 404


def test_a_number_nobody_has_is_not_there_either(officer):
    assert status(officer, "chu-the/999999999999999999999999/") == 404


def test_a_coordinator_reads_and_changes_nothing(coordinator, cooperative):
    base = f"chu-the/{cooperative.pk}/"

    assert [status(coordinator, base + p) for p in ("thong-tin/", "nhat-ky/", "san-pham/")] == [
        403
    ] * 3
    assert status(coordinator, base + "rieng/") == 404


def test_a_very_long_name_breaks_nothing(officer, commune):
    name = ("Hợp tác xã " + "Nghiêng" * 30)[:200]
    producer = enter(officer, commune, name)

    assert name in read(officer, f"chu-the/{producer.pk}/")


def test_a_personal_number_is_never_shown_whole(officer, commune):
    producer = enter(officer, commune, "Hộ Ông Tư", tax_code="068090001234")

    page = read(officer, f"chu-the/{producer.pk}/")

    assert "068••••••234" in page
    assert "068090001234" not in page


def test_its_page_costs_as_much_for_three_products_as_for_one(officer, cooperative, coffee):
    one = queries(officer, f"chu-the/{cooperative.pk}/")
    for name in ("Trà", "Mật ong"):
        actions.register_product(cooperative, name, by=officer, at=timezone.now())

    assert queries(officer, f"chu-the/{cooperative.pk}/") == one


# Entering and changing

GOOD = {
    "name": "HTX Mới",
    "legal_form": "cooperative",
    "place": "đức trọng lâm đồng",
    "tax_code": "",
}


def test_the_officer_enters_a_producer(officer, commune):
    answer = send(officer, "chu-the/moi/", **GOOD)

    made = Producer.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{DESK}chu-the/{made.pk}/")
    assert (made.name, made.current_place) == ("HTX Mới", commune)


@pytest.mark.parametrize("name", ["producer", "coordinator", "chair", "operator", "nobody"])
def test_others_enter_none(name, request, commune):
    user = request.getfixturevalue(name)

    assert status(user, "chu-the/moi/") == 403
    assert send(user, "chu-the/moi/", **GOOD).status_code == 403
    assert not Producer.objects.exists()


def test_an_officer_enters_none_in_another_commune(officer, neighbour):
    answer = send(officer, "chu-the/moi/", **{**GOOD, "place": neighbour.full_name})

    assert answer.status_code == 403
    assert not Producer.objects.exists()


@pytest.mark.parametrize(
    ("bad", "at", "said"),
    [
        ({"tax_code": "0300588560"}, "id_tax_code", "chữ số thứ mười không khớp"),
        ({"tax_code": "12"}, "id_tax_code", "ở đây có 2"),
        ({"phone": "12345"}, "id_phone", "chưa phải số điện thoại"),
        ({"founded_on": "2098-01-01"}, "id_founded_on", "Ngày này chưa đến."),
        ({"founded_on": "hôm qua"}, "id_founded_on", "Ngày chưa đúng dạng"),
        ({"email": "không phải"}, "id_email", ""),
        ({"name": ""}, "id_name", ""),
        ({"legal_form": "empire"}, "id_legal_form", ""),
        ({"place": ""}, "id_place", "Hãy ghi tên xã, phường."),
        ({"place": "zzz zzz"}, "id_place", "Không tìm thấy nơi này."),
        ({"members": "-1"}, "id_members", ""),
        ({"workers": "3", "local_workers": "4"}, "id_local_workers", "không nhiều hơn"),
        ({"local_workers": "4"}, "id_workers", "Hãy ghi số lao động"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(officer, bad, at, said):
    answer = send(officer, "chu-the/moi/", **{**GOOD, "address": "Thôn 3, nhà ngói", **bad})

    assert answer.status_code == 422
    assert list(errors_of(answer)) == [at]
    assert said in errors_of(answer)[at]
    assert 'value="Thôn 3, nhà ngói"' in answer.content.decode()
    assert not Producer.objects.exists()


def test_a_producer_of_that_name_is_asked_about_and_may_be_another(officer, cooperative):
    again = {**GOOD, "name": "HTXNN Tân Hội"}

    answer = send(officer, "chu-the/moi/", **again)
    assert answer.status_code == 422
    assert "đã có chủ thể HTX Nông nghiệp Tân Hội" in on_top(answer)[0]
    assert "Đúng là một chủ thể khác, cùng tên" in text_of(answer)

    assert send(officer, "chu-the/moi/", **again, is_another="on").status_code == 302


def test_an_ambiguous_place_is_chosen_from_the_list_without_javascript(advisor, province):
    answer = send(advisor, "chu-the/moi/", **{**GOOD, "place": "tân hà"})

    offered = answer.context["form"].fields["place"].widget.offered
    page = answer.content.decode()
    assert all(f'name="place_id" value="{place.pk}"' in page for place in offered)

    own = next(p for p in offered if p.is_of_today and province.covers(p))
    chosen = {**GOOD, "place": "tân hà", "place_id": own.pk}
    assert send(advisor, "chu-the/moi/", **chosen).status_code == 302
    assert Producer.objects.get().current_place == own


def test_the_maker_changes_what_is_known(maker, cooperative, commune):
    answer = send(
        maker,
        f"chu-the/{cooperative.pk}/thong-tin/",
        **{**GOOD, "name": "HTX Đổi Tên", "state": "paused"},
    )

    cooperative.refresh_from_db()
    assert answer.status_code == 302
    assert (cooperative.organisation.name, cooperative.state) == ("HTX Đổi Tên", "paused")


def test_members_and_workers_are_counted_on_its_page(maker, cooperative):
    counts = {"members": "1200", "workers": "18", "local_workers": "15", "state": "active"}

    send(maker, f"chu-the/{cooperative.pk}/thong-tin/", **GOOD, **counts)

    page = read(maker, f"chu-the/{cooperative.pk}/")
    assert "Thành viên 1.200 Lao động 18, 83% là người trong xã" in page


def test_the_form_to_change_shows_what_is_known(maker, cooperative):
    page = markup(maker, f"chu-the/{cooperative.pk}/thong-tin/")

    for value in ("HTX Nông nghiệp Tân Hội", "xã Đức Trọng, tỉnh Lâm Đồng", "0912345678"):
        assert f'value="{value}"' in page


# People and rights


def test_the_manager_gives_another_person_less(maker, cooperative):
    other = make_user("K’ Tám", "0933000111")
    member = make_member(other, Role.PRODUCER, cooperative.organisation)

    answer = send(maker, f"chu-the/{cooperative.pk}/nguoi/{member.pk}/quyen/", rights="view")

    assert answer.status_code == 302
    assert member.rights.rights == "view"
    assert status(other, f"chu-the/{cooperative.pk}/thong-tin/") == 403


def test_the_last_manager_stays(maker, cooperative):
    other = make_member(make_user("K’ Tám", "0933000111"), Role.PRODUCER, cooperative.organisation)
    actions.change_rights(other, rights="view", by=maker, at=timezone.now())
    own = Membership.objects.get(user=maker)

    answer = send(maker, f"chu-the/{cooperative.pk}/nguoi/{own.pk}/quyen/", rights="view")

    assert answer.status_code == 422
    assert "Không còn ai quản lý chủ thể này." in text_of(answer)


def test_whoever_leaves_opens_nothing_more(maker, cooperative):
    other = make_user("K’ Tám", "0933000111")
    member = make_member(other, Role.PRODUCER, cooperative.organisation)

    assert send(maker, f"chu-the/{cooperative.pk}/nguoi/{member.pk}/roi/").status_code == 302
    assert status(other, f"chu-the/{cooperative.pk}/") == 404


def test_the_manager_sees_who_is_invited_and_how_to_invite(maker, cooperative, centre, coordinator):
    viewer = make_user("K’ Tám", "0933000111")
    own = make_member(viewer, Role.PRODUCER, cooperative.organisation)
    actions.change_rights(own, rights="view", by=maker, at=timezone.now())
    parties.invite(
        cooperative.organisation,
        Role.PRODUCER,
        by=maker,
        at=timezone.now(),
        phone="0977123456",
        name="Ka Mới",
    )
    path = f"chu-the/{cooperative.pk}/"

    page = read(maker, path)
    assert "Đã mời, chưa nhận lời: Ka Mới" in page
    assert f'href="{DESK}to-chuc/{cooperative.organisation_id}/#loi-moi"' in markup(maker, path)
    for other in (viewer, centre, coordinator):
        assert "Mời thêm người" not in read(other, path)
        assert "Ka Mới" not in read(other, path)


def test_whoever_may_only_look_can_leave_by_themselves(maker, cooperative):
    viewer = make_user("K’ Tám", "0933000111")
    own = make_member(viewer, Role.PRODUCER, cooperative.organisation)
    actions.change_rights(own, rights="view", by=maker, at=timezone.now())
    path = f"chu-the/{cooperative.pk}/"

    page = read(viewer, path)
    assert "Kết thúc tư cách của K’ Tám" in page
    assert "Kết thúc tư cách của Ka Thơm" not in page
    assert "Đổi quyền" not in page
    managers = Membership.objects.get(user=maker)
    assert send(viewer, f"{path}nguoi/{managers.pk}/roi/").status_code == 403
    for rights in ("edit", "no such rights"):
        sent = send(viewer, f"{path}nguoi/{own.pk}/quyen/", rights=rights)
        assert sent.status_code == 403
    assert send(viewer, f"{path}nguoi/{own.pk}/roi/")["Location"] == DESK


def test_the_history_tells_who_was_invited_and_came(maker, cooperative, client):
    now = timezone.now()
    invitation = parties.invite(
        cooperative.organisation, Role.PRODUCER, by=maker, at=now, phone="0977123456"
    )
    user = parties.join(invitation, name="Ka Mới", password="câu mới thật dài", at=now)
    own = Membership.objects.get(user=user)
    send(maker, f"chu-the/{cooperative.pk}/nguoi/{own.pk}/quyen/", rights="view")
    send(maker, f"chu-the/{cooperative.pk}/nguoi/{own.pk}/roi/")
    path = f"chu-the/{cooperative.pk}/nhat-ky/"

    acts = re.findall(r"<strong>(.*?)</strong>", markup(maker, path))
    assert acts == [
        "Kết thúc tư cách của một người",
        "Đổi quyền",
        "Nhận lời mời",
        "Mời một người",
        "Ghi chủ thể vào sổ",
    ]
    assert "Đổi quyền : Ka Mới" in read(maker, path)
    assert "sửa sản phẩm và giấy tờ chỉ xem" in read(maker, path)
    before = queries(maker, path)
    for number in range(3):
        parties.invite(
            cooperative.organisation, Role.PRODUCER, by=maker, at=now, phone=f"097712345{number}"
        )
    assert queries(maker, path) == before


def test_the_people_of_another_producer_are_not_there(stranger, maker, cooperative):
    own = Membership.objects.get(user=maker)
    path = f"chu-the/{cooperative.pk}/nguoi/{own.pk}"

    assert send(stranger, f"{path}/quyen/", rights="view").status_code == 404
    assert send(stranger, f"{path}/roi/").status_code == 404


# What is private


def test_private_facts_are_asked_with_a_reason_and_opened_with_a_purpose(officer, cooperative):
    base = f"chu-the/{cooperative.pk}/rieng/"
    recorded = send(officer, base + "ghi/", reason="A.3.2", gender="female", ethnicity="Cơ Ho")
    assert recorded.status_code == 302

    assert "Cơ Ho" not in read(officer, base)
    assert send(officer, base, purpose="").status_code == 422
    opened = send(officer, base, purpose="Đối chiếu tiêu chí A.3.2")

    assert "Cơ Ho" in text_of(opened)
    last = Entry.objects.order_by("-pk").first()
    assert (last.act, last.note) == ("open_private_facts", "Đối chiếu tiêu chí A.3.2")
    assert "Cơ Ho" not in str(list(Entry.objects.values_list("changes", "note")))
    told = read(officer, f"chu-the/{cooperative.pk}/nhat-ky/")
    assert "Ghi dữ liệu riêng : tiêu chí A.3.2: người đại diện là nữ" in told
    assert "Mở dữ liệu riêng : Đối chiếu tiêu chí A.3.2" in told


def test_what_a_reason_does_not_need_is_refused_at_its_field(officer, cooperative):
    answer = send(
        officer,
        f"chu-the/{cooperative.pk}/rieng/ghi/",
        reason="mau-02",
        is_disabled="yes",
    )

    assert answer.status_code == 422
    assert errors_of(answer) == {"id_is_disabled": "Chỉ tiêu chí A.3.2 hỏi về khuyết tật."}
    assert not ProducerPerson.objects.exists()


def test_private_facts_are_erased(officer, cooperative):
    base = f"chu-the/{cooperative.pk}/rieng/"
    send(officer, base + "ghi/", reason="mau-02", gender="male")

    send(officer, base + "xoa/")

    assert not ProducerPerson.objects.exists()


@pytest.mark.parametrize("name", ["stranger", "coordinator", "centre", "chair", "operator"])
def test_nobody_else_learns_whether_there_are_any(name, request, cooperative):
    user = request.getfixturevalue(name)
    base = f"chu-the/{cooperative.pk}/rieng/"

    assert status(user, base) == 404
    assert send(user, base, purpose="Tò mò").status_code == 404
    assert send(user, base + "ghi/", reason="A.3.2").status_code == 404
    assert send(user, base + "xoa/").status_code == 404


# History


def test_what_became_of_it_is_told_in_words(officer, maker, cooperative):
    actions.change_producer(cooperative, name="HTX Tân Hội", by=maker, at=timezone.now())

    page = read(officer, f"chu-the/{cooperative.pk}/nhat-ky/")

    assert "Sửa thông tin chủ thể Ka Thơm" in page
    assert "tên HTX Nông nghiệp Tân Hội HTX Tân Hội" in page
    assert "0912345678" not in page
