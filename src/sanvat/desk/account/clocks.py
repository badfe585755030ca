"""A telephone whose clock is wrong: its codes are right, at another minute.

Such a code is refused like any wrong one, and counts as a try. Only the sentence differs, so that
its owner knows what to set right. Two things keep that sentence from helping whoever guesses:

- The code is burnt: one that the telephone shows too early would otherwise be good in some
  minutes, and a guess could be saved up until then. It is not taken any more, whenever it comes.
- It is said to few: once in a while to each person (`SAID_EVERY`), and otherwise a wrong code is
  only wrong. Guesses are held down before, by the limit on tries, which is asked first.
"""

from __future__ import annotations

import time

from allauth.core.internal.cryptokit import compare_user_code, normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.utils.translation import gettext as _

FARTHEST = 20
"""So many codes before and after those of now are looked at: ten minutes each way."""

BURNT_FOR = 2 * FARTHEST * 30 + 60
SAID_EVERY = 15 * 60


def is_burnt(user_id: int, code: str) -> bool:
    """Whether a code was shown at the wrong minute before, and is good no more."""
    return cache.get(_burnt_key(user_id, code)) is not None


def said_of_wrong_code(user_id: int, code: str) -> str:
    """What to say of a code that was refused, where a wrong clock explains it; else ""."""
    app = Authenticator.objects.filter(user=user_id, type=Authenticator.Type.TOTP).first()
    steps = _steps_off(decrypt(app.data["secret"]), code) if app is not None else None
    if steps is None:
        return ""
    cache.set(_burnt_key(user_id, code), "y", timeout=BURNT_FOR)
    if not cache.add(f"sanvat.clock.said?user={user_id}", "y", timeout=SAID_EVERY):
        return ""
    return _sentence(steps)


def said_of_first_code(secret: str, code: str) -> str:
    """The same when an app is being set up: its secret is not yet what lets anybody in."""
    steps = _steps_off(secret, code)
    return "" if steps is None else _sentence(steps)


def _sentence(steps: int) -> str:
    minutes = max(1, round(abs(steps) * app_settings.TOTP_PERIOD / 60))
    if steps < 0:
        said = _("Mã này của khoảng %(minutes)d phút trước: đồng hồ điện thoại chạy chậm.")
    else:
        said = _("Mã này của khoảng %(minutes)d phút nữa: đồng hồ điện thoại chạy nhanh.")
    todo = _("Hãy bật “Ngày giờ tự động” trong cài đặt của điện thoại, đợi mã mới rồi nhập lại.")
    return f"{said % {'minutes': minutes}} {todo}"


def _steps_off(secret: str, code: str) -> int | None:
    """How many codes before (below 0) or after that of now, the nearest first."""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    near = app_settings.TOTP_TOLERANCE
    found = [
        step
        for step in range(-FARTHEST - near, FARTHEST + near + 1)
        if abs(step) > near
        and compare_user_code(
            actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, now + step))
        )
    ]
    return min(found, key=abs, default=None)


def _burnt_key(user_id: int, code: str) -> str:
    return f"sanvat.clock.burnt?user={user_id}&code={normalize_user_code(code)}"
