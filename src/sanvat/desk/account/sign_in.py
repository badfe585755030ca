"""How allauth works here: its sentences in our words, its mail through our jobs."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanvat.desk.account import devices, mails
from sanvat.errors import Refusal
from sanvat.news import rights
from sanvat.parties import actions, at_work, demonstration, jobs, limits, owners
from sanvat.parties.models import User
from sanvat.records import sealing
from sanvat.text.days import day

SECOND_STEP = "second step"
"""What the secrets of second steps are sealed for."""


class Backend(AuthenticationBackend):
    """One name, one account, one password to compare: what is known and what is not cost alike."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        name = credentials.get("email") or credentials.get("username") or ""
        found: User | None = self._check_password(owners.whose(name), credentials["password"])
        return found

    def get_user(self, user_id: int) -> User | None:
        found = at_work.person(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """No right stands in a table: what Wagtail asks follows from the role acted in."""
        return bool(user_obj.is_active) and perm in rights.held_by(user_obj)

    def user_can_authenticate(self, user: User) -> bool:
        return demonstration.lets_in(user) and bool(super().user_can_authenticate(user))


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đang bị khóa. Hãy hỏi nơi đã mời bạn."),
        "duplicate_email": _("Đây đã là thư điện tử của bạn. Hãy ghi một địa chỉ khác."),
        "email_password_mismatch": _(
            "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra rồi nhập lại."
        ),
        "username_password_mismatch": _(
            "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra rồi nhập lại."
        ),
        "enter_current_password": _("Mật khẩu hiện tại không đúng. Hãy nhập lại."),
        "incorrect_password": _("Mật khẩu không đúng. Hãy nhập lại."),
        "incorrect_code": _("Mã không đúng. Hãy xem lại mã rồi nhập lại."),
        "invalid_or_expired_key": _("Đường dẫn đã hết hạn hoặc đã dùng. Hãy xin đường dẫn mới."),
        "invalid_password_reset": _("Đường dẫn đã hết hạn hoặc đã dùng. Hãy xin đường dẫn mới."),
        "max_email_addresses": _("Mỗi người chỉ có %d thư điện tử. Hãy bỏ một địa chỉ trước."),
        "rate_limited": _("Bạn thử quá nhiều lần. Hãy đợi vài phút rồi thử lại."),
        "same_as_current": _("Giá trị mới phải khác giá trị hiện tại. Hãy ghi giá trị khác."),
        "too_many_login_attempts": _(
            "Bạn thử quá nhiều lần. Hãy đợi năm phút rồi thử lại, hoặc đặt lại mật khẩu."
        ),
    }
    ways: ClassVar = {
        "reauthenticate": _("Dùng mật khẩu"),
        "mfa_reauthenticate": _("Dùng mã của ứng dụng hoặc mã dự phòng"),
        "mfa_reauthenticate:webauthn": _("Dùng khóa truy cập"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through a job: the page does not wait for the mail server."""
        texts = {**context, "email": email, "address": settings.SITE_ADDRESS}
        jobs.mail_soon(email, *mails.written(template_prefix, texts))

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        """Within the limits of the address it goes to, and of the office that has it sent."""
        address = emailconfirmation.email_address
        person: User = address.user
        office = f"office {person.acting.organisation_id}" if person.acting else f"one {person.pk}"
        request.mail_was_sent = (  # type: ignore[attr-defined]
            limits.within("confirmation_by", office)
            and limits.within("confirmation_to", address.email)
        )
        if request.mail_was_sent:  # type: ignore[attr-defined]
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return mails.site_address(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def get_reset_password_from_key_url(self, key: str) -> str:
        person, _dash, token = key.partition("-")
        parts = {"uidb36": person, "key": token}
        return mails.site_address(reverse("account_reset_password_from_key", kwargs=parts))

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """The address becomes what its person signs in with, and what mails go to."""
        person = User.objects.get(pk=email_address.user_id)
        try:
            with transaction.atomic():
                actions.take_address(person, email_address.email, by=person, at=timezone.now())
                email_address.user = User.objects.get(pk=person.pk)
                return bool(super().confirm_email(request, email_address))
        except (PermissionDenied, Refusal):
            template = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, template)
            return False

    def can_delete_email(self, email_address: Any) -> bool:
        """Not what its person signs in with: it can be changed, or there would be no way in."""
        person: User = email_address.user
        return not email_address.verified or "@" not in person.username

    # Tries

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts by account and by device: see `devices.py`."""
        name = credentials.get("email") or credentials.get("username") or ""
        self._login_failed_rl_usage = devices.take_try(request, name)
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """After a new password was set by a link; see `changes.py`."""

    def reauthenticate(self, user: User, password: str) -> bool:
        """Only who has a session gets here, so only they use up these tries."""
        usage = devices.take_password_again(self.request, user)
        if usage is None:
            raise self.validation_error("too_many_login_attempts")
        is_right = user.check_password(password)
        if is_right:
            usage.rollback()
        return is_right

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **more)
        if not user.is_demonstration:
            devices.remember(request, response, user)
        return response

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner what was changed about signing in, so that a thief does not go unseen."""
        happened = NOTIFICATIONS.get(template_prefix)
        to = email or user.email
        if happened and to:
            texts = {"happened": happened, "user": user, "at": timezone.now()}
            self.send_mail("account/email/changed", to, texts)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if message_template == MAIL_SENT and not getattr(request, "mail_was_sent", True):
            level, message = messages.WARNING, str(MAIL_HELD)
        text = message or SAYINGS.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [
            way | {"description": self.ways[way["id"]]}
            for way in super().get_reauthentication_methods(user)
        ]


MAIL_SENT = "account/messages/email_confirmation_sent.txt"
MAIL_HELD = _(
    "Chưa gửi thêm thư: đã gửi nhiều thư xác nhận trong hôm nay. Đường dẫn trong thư trước vẫn "
    "dùng được; hãy xem cả thư rác, hoặc xin lại sau một giờ."
)

# What is said on the next page; what is not here goes without saying.
SAYINGS = {
    MAIL_SENT: _("Chúng tôi đã gửi thư xác nhận. Hãy mở đường dẫn trong thư."),
    "account/messages/email_confirmation_failed.txt": _(
        "Không xác nhận được thư điện tử này: đã có người dùng. Hãy ghi một địa chỉ khác."
    ),
    "account/messages/email_confirmed.txt": _(
        "Đã xác nhận thư điện tử. Từ nay bạn đăng nhập được bằng địa chỉ này."
    ),
    "account/messages/cannot_delete_primary_email.txt": _(
        "Bạn đăng nhập bằng thư điện tử này nên không bỏ được. Hãy ghi một địa chỉ khác thay nó."
    ),
    "account/messages/email_deleted.txt": _("Đã bỏ thư điện tử."),
    "account/messages/password_changed.txt": _("Đã đổi mật khẩu."),
    "account/messages/password_set.txt": _("Đã đặt mật khẩu."),
    "mfa/messages/recovery_codes_generated.txt": _("Đã lập bộ mã dự phòng mới."),
    "mfa/messages/totp_activated.txt": _("Đã bật xác thực bằng ứng dụng."),
    "mfa/messages/totp_deactivated.txt": _("Đã tắt xác thực bằng ứng dụng."),
    "mfa/messages/webauthn_added.txt": _("Đã thêm khóa truy cập."),
    "mfa/messages/webauthn_removed.txt": _("Đã bỏ khóa truy cập."),
    "socialaccount/messages/account_connected.txt": _("Đã liên kết tài khoản."),
    "socialaccount/messages/account_connected_other.txt": _(
        "Tài khoản định danh ấy đã liên kết với một người khác."
    ),
    "socialaccount/messages/account_disconnected.txt": _("Đã bỏ liên kết tài khoản."),
}

NOTIFICATIONS = {
    "account/email/password_changed": _("Mật khẩu đã được đổi."),
    "account/email/password_reset": _("Mật khẩu đã được đặt lại."),
    "account/email/password_set": _("Mật khẩu đã được đặt."),
    "account/email/email_changed": _("Thư điện tử đã được đổi."),
    "account/email/email_deleted": _("Thư điện tử đã bị bỏ."),
    "mfa/email/recovery_codes_generated": _("Bộ mã dự phòng mới đã được lập."),
    "mfa/email/totp_activated": _("Xác thực bằng ứng dụng đã được bật."),
    "mfa/email/totp_deactivated": _("Xác thực bằng ứng dụng đã bị tắt."),
    "mfa/email/webauthn_added": _("Một khóa truy cập đã được thêm."),
    "mfa/email/webauthn_removed": _("Một khóa truy cập đã bị bỏ."),
    "socialaccount/email/account_connected": _("Một tài khoản định danh đã được liên kết."),
    "socialaccount/email/account_disconnected": _("Một liên kết tài khoản đã bị bỏ."),
}


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Mã không đúng. Hãy chờ mã mới rồi nhập lại."),
        "rate_limited": _("Bạn thử quá nhiều lần. Hãy đợi vài phút rồi thử lại."),
        "cannot_generate_recovery_codes": _(
            "Hãy bật ứng dụng hoặc khóa truy cập trước, rồi lập mã dự phòng."
        ),
    }

    def get_totp_issuer(self) -> str:
        return gettext("Sản Vật")

    def _get_site_name(self) -> str:
        return gettext("Sản Vật")

    def encrypt(self, text: str) -> str:
        """Whoever gets a copy of the database does not get the second steps with it."""
        return sealing.seal(text, purpose=SECOND_STEP)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text, purpose=SECOND_STEP)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return gettext("Khóa lập ngày %(day)s") % {"day": day(timezone.localdate())}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """An identity of the provider opens an account only after its owner linked the two."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "invalid_token": _("Nhà cung cấp định danh trả lời không hợp lệ. Hãy thử lại."),
        "no_password": _("Hãy đặt mật khẩu trước khi bỏ liên kết này."),
        "disconnect_last": _("Hãy đặt mật khẩu trước khi bỏ liên kết này."),
        "connected_other": _(
            "Tài khoản định danh ấy đã liên kết với một người khác. Hãy dùng tài khoản khác."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
