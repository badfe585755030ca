"""How allauth works here: its sentences in our words, its mail through our jobs."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanvat.parties import demonstration, jobs
from sanvat.parties.models import User
from sanvat.text.days import day


class Backend(AuthenticationBackend):
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
        """Through a job: the page answers as fast whether or not there is such an account."""
        texts = {**context, "email": email, "address": settings.SITE_ADDRESS}
        subject, body = (
            render_to_string(f"{template_prefix}_{part}.txt", texts).strip()
            for part in ("subject", "message")
        )
        jobs.mail_soon(email, " ".join(subject.split()), body)

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
        text = message or SAYINGS.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [
            way | {"description": self.ways[way["id"]]}
            for way in super().get_reauthentication_methods(user)
        ]


# What is said on the next page; what is not here goes without saying.
SAYINGS = {
    "account/messages/email_confirmation_sent.txt": _(
        "Chúng tôi đã gửi thư xác nhận. Hãy mở đường dẫn trong thư."
    ),
    "account/messages/email_confirmation_failed.txt": _(
        "Không xác nhận được thư điện tử này: đã có người dùng."
    ),
    "account/messages/email_confirmed.txt": _("Đã xác nhận thư điện tử."),
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
        "unverified_email": _("Hãy xác nhận thư điện tử trước, rồi bật bước xác thực thứ hai."),
        "cannot_generate_recovery_codes": _(
            "Hãy bật ứng dụng hoặc khóa truy cập trước, rồi lập mã dự phòng."
        ),
        "add_email_blocked": _("Hãy tắt bước xác thực thứ hai trước khi thêm thư điện tử."),
    }

    def get_totp_issuer(self) -> str:
        return gettext("Sản Vật")

    def _get_site_name(self) -> str:
        return gettext("Sản Vật")

    def encrypt(self, text: str) -> str:
        """Whoever gets a copy of the database does not get the second steps with it."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return gettext("Khóa lập ngày %(day)s") % {"day": day(timezone.localdate())}


def _seal() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"second step " + force_bytes(s)).digest() for s in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


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
