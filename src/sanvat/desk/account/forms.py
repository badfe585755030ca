"""The forms of the way in: our own, and allauth's in our words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.internal.ratelimit import RateLimitUsage
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal import auth as passkeys
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sanvat.desk.account import changes, clocks, devices, mails
from sanvat.desk.forms.base import NameField
from sanvat.desk.sending import comes_first
from sanvat.parties import addresses, owners
from sanvat.parties.models import User
from sanvat.text.tidy import tidy

LONG_ENOUGH = _("Ít nhất 12 ký tự, không kể dấu cách; một câu ngắn dễ nhớ là tốt nhất.")


class JoinForm(forms.Form):
    name = NameField(
        label=_("Họ và tên"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        help_text=LONG_ENOUGH,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


# allauth's own


class InOurWords:
    """Labels and helps by the name of the field; no text inside the boxes."""

    labels: ClassVar[dict[str, Any]] = {
        "login": _("Thư điện tử hoặc số điện thoại"),
        "password": _("Mật khẩu"),
        "remember": _("Giữ đăng nhập trên máy này"),
        "oldpassword": _("Mật khẩu hiện tại"),
        "password1": _("Mật khẩu mới"),
        "password2": _("Nhập lại mật khẩu mới"),
        "email": _("Thư điện tử"),
        "code": _("Mã xác thực"),
        "name": _("Tên gọi"),
        "passwordless": _("Dùng khóa này thay cả mật khẩu"),
    }
    helps: ClassVar[dict[str, Any]] = {
        "password1": LONG_ENOUGH,
        "remember": _("Nhiều nhất hai tuần; vai trò của cán bộ và hội đồng thì trong ngày."),
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
    """Does the same for every address: a job looks whether there is an account. The second of two
    clicks sends nothing more."""

    def clean_email(self) -> str:
        return addresses.email(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **more: Any) -> str:
        address: str = self.cleaned_data["email"]
        if comes_first(request):
            mails.new_password_link_soon(address)
        return address


class NewPasswordForm(TwiceTheSame, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(TwiceTheSame, account.ChangePasswordForm):
    pass


class SetPasswordForm(TwiceTheSame, account.SetPasswordForm):
    pass


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    pass


class EmailForm(InOurWords, account.AddEmailForm):
    """Whether somebody else has the address is told to its owner only: in the mail that comes."""

    def clean_email(self) -> str:
        address = addresses.email(self.cleaned_data["email"])
        if owners.whose(address) == self.user:
            raise get_account_adapter().validation_error("duplicate_email")
        return address

    def save(self, request: HttpRequest) -> EmailAddress:
        changes.note_where_asked(request, self.user, self.cleaned_data["email"])
        asked: EmailAddress = super().save(request)
        return asked


def _numeric(fields: Iterable[forms.Field]) -> None:
    for field in fields:
        field.widget.attrs["inputmode"] = "numeric"


class ToldOfTheClock:
    """A code that is wrong only because the telephone's clock is says so: see `clocks.py`."""

    def clean_code(self) -> str:
        person: User = self.user  # type: ignore[attr-defined]
        code: str = self.cleaned_data["code"]  # type: ignore[attr-defined]
        usage = take_code_try(person)
        if not clocks.is_burnt(person.pk, code):
            for step in Authenticator.objects.filter(user=person).exclude(
                type=Authenticator.Type.WEBAUTHN  # no code is ever its
            ):
                if step.wrap().validate_code(code):
                    step.user = person
                    self.authenticator = step
                    usage.rollback()
                    return code
            if said := clocks.said_of_wrong_code(person.pk, code):
                raise ValidationError(said, code="clock")
        raise get_adapter().validation_error("incorrect_code")


def take_code_try(person: User) -> RateLimitUsage:
    """Counts a try of the second step; a ValidationError where there were too many."""
    usage = devices.take_code_try(context.request, person)
    if usage is None:
        raise get_account_adapter().validation_error("too_many_login_attempts")
    return usage


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


@contextmanager
def only_of_devices() -> Iterator[None]:
    """What no device would ever send is refused like a wrong answer of one."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        raise get_adapter().validation_error("incorrect_code") from None


class Answer(forms.JSONField):
    """What a device signed, as the browser hands it over."""

    widget = forms.HiddenInput
    default_error_messages: ClassVar = {
        "required": _(
            "Thiết bị chưa trả lời nên chưa có gì để kiểm tra. Hãy đợi trang tải xong rồi bấm lại, "
            "hoặc chọn cách khác."
        )
    }

    def __init__(self) -> None:
        super().__init__(label=_("Khóa truy cập"))

    def to_python(self, value: Any) -> Any:
        with only_of_devices():
            return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return ""


class PasskeyAnswer(webauthn.AuthenticateWebAuthnForm):
    """What a device signed cannot be guessed, so nobody's tries keep it out."""

    credential = Answer()

    def clean_credential(self) -> Authenticator:
        credential = self.cleaned_data["credential"]
        with only_of_devices():
            passkeys.parse_authentication_response(credential)
            person = self.user or passkeys.extract_user_from_response(credential)
            return passkeys.complete_authentication(person, credential)


class PasskeyAnswerAgain(PasskeyAnswer, webauthn.ReauthenticateWebAuthnForm):
    pass


class PasskeySignInForm(PasskeyAnswer, webauthn.LoginWebAuthnForm):
    pass


class NamedPlainly:
    """A name that its owner gives a key, kept as every name is."""

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])  # type: ignore[attr-defined]


class PasskeyForm(NamedPlainly, InOurWords, webauthn.AddWebAuthnForm):
    credential = Answer()

    helps: ClassVar = {
        "name": _("Ví dụ: điện thoại của tôi."),
        "passwordless": _("Khi ấy thiết bị hỏi vân tay, khuôn mặt hoặc mã PIN."),
    }

    def clean(self) -> dict[str, Any]:
        with only_of_devices():
            texts: dict[str, Any] = super().clean()
        return texts


class PasskeyNameForm(NamedPlainly, InOurWords, webauthn.EditWebAuthnForm):
    pass
