"""What people sign in with: an e-mail address, or a telephone number for those without one."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

NUMBER = re.compile(r"0[2-9]\d{8,9}")


def normal_email(text: str) -> str:
    """The address in small letters, as it is kept."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            _("Thư điện tử không đúng dạng, ví dụ: lan.nguyen@vidu.vn."), code="email"
        ) from None
    return address


def normal_phone(text: str) -> str:
    """The number as it is dialled at home: +84 912 345 678 is 0912345678."""
    digits = re.sub(r"[\s().-]", "", text)
    number = re.sub(r"^(\+84|0084|84(?=\d{9}))0?", "0", digits)
    if not NUMBER.fullmatch(number):
        raise ValidationError(
            _("Số điện thoại không đúng dạng, ví dụ: 0912 345 678."), code="phone"
        )
    return number


def normal_login(text: str) -> str:
    """What was typed at sign-in, as it is kept; what is neither stays as it is."""
    for normal in (normal_phone, normal_email):
        try:
            return normal(text)
        except ValidationError:
            continue
    return text.strip()
