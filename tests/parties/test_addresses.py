import pytest
from django.core.exceptions import ValidationError

from sanvat.parties.addresses import email, phone, sign_in_name


@pytest.mark.parametrize(
    "typed",
    ["0912345678", "0912 345 678", "+84 912.345.678", "84912345678", "0084912345678"],
)
def test_a_number_is_kept_as_it_is_dialled_at_home(typed):
    assert phone(typed) == "0912345678"


@pytest.mark.parametrize(
    "typed", ["()", "12", "0112345678", "091234567a", "+1 555 0100", "0912" * 4]
)
def test_what_is_no_number_is_said_so(typed):
    with pytest.raises(ValidationError):
        phone(typed)


def test_an_e_mail_address_is_kept_in_small_letters():
    assert email(" Lan@Xa.Example ") == "lan@xa.example"


def test_a_sign_in_name_is_a_number_or_an_address_or_itself():
    assert [sign_in_name(typed) for typed in ("+84912345678", "Lan@Xa.example", " lan ")] == [
        "0912345678",
        "lan@xa.example",
        "lan",
    ]
