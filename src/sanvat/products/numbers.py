"""Numbers that people copy from papers: tax codes, registrations, barcodes.

Each function takes what was typed and answers it as it is kept, or raises ValidationError with
a sentence that says what is wrong. An empty text stays empty.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sanvat.records.secrets import is_personal

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
# The three digits a personal number begins with ran from 001 to 096 on the list of a circular that
# lapsed on 1 July 2024; nobody has to give a number of that list since.
_LAST_PROVINCE_OF_IDS = 96


def tax_code(text: str) -> str:
    """A tax code: 10 digits, 13 for a branch, or a person's own 12-digit number.

    "0300588569", "0300588569-001", "079203001234". Since July 2025 a household's and a person's
    tax code is their personal identification number, which has no check digit.
    """
    digits = re.sub(r"[\s.\-–]", "", text)
    if not digits:
        return ""
    if not re.fullmatch(r"[0-9]+", digits):
        raise ValidationError(_("Mã số thuế chỉ gồm chữ số."), code="tax-code-letters")
    if len(digits) == 12:
        return _personal_number(digits)
    if len(digits) not in (10, 13):
        raise ValidationError(
            _(
                "Mã số thuế có 10 chữ số, 13 chữ số cho chi nhánh, hoặc 12 chữ số "
                "nếu là số định danh cá nhân; ở đây có %(count)s."
            ),
            code="tax-code-length",
            params={"count": len(digits)},
        )
    if not has_tax_check_digit(digits):
        raise ValidationError(
            _("Mã số thuế %(code)s không đúng: chữ số thứ mười không khớp. Hãy xem lại trên giấy."),
            code="tax-code-check-digit",
            params={"code": digits[:10]},
        )
    if len(digits) == 10:
        return digits
    if digits.endswith("000"):
        raise ValidationError(
            _("Ba chữ số cuối của mã chi nhánh đi từ 001."), code="tax-code-branch"
        )
    return f"{digits[:10]}-{digits[10:]}"


def has_tax_check_digit(digits: str) -> bool:
    """Whether the tenth digit follows from the nine before it."""
    total = sum(w * int(d) for w, d in zip(_TAX_WEIGHTS, digits[:9], strict=True))
    return digits[:9] != "000000000" and 10 - total % 11 == int(digits[9])


def doubt(code: str) -> str:
    """What a person should look at again in a kept tax code or registration number, though it is
    taken as it is; "" where there is nothing."""
    is_of_today = len(code) == 12 and is_personal(code)
    if is_of_today and not 1 <= int(code[:3]) <= _LAST_PROVINCE_OF_IDS:
        return _(
            "Số định danh cá nhân thường bắt đầu bằng mã nơi khai sinh, từ 001 đến 096; số vừa ghi "
            "bắt đầu bằng %(start)s. Số đã được lưu; hãy đối chiếu lại với giấy tờ."
        ) % {"start": code[:3]}
    return ""


def _personal_number(digits: str) -> str:
    if digits[3] not in "0123":  # sex and century: 0 and 1 for the 20th, 2 and 3 for the 21st
        raise ValidationError(
            _("Chữ số thứ tư của số định danh cá nhân là 0, 1, 2 hoặc 3."),
            code="personal-number-century",
        )
    return digits


def registration_number(text: str, *, legal_form: str = "") -> str:
    """The number of a business registration.

    Companies and cooperatives bear their tax code. A household's older number names province,
    district letter, 8 for household and six digits: "41A8001234".
    """
    number = re.sub(r"[\s.\-–_]", "", text).upper()
    if not number:
        return ""
    if re.fullmatch(r"[0-9]{10}|[0-9]{12,13}", number):
        return tax_code(number)
    if re.fullmatch(r"[0-9]{2}[^\W\d_]8[0-9]{6}", number):
        return number
    if legal_form in ("producer-household", "family-household"):
        raise ValidationError(
            _(
                "Số đăng ký hộ kinh doanh có dạng 41A8001234, hoặc là mã số thuế "
                "10 hay 12 chữ số. Hãy xem lại trên giấy đăng ký."
            ),
            code="registration-household",
        )
    if not re.fullmatch(r"(?=.{4})(?=.*[0-9])[^\W_]{1,20}(/[^\W_]{1,20})?", number):
        raise ValidationError(
            _("Số đăng ký gồm 4 đến 20 chữ số, chữ cái. Hãy xem lại trên giấy đăng ký."),
            code="registration-form",
        )
    return number


def barcode(text: str) -> str:
    """A product's barcode: 8, 12 or 13 digits, the last of which checks the others."""
    digits = re.sub(r"[\s\-–]", "", text)
    if not digits:
        return ""
    if not re.fullmatch(r"[0-9]{8}|[0-9]{12,13}", digits):
        raise ValidationError(_("Mã vạch có 8, 12 hoặc 13 chữ số."), code="barcode-length")
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(reversed(digits)))
    if total % 10:
        raise ValidationError(
            _("Mã vạch %(code)s không đúng: chữ số cuối không khớp. Hãy xem lại trên bao bì."),
            code="barcode-check-digit",
            params={"code": digits},
        )
    return digits
