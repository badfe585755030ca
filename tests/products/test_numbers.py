import pytest
from django.core.exceptions import ValidationError

from sanvat.products import numbers


def fault(check, text: str, **how) -> str:
    with pytest.raises(ValidationError) as wrong:
        check(text, **how)
    assert wrong.value.messages[0].endswith(".")
    return wrong.value.code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("0100109106", "0100109106"),
        (" 0100 109 106 ", "0100109106"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
        ("079203001234", "079203001234"),
    ],
)
def test_a_tax_code_is_kept_in_one_way(typed, kept):
    assert numbers.tax_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0100109107", "tax-code-check-digit"),
        ("0000000000", "tax-code-check-digit"),
        ("0100109106-000", "tax-code-branch"),
        ("01001091", "tax-code-length"),
        ("01001091AB", "tax-code-letters"),
        ("079903001234", "personal-number-century"),
    ],
)
def test_a_tax_code_that_cannot_be_is_said_why(typed, code):
    assert fault(numbers.tax_code, typed) == code


@pytest.mark.parametrize("typed", ["000203001234", "097203001234", "974203001234"])
def test_a_personal_number_of_no_known_place_is_taken_with_a_doubt(typed):
    kept = numbers.tax_code(typed)

    assert kept == typed
    assert f"bắt đầu bằng {typed[:3]}." in numbers.doubt(kept)


@pytest.mark.parametrize("code", ["", "079203001234", "0100109106", "0100109106-001", "12/ĐKKD"])
def test_others_raise_no_doubt(code):
    assert numbers.doubt(code) == ""


def test_only_a_personal_number_is_personal():
    assert numbers.is_personal("079203001234")
    assert not numbers.is_personal("0100109106")
    assert not numbers.is_personal("0100109106-001")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("41A8001234", "41A8001234"),
        ("41.A.8.001234", "41A8001234"),
        ("0100109106", "0100109106"),
        ("4207e000001", "4207E000001"),
        ("12/ĐKKD", "12/ĐKKD"),
    ],
)
def test_a_registration_number_is_kept_in_one_way(typed, kept):
    assert numbers.registration_number(typed) == kept


def test_a_household_has_its_own_kind_of_number():
    assert numbers.registration_number("41A8001234", legal_form="family-household")
    code = fault(numbers.registration_number, "41A7001234", legal_form="family-household")
    assert code == "registration-household"
    assert fault(numbers.registration_number, "không có") == "registration-form"
    assert fault(numbers.registration_number, "0100109107") == "tax-code-check-digit"


def test_a_barcode_checks_itself():
    assert numbers.barcode("4006381333931") == "4006381333931"
    assert numbers.barcode("96385074") == "96385074"
    assert fault(numbers.barcode, "4006381333932") == "barcode-check-digit"
    assert fault(numbers.barcode, "12345") == "barcode-length"
