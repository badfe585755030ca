import pytest
from django.core.exceptions import ValidationError

from sanvat.parties.addresses import email, phone, sign_in_name


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "+84 912.345.678",
        "84912345678",
        "840912345678",
        "0084912345678",
        "912345678",  # a spreadsheet took it for a number
        "0912–345–678",
    ],
)
def test_a_number_is_kept_as_it_is_dialled_at_home(typed):
    assert phone(typed) == "0912345678"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0169 123 4567", "0391234567"),
        ("+84 169 123 4567", "0391234567"),
        ("1691234567", "0391234567"),
        ("01234567890", "0834567890"),
        ("841234567", "0841234567"),  # a mobile of 084, not the country's 84
        ("(0263) 3822 123", "02633822123"),
        ("+84 263 3822 123", "02633822123"),
        ("2633822123", "02633822123"),
        ("024 3825 1234", "02438251234"),
        ("1900 1234", "19001234"),
        ("1900123456", "1900123456"),
        ("  ", ""),
    ],
)
def test_numbers_of_before_2018_of_landlines_and_of_services_are_read_too(typed, kept):
    assert phone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["()", "12", "0112345678", "0412345678", "091234567a", "+1 555 0100", "0912" * 4]
)
def test_what_is_no_number_is_said_so(typed):
    with pytest.raises(ValidationError):
        phone(typed)


def test_an_e_mail_address_is_kept_in_small_letters():
    assert email(" Lan@Xa.Example ") == "lan@xa.example"


def test_a_sign_in_name_is_a_number_or_an_address_or_itself():
    typed = ("+84912345678", "0169 123 4567", "Lan@Xa.example", " lan ")

    assert [sign_in_name(text) for text in typed] == [
        "0912345678",
        "0391234567",
        "lan@xa.example",
        "lan",
    ]
