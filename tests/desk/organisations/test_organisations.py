"""Bodies, the people who act for them, and invitations."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from sanvat.parties import actions
from sanvat.parties.models import Invitation, Membership, Organisation, Role, User
from sanvat.places.models import Place
from sanvat.products import actions as products
from tests.desk.forms import errors_of, on_top
from tests.desk.pages import DESK, headings, queries, read, signed_in, text_of
from tests.people import again, make_member, make_organisation, make_user

BODIES = f"{DESK}to-chuc/"


def invite(user, organisation, **fields):
    return signed_in(user).post(f"{BODIES}{organisation.pk}/loi-moi/", fields)


def test_each_sees_the_bodies_of_their_place(
    advisor, officer, producer, operator, stranger, editor
):
    mine = producer.acting.organisation.name
    assert headings(producer, "to-chuc/") == [mine]
    assert headings(officer, "to-chuc/") == [mine, "UBND xã Đức Trọng"]
    assert mine in headings(advisor, "to-chuc/")
    assert "Cơ sở Người lạ" not in headings(advisor, "to-chuc/")
    assert "Cơ sở Người lạ" in headings(operator, "to-chuc/")
    assert headings(editor, "to-chuc/") == ["Báo Lâm Đồng"]


def test_a_producer_entered_under_an_old_commune_is_a_body_of_today_s(officer, advisor, stranger):
    old = Place.objects.get(full_name="xã Phú Hội, huyện Đức Trọng, tỉnh Lâm Đồng")
    maker = products.register_producer(
        "HTX Phú Hội", old, by=officer, at=timezone.now(), legal_form="cooperative"
    )
    colleague = make_user("Ka Thơm", "0912666666")
    make_member(colleague, Role.PRODUCER, maker.organisation)

    for keeper in (officer, advisor):
        assert "HTX Phú Hội" in read(keeper, "to-chuc/")
        assert "Ka Thơm" in read(keeper, f"to-chuc/{maker.organisation_id}/")
        assert "Ka Thơm" in read(keeper, "tim/?q=ka+thom")
    assert "HTX Phú Hội" not in read(stranger, "to-chuc/")


def test_the_list_is_narrowed_by_name_and_kind(advisor, officer, producer):
    assert headings(advisor, "to-chuc/", q="cà phê") == ["HTX Cà phê Đức Trọng"]
    assert headings(advisor, "to-chuc/", loai="commune_committee") == ["UBND xã Đức Trọng"]
    assert headings(advisor, "to-chuc/", loai="no such kind", q="htx") == ["HTX Cà phê Đức Trọng"]
    assert headings(advisor, "to-chuc/", q="không có") == []
    assert "Không có tổ chức nào như vậy" in read(advisor, "to-chuc/", q="không có")


def test_the_list_is_searched_without_accents_and_by_place(operator, producer, officer, stranger):
    assert headings(operator, "to-chuc/", q="CA PHE duc trong") == ["HTX Cà phê Đức Trọng"]
    assert headings(operator, "to-chuc/", q="đức TRỌNG ubnd") == ["UBND xã Đức Trọng"]
    assert headings(operator, "to-chuc/", q="hung yen") == ["Cơ sở Người lạ"]
    assert headings(operator, "to-chuc/", q="co so lam dong") == []
    assert headings(operator, "to-chuc/", q=".*") == headings(operator, "to-chuc/")
    lam_dong = producer.acting.place.parent
    assert headings(operator, "to-chuc/", noi=lam_dong.pk) == [
        "HTX Cà phê Đức Trọng",
        "UBND xã Đức Trọng",
    ]


def test_the_list_of_many_bodies_comes_in_pages(operator, province):
    for number in range(30):
        make_organisation("union", f"Hội số {number:02}", province)

    assert headings(operator, "to-chuc/")[0] == "Đơn vị vận hành"  # of no place: the country's
    assert len(headings(operator, "to-chuc/")) == 25
    assert headings(operator, "to-chuc/", page=2)[-1] == "Hội số 29"


def test_a_body_is_entered_where_one_may(advisor, officer, province, elsewhere, chair):
    made = signed_in(advisor).post(
        f"{BODIES}moi/", {"kind": "union", "name": "Hội Nông dân", "place": province.full_name}
    )
    body = Organisation.objects.get(name="Hội Nông dân")
    assert made["Location"] == f"{BODIES}{body.pk}/"
    assert body.place == province

    far = {"kind": "union", "name": "Hội xa", "place": elsewhere.full_name}
    assert "id_place" in errors_of(signed_in(advisor).post(f"{BODIES}moi/", far))
    vague = {"kind": "union", "name": "Hội", "place": "Tân"}
    assert "id_place" in errors_of(signed_in(advisor).post(f"{BODIES}moi/", vague))
    assert signed_in(chair).get(f"{BODIES}moi/").status_code == 404


def test_an_invitation_has_a_link_and_a_letter_with_its_state(advisor, officer, client):
    committee = officer.acting.organisation

    answer = invite(
        advisor, committee, role="commune_officer", name="Xuân", email="xuan@vidu.example"
    )

    assert answer["Location"] == f"{BODIES}{committee.pk}/#loi-moi"
    page = signed_in(advisor).get(f"{BODIES}{committee.pk}/").content.decode()
    link = re.search(r'readonly value="([^"]+)"', page)[1]
    assert "/tai-khoan/loi-moi/" in link
    assert "Chờ gửi" in page
    assert client.get(urlsplit(link).path).status_code == 200


def test_the_link_stands_only_before_those_who_may_give_the_role(advisor, officer, centre):
    committee = officer.acting.organisation
    invite(advisor, committee, role="commune_officer", phone="0977123456")

    page = signed_in(advisor).get(f"{BODIES}{committee.pk}/").content.decode()
    assert 'data-copy="duong-dan-' in page
    for other in (officer, centre):
        page = signed_in(other).get(f"{BODIES}{committee.pk}/").content.decode()
        assert 'data-copy="duong-dan-' not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "commune_officer"},
        {"role": "commune_officer", "email": "a@vidu.example", "phone": "0977123456"},
        {"role": "commune_officer", "phone": "12"},
        {"role": "council_chair", "phone": "0977123456"},
    ],
)
def test_an_invitation_that_cannot_be_is_told_on_its_form(advisor, officer, fields):
    answer = invite(advisor, officer.acting.organisation, **fields)

    assert answer.status_code == 422
    assert on_top(answer) != []
    assert not Invitation.objects.exists()


def test_a_second_invitation_to_the_same_is_refused(advisor, officer):
    fields = {"role": "commune_officer", "phone": "0977123456"}
    invite(advisor, officer.acting.organisation, **fields)

    answer = invite(advisor, officer.acting.organisation, **fields)

    assert answer.status_code == 422
    assert "đã có một lời mời còn hạn" in " ".join(on_top(answer))


def test_an_invitation_is_taken_back(advisor, officer):
    invite(advisor, officer.acting.organisation, role="commune_officer", phone="0977123456")
    invitation = Invitation.objects.get()

    signed_in(advisor).post(f"{DESK}loi-moi/{invitation.pk}/rut/")

    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    again = signed_in(advisor).post(f"{DESK}loi-moi/{invitation.pk}/rut/")
    assert again.status_code == 422


def test_ending_a_membership_shuts_the_door_at_the_next_click(advisor, officer):
    working = signed_in(officer)
    assert working.get(f"{DESK}san-pham/").status_code == 200

    signed_in(advisor).post(f"{DESK}tu-cach/{officer.acting.pk}/ket-thuc/")

    assert working.get(f"{BODIES}{officer.acting.organisation.pk}/").status_code == 404
    page = read(advisor, f"to-chuc/{officer.acting.organisation.pk}/")
    assert "1 người trước đây" in page


def test_the_last_operator_cannot_end_themselves(operator):
    answer = signed_in(operator).post(f"{DESK}tu-cach/{operator.acting.pk}/ket-thuc/")

    assert answer.status_code == 422
    assert "người vận hành cuối cùng" in answer.content.decode()


# Somebody who cannot come in


def help_with(user, membership, what):
    return signed_in(user).post(f"{DESK}tu-cach/{membership.pk}/{what}/")


def test_an_officer_hands_over_a_link_for_a_new_password(officer, producer, client):
    page = read(officer, f"to-chuc/{producer.acting.organisation_id}/")
    assert "Mật khẩu mới cho K’ Brèm" in page

    answer = help_with(officer, producer.acting, "mat-khau")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    link = re.search(r'id="duong-dan-mat-khau" readonly value="([^"]+)"', answer.content.decode())[
        1
    ]
    form = client.get(urlsplit(link).path, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "câu mới thật dài", "password2": "câu mới thật dài"})
    assert again(producer).check_password("câu mới thật dài")
    spent = client.get(urlsplit(link).path).content.decode()
    assert "Đường dẫn đã hết hạn hoặc đã dùng." in spent
    assert "duong-dan-mat-khau" not in read(officer, f"to-chuc/{producer.acting.organisation_id}/")


def test_who_has_e_mail_is_told_to_use_it(officer, producer):
    User.objects.filter(pk=producer.pk).update(email="brem@vidu.example")

    answer = help_with(officer, producer.acting, "mat-khau")

    assert answer.status_code == 422
    assert "K’ Brèm có thư điện tử: hãy dùng “Quên mật khẩu?”" in text_of(answer)
    page = read(officer, f"to-chuc/{producer.acting.organisation_id}/")
    assert "Mật khẩu mới cho" not in page


def test_nobody_hands_a_link_to_whom_they_do_not_stand_above(officer, producer, council, stranger):
    colleague = make_user("K’ Tám", "0933000111")
    own = make_member(colleague, Role.PRODUCER, producer.acting.organisation)
    page = f"to-chuc/{producer.acting.organisation_id}/"

    # Whoever hands over a colleague's password could sign in with it.
    assert help_with(producer, own, "mat-khau").status_code == 403
    assert "Mật khẩu mới cho" not in read(producer, page)
    assert help_with(officer, officer.acting, "mat-khau").status_code == 403
    assert help_with(stranger, own, "mat-khau").status_code == 404
    make_member(colleague, Role.COUNCIL_MEMBER, council)
    assert help_with(officer, own, "mat-khau").status_code == 403
    assert "Mật khẩu mới cho K’ Tám" not in read(officer, page)


def test_the_operator_takes_a_lost_second_step_away(operator, chair):
    page = f"to-chuc/{chair.acting.organisation_id}/"
    assert "Gỡ bước xác thực thứ hai của Đặng Văn Sơn" in read(operator, page)

    answer = help_with(operator, chair.acting, "buoc-hai")

    assert answer["Location"] == f"{DESK}{page}#thanh-vien"
    assert not Authenticator.objects.filter(user=chair).exists()
    assert "Gỡ bước xác thực thứ hai" not in read(operator, page)


def test_only_an_operator_does_and_not_for_themselves(operator, advisor, officer):
    assert help_with(advisor, officer.acting, "buoc-hai").status_code == 403
    assert "Gỡ bước" not in read(advisor, f"to-chuc/{officer.acting.organisation_id}/")

    answer = help_with(operator, operator.acting, "buoc-hai")

    assert answer.status_code == 422
    assert "Không ai làm việc này cho chính mình." in text_of(answer)
    assert Authenticator.objects.filter(user=operator).exists()


# The people of a producer


def test_only_who_manages_a_producer_invites_and_ends(maker, cooperative, officer):
    viewer = make_user("K’ Tám", "0933000111")
    own = make_member(viewer, Role.PRODUCER, cooperative.organisation)
    products.change_rights(own, rights="view", by=maker, at=timezone.now())
    page = f"to-chuc/{cooperative.organisation_id}/"

    assert "Mời một người" in read(maker, page)
    assert "Mời một người" not in read(viewer, page)
    fields = {"role": "producer", "phone": "0977123456"}
    assert invite(viewer, cooperative.organisation, **fields).status_code == 403
    assert help_with(viewer, maker.acting, "ket-thuc").status_code == 403
    invite(maker, cooperative.organisation, **fields)
    invitation = Invitation.objects.get()
    revoked = signed_in(viewer).post(f"{DESK}loi-moi/{invitation.pk}/rut/")
    assert revoked.status_code == 403
    assert help_with(viewer, own, "ket-thuc").status_code == 302  # one's own, always


def test_a_producer_keeps_somebody_who_manages_it(maker, cooperative):
    own = make_member(make_user("K’ Tám", "0933000111"), Role.PRODUCER, cooperative.organisation)
    products.change_rights(own, rights="view", by=maker, at=timezone.now())

    answer = help_with(maker, maker.acting, "ket-thuc")

    assert answer.status_code == 422
    assert "Không còn ai quản lý chủ thể này." in text_of(answer)


def test_the_stranger_sees_nothing_and_ends_nothing(stranger, officer):
    assert signed_in(stranger).get(f"{BODIES}{officer.acting.organisation.pk}/").status_code == 404
    answer = signed_in(stranger).post(f"{DESK}tu-cach/{officer.acting.pk}/ket-thuc/")
    assert answer.status_code == 404
    assert Membership.objects.get(pk=officer.acting.pk).valid.upper is None


def test_more_bodies_and_people_cost_no_more_queries(advisor, officer, province):
    body = officer.acting.organisation
    for path in ("to-chuc/", f"to-chuc/{body.pk}/"):
        before = queries(advisor, path)
        for number in range(3):
            make_organisation("union", f"Hội {path} {number}", province)
            actions.invite(
                body,
                Role.COMMUNE_OFFICER,
                by=advisor,
                at=timezone.now(),
                email=f"{number}.{len(path)}@vidu.example",
            )
        after = queries(advisor, path)
        # The letters of all invitations in one, and in one the roles of who sent them.
        assert after <= before + 2, path
