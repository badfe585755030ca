"""The forms of the way in: our own, and allauth's in our words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from sanvat.parties import addresses


class JoinForm(forms.Form):
    name = forms.CharField(
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


class CodeForm(InOurWords, mfa.AuthenticateForm):
    helps: ClassVar = {"code": _("Mã 6 số của ứng dụng, hoặc một mã dự phòng.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _numeric([self.fields["code"]])


class CodeAgainForm(InOurWords, mfa.ReauthenticateForm):
    helps: ClassVar = CodeForm.helps


class AppForm(InOurWords, totp.ActivateTOTPForm):
    labels: ClassVar = {"code": _("Mã 6 số mà ứng dụng đang hiện")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _numeric([self.fields["code"]])


class PasskeyForm(InOurWords, webauthn.AddWebAuthnForm):
    helps: ClassVar = {
        "name": _("Ví dụ: điện thoại của tôi."),
        "passwordless": _("Khi ấy thiết bị hỏi vân tay, khuôn mặt hoặc mã PIN."),
    }


class PasskeyNameForm(InOurWords, webauthn.EditWebAuthnForm):
    pass
