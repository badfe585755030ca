"""The forms of the way in: our own, and allauth's in our words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanvat.desk.account import clocks
from sanvat.desk.forms.base import NameField
from sanvat.parties import addresses
from sanvat.text.tidy import tidy


class JoinForm(forms.Form):
    name = NameField(
        label=_("Họ và tên"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        help_text=_("Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


# allauth's own


class InOurWords:
    """Labels and helps by the name of the field; no text inside the boxes."""

    labels: ClassVar[dict[str, Any]] = {
        "login": _("Thư điện tử hoặc số điện thoại"),
        "password": _("Mật khẩu"),
        "remember": _("Giữ đăng nhập trên máy này hai tuần"),
        "oldpassword": _("Mật khẩu hiện tại"),
        "password1": _("Mật khẩu mới"),
        "password2": _("Nhập lại mật khẩu mới"),
        "email": _("Thư điện tử"),
        "code": _("Mã xác thực"),
        "name": _("Tên gọi"),
        "passwordless": _("Dùng khóa này thay cả mật khẩu"),
    }
    helps: ClassVar[dict[str, Any]] = {
        "password1": _("Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class TwiceTheSame(InOurWords):
    def clean(self) -> dict[str, Any]:
        texts: dict[str, Any] = forms.Form.clean(self)  # type: ignore[arg-type, assignment]
        first, second = texts.get("password1"), texts.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần nhập không giống nhau."))  # type: ignore[attr-defined]
        return texts


class SignInForm(InOurWords, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean_login(self) -> str:
        return addresses.sign_in_name(self.cleaned_data["login"])


class ResetForm(InOurWords, account.ResetPasswordForm):
    pass


class NewPasswordForm(TwiceTheSame, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(TwiceTheSame, account.ChangePasswordForm):
    pass


class SetPasswordForm(TwiceTheSame, account.SetPasswordForm):
    pass


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    pass


class EmailForm(InOurWords, account.AddEmailForm):
    pass


def _numeric(fields: Iterable[forms.Field]) -> None:
    for field in fields:
        field.widget.attrs["inputmode"] = "numeric"


class ToldOfTheClock:
    """A code that is wrong only because the telephone's clock is says so: see `clocks.py`."""

    def clean_code(self) -> str:
        person: int = self.user.pk  # type: ignore[attr-defined]
        code = self.cleaned_data["code"]  # type: ignore[attr-defined]
        if clocks.is_burnt(person, code):
            # The limit on tries counts this one too.
            check_rate_limit(self.user)  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        try:
            checked: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as error:
            if error.code == "incorrect_code" and (said := clocks.said_of_wrong_code(person, code)):
                raise ValidationError(said, code="clock") from None
            raise
        return checked


class CodeForm(ToldOfTheClock, InOurWords, mfa.AuthenticateForm):
    helps: ClassVar = {"code": _("Mã 6 số của ứng dụng, hoặc một mã dự phòng.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _numeric([self.fields["code"]])


class CodeAgainForm(ToldOfTheClock, InOurWords, mfa.ReauthenticateForm):
    helps: ClassVar = CodeForm.helps


class AppForm(InOurWords, totp.ActivateTOTPForm):
    labels: ClassVar = {"code": _("Mã 6 số mà ứng dụng đang hiện")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _numeric([self.fields["code"]])

    def clean_code(self) -> str:
        try:
            checked: str = super().clean_code()
        except ValidationError as error:
            said = clocks.said_of_first_code(self.secret, self.cleaned_data["code"])
            if error.code != "incorrect_code" or not said:
                raise
            raise ValidationError(said, code="clock") from None
        return checked


class NamedPlainly:
    """A name that its owner gives a key, kept as every name is."""

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])  # type: ignore[attr-defined]


class PasskeyForm(NamedPlainly, InOurWords, webauthn.AddWebAuthnForm):
    helps: ClassVar = {
        "name": _("Ví dụ: điện thoại của tôi."),
        "passwordless": _("Khi ấy thiết bị hỏi vân tay, khuôn mặt hoặc mã PIN."),
    }


class PasskeyNameForm(NamedPlainly, InOurWords, webauthn.EditWebAuthnForm):
    pass
