"""Django's rules for passwords, said in our words, and what Vietnamese people choose too often."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

from django.contrib.auth import password_validation as django
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sanvat.text.fold import fold

# Without accents and blanks; digits around them make none of them any better.
_CHOSEN_BY_MANY = frozenset(Path(__file__).with_name("common-passwords.txt").read_text().split())


class LongEnough(django.MinimumLengthValidator):
    """Counts what can be seen: blanks, and what does not show, make no password longer."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate("".join(each for each in password if _shows(each)), user)

    def get_error_message(self) -> str:
        return _("Mật khẩu ngắn quá: cần ít nhất %(length)d ký tự, không kể dấu cách.") % {
            "length": self.min_length
        }

    def get_help_text(self) -> str:
        return self.get_error_message()


class ShortEnough:
    """No password is longer than anybody would type."""

    def __init__(self, max_length: int) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > self.max_length:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return _("Mật khẩu dài quá: nhiều nhất %(length)d ký tự.") % {"length": self.max_length}


class NotCommon(django.CommonPasswordValidator):
    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password, user)
        plain = re.sub(r"[\W_]", "", fold(password))
        super().validate(plain, user)
        core = plain.strip("0123456789")
        letters = {each for each in password.casefold() if _shows(each)}
        if len(letters) < 4 or core in _CHOSEN_BY_MANY or _is_repeated(core):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return _("Mật khẩu này nhiều người dùng nên dễ đoán. Hãy chọn một câu của riêng bạn.")


class NotOnlyDigits(django.NumericPasswordValidator):
    def validate(self, password: str, user: Any = None) -> None:
        super().validate(re.sub(r"[\W_]", "", password), user)

    def get_error_message(self) -> str:
        return _("Mật khẩu chỉ có chữ số thì dễ đoán. Hãy thêm chữ.")


class NotOneself(django.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu giống tên hay địa chỉ của bạn nên dễ đoán. Hãy chọn một câu khác.")


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC"


def _is_repeated(core: str) -> bool:
    """One of them, several times over: "matkhaumatkhau"."""
    return any(core == word * (len(core) // len(word)) for word in _CHOSEN_BY_MANY if core)
