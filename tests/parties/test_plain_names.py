"""A name that goes out in a letter is a name and nothing else."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.parties.actions import create_organisation, invite, join
from sanvat.parties.models import Letter, Organisation, Role
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.parties.plain_names import plain_name
from tests.people import PASSWORD

NAMES = [
    "K’ Brèm",
    "Nguyễn Thị Lan",
    "ThS. Trần Văn A",
    "ThS.Nguyễn Văn B",
    "HTX TP.HCM",
    "Công ty TNHH MTV Q.Bình Thạnh",
    "Cơ sở Hai Vân - Chi nhánh 2",
    "Tổ hợp tác 19/5",
    "Công ty Cổ phần Com Tấm",
    "Bà Tư Vn",
    "K.Vn",  # one letter and an ending
    "Bưởi @ Cam",
    "Hoa Vàng.Vnua",
    "__.-Bà Hai",
    "Bánh http5",
    "http",
]
LINKS = [
    "A. Mở gấp https://vidu.example/x B",
    "HTTP://vidu.example",
    "xem www.vidu.example",
    "ftp://vidu",
    "vidu.vn",
    "Vidu . vn",
    "mở vi-du.com/nhan-qua ngay",
    "lan@vidu.example",
    "ｗｗｗ．vidu．ｖｎ",
    "vidu\u200b.vn",
    "hxxps://vidu",
    "a@b",
    "+@_",
    "h-.vn",
    "bà hai" + "-" * 50 + ".com",
    "l@n vidu\u2028.vn",
    "Bếp Https",
]


@pytest.mark.parametrize("name", NAMES[:-1])
def test_a_name_is_kept_as_it_is(name):
    assert plain_name(f" {name} ") == name


@pytest.mark.parametrize("name", [*LINKS, "A\nB", "A\r\nhttps"])
def test_a_name_with_a_link_or_a_line_of_its_own_is_refused_at_its_field(name):
    with pytest.raises(ValidationError) as refused:
        plain_name(name)

    (said,) = refused.value.message_dict["name"]
    assert said.startswith("Tên ")
    assert "Hãy" in said


LINK = "Mở https://vidu.example"


@pytest.mark.django_db
def test_every_name_in_an_invitation_is_looked_at(advisor, council, province):
    now = timezone.now()
    with pytest.raises(ValidationError) as at_person:
        invite(council, Role.COUNCIL_MEMBER, email="a@vidu.example", name=LINK, by=advisor, at=now)
    with pytest.raises(ValidationError) as at_body:
        create_organisation(Kind.COUNCIL, LINK, place=province, by=advisor, at=now)
    offer = invite(council, Role.COUNCIL_MEMBER, email="a@vidu.example", by=advisor, at=now)
    with pytest.raises(ValidationError) as at_joining:
        join(offer, name=LINK, password=PASSWORD, at=now)
    Organisation.objects.filter(pk=council.pk).update(name=LINK)  # entered before names were read
    council.refresh_from_db()
    with pytest.raises(Refusal) as at_old_body:
        invite(council, Role.COUNCIL_MEMBER, email="b@vidu.example", by=advisor, at=now)

    for refused in (at_person, at_body, at_joining):
        assert list(refused.value.message_dict) == ["name"]
    assert at_old_body.value.code == "name-bears-link"
    assert Letter.objects.count() == 1


# How many


def invite_to(address, advisor, council, *, at):
    return invite(council, Role.COUNCIL_MEMBER, email=address, by=advisor, at=at)


@pytest.mark.django_db
def test_an_office_sends_so_many_invitations_a_day(advisor, council, settings):
    settings.INVITATION_LIMITS = {"office_a_day": 2, "address_a_day": 3}
    now = timezone.now()
    for number in range(2):
        invite_to(f"{number}@vidu.example", advisor, council, at=now)

    with pytest.raises(Refusal) as refused:
        invite_to("3@vidu.example", advisor, council, at=now)

    assert refused.value.code == "too-many-invitations"
    assert "2 lời mời" in refused.value.message
    assert invite_to("3@vidu.example", advisor, council, at=now + timedelta(hours=25)).pk
    by_phone = invite(council, Role.COUNCIL_MEMBER, phone="0912345678", by=advisor, at=now)
    assert by_phone.pk  # nothing is sent


@pytest.mark.django_db
def test_nobodys_mailbox_is_filled_with_invitations(advisor, council, settings):
    settings.INVITATION_LIMITS = {"office_a_day": 100, "address_a_day": 2}
    now = timezone.now()
    for role in (Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR):
        invite(council, role, email="a@vidu.example", by=advisor, at=now)

    with pytest.raises(Refusal) as refused:
        invite(council, Role.COUNCIL_SECRETARY, email="a@vidu.example", by=advisor, at=now)

    assert refused.value.code == "invited-too-often"
