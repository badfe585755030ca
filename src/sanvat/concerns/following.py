"""How a sender finds their matter again: by its code and PIN, with guessing held off."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanvat.concerns import codes, keys
from sanvat.concerns.models import Concern
from sanvat.errors import Refusal
from sanvat.parties import limits


def find_by_code(code: str, pin: str, *, address: str, is_proven: bool) -> Concern:
    """The matter of a code and its PIN.

    Wrong ones are counted, never right ones. From one `address` on the net a few an hour are
    looked at (`too-many-tries`). Where many were wrong for one code, from wherever, one more is
    looked at only with a task that the browser has solved (`is_proven`, else `prove-first`): that
    costs its sender a second, and who guesses a million times a million seconds. Refuses
    `no-such-matter` alike whether the code or the PIN is wrong.
    """
    kept = codes.tidy_code(code)
    here = limits.a_try("concern_pin", limits.of_today(address))
    if here is None:
        raise Refusal(
            _("Bạn đã thử nhiều lần. Hãy chờ một giờ rồi thử lại, hoặc gọi cho cơ quan."),
            code="too-many-tries",
        )
    of_code = limits.a_try("concern_code", kept)
    if of_code is None and not is_proven:
        here.rollback()
        raise Refusal(
            _(
                "Mã này đã bị thử sai nhiều lần. Hãy làm ô kiểm tra bên dưới rồi gửi lại, để biết "
                "không phải là máy thử."
            ),
            code="prove-first",
        )
    found: Concern | None = Concern.objects.filter(code=kept).first()
    if found is None or not codes.same_pin(pin_of(found), pin):
        raise Refusal(
            _("Không có việc nào với mã và số PIN này. Hãy xem lại giấy hẹn hoặc tin đã lưu."),
            code="no-such-matter",
        )
    here.rollback()
    if of_code is not None:
        of_code.rollback()
    return found


def pin_of(concern: Concern) -> str:
    """For the receipt of who has just sent it. Empty where it was erased. Raises keys.InvalidToken
    where its key is missing, which is a fault of the installation."""
    return keys.unseal(concern.pin_sealed)["pin"] if concern.pin_sealed else ""
