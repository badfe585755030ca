"""How an e-mail address and a telephone number are read, and what people sign in with.

Each function takes what was typed and returns it as it is kept, or raises a ValidationError
whose `code` is the name of the field.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from sanvat.text.tidy import tidy

# Mobile numbers had eleven digits until 2018; registers still hold them.
_OLD_MOBILE = {
    **dict(zip(("120", "121", "122", "126", "128"), ("70", "79", "77", "76", "78"), strict=True)),
    **dict(zip(("123", "124", "125", "127", "129"), ("83", "84", "85", "81", "82"), strict=True)),
    **{f"16{n}": f"3{n}" for n in range(2, 10)},
    "186": "56",
    "188": "58",
    "199": "59",
}
_MOBILE = "0[35789][0-9]{8}"
_LANDLINE = "02[0-9]{8,9}"
_HOTLINE = "1[89]00[0-9]{4,6}"
_NUMBER = re.compile(f"{_MOBILE}|{_LANDLINE}|{_HOTLINE}")
_AS_MARKED = re.compile(r"[\s.()\-–]")
# What stands before the number as it is dialled at home, perhaps with its 0.
_COUNTRY = re.compile(r"^(?:(?:\+|00)84|84(?=0?[0-9]{9,10}$))(?:0(?=[0-9]{9}))?")
_WITHOUT_ITS_0 = re.compile("[35789][0-9]{8}|2[0-9]{8,9}|1[0-9]{9}")


def phone(text: str) -> str:
    """The number as it is dialled at home: "+84 912 345 678" → "0912345678".

    Also one that a spreadsheet took for a number and cut its 0 off, and a mobile number of
    before 2018, which becomes the one it is today. An empty text stays empty.
    """
    text = tidy(text)
    if not text:
        return ""
    digits = _COUNTRY.sub("0", _AS_MARKED.sub("", text), count=1)
    if _WITHOUT_ITS_0.fullmatch(digits) and not re.fullmatch(_HOTLINE, digits):
        digits = f"0{digits}"
    if re.fullmatch("01[0-9]{9}", digits) and digits[1:4] in _OLD_MOBILE:
        digits = f"0{_OLD_MOBILE[digits[1:4]]}{digits[4:]}"
    if not _NUMBER.fullmatch(digits):
        raise ValidationError(
            _("«%(text)s» chưa phải số điện thoại: số di động có 10 chữ số, bắt đầu bằng 0."),
            code="phone",
            params={"text": text},
        )
    return digits


def email(text: str) -> str:
    """The address in small letters."""
    address = tidy(text).lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            _("Thư điện tử không đúng dạng, ví dụ: lan.nguyen@vidu.vn."), code="email"
        ) from None
    return address


def sign_in_name(text: str) -> str:
    """A number or an address, as it is kept; what is neither stays as it is, but for spaces
    around it."""
    for read in (phone, email):
        try:
            return read(text)
        except ValidationError:
            continue
    return tidy(text)
