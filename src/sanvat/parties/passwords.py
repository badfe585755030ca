"""Django's rules for passwords, said in our words."""

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu ngắn quá: cần ít nhất %(length)d ký tự.") % {"length": self.min_length}

    def get_help_text(self) -> str:
        return self.get_error_message()


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu này nhiều người dùng nên dễ đoán. Hãy chọn một câu của riêng bạn.")


class NotOnlyDigits(django.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu chỉ có chữ số thì dễ đoán. Hãy thêm chữ.")


class NotOneself(django.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu giống tên hay địa chỉ của bạn nên dễ đoán. Hãy chọn một câu khác.")
