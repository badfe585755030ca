import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from sanvat.parties.models import User

pytestmark = pytest.mark.django_db


def test_an_e_mail_belongs_to_one_person_whatever_its_case():
    User.objects.create_user("lan", "Lan@xa.example", name="Nguyễn Thị Lan")

    with pytest.raises(IntegrityError, match="user_email_unique"):
        User.objects.create_user("hoa", "lan@XA.example", name="Trần Thị Hoa")


def test_many_people_have_no_e_mail():
    User.objects.create_user("lan", name="Nguyễn Thị Lan")
    User.objects.create_user("hoa", name="Trần Thị Hoa")

    assert User.objects.filter(email="").count() == 2


def test_a_sign_in_name_ignores_case():
    lan = User.objects.create_user("lan", name="Nguyễn Thị Lan")

    assert User.objects.get_by_natural_key("LAN") == lan
    with pytest.raises(IntegrityError, match="user_username_unique"):
        User.objects.create_user("Lan")


def test_a_taken_e_mail_is_told_at_the_form():
    User.objects.create_user("lan", "lan@xa.example")
    other = User(username="hoa", email="LAN@xa.example", password="x")

    with pytest.raises(ValidationError) as refused:
        other.full_clean()

    assert refused.value.messages == ["Thư điện tử này đã có người dùng."]


def test_people_are_addressed_by_the_last_word_of_their_name():
    lan = User(username="lan", name="Nguyễn Thị Lan")

    assert (str(lan), lan.get_full_name(), lan.get_short_name()) == (
        "Nguyễn Thị Lan",
        "Nguyễn Thị Lan",
        "Lan",
    )
