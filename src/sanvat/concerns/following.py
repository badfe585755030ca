"""How a sender finds their matter again: by its code and PIN, with guessing held off."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext as _

from sanvat.concerns import codes, keys
from sanvat.concerns.models import Concern
from sanvat.errors import Refusal
from sanvat.parties import limits
from sanvat.parties.tries import Try, a_try


class Proof(Enum):
    """What shows that a person asks, and no programme that tries."""

    SOLVED = "solved"  # the browser solved a task, or somebody known is signed in
    READ_OVER = "read over"  # sent a second time, after a while, without a script
    NONE = "none"


def find_by_code(code: str, pin: str, *, address: str, proof: Proof = Proof.NONE) -> Concern:
    """The matter of a code and its PIN.

    Wrong ones are counted, never right ones: from one `address` on the net, and for one code from
    wherever. Where either had too many, one more is looked at only with a proof (else
    `prove-first`), and then counted for this code from this address; with a task solved a few
    more of the code from wherever. So who tries from elsewhere keeps no sender out: an address
    that has not tried this code has its own tries left. Where those are used up too, refuses
    `too-many-tries`. Refuses `no-such-matter` alike whether the code or the PIN is wrong.
    """
    kept = codes.tidy_code(code)
    counted = _counted(kept, limits.of_today(address), proof)
    found: Concern | None = Concern.objects.filter(code=kept).first()
    if found is None or not codes.same_pin(pin_of(found), pin):
        raise Refusal(
            _("Không có việc nào với mã và số PIN này. Hãy xem lại giấy hẹn hoặc tin đã lưu."),
            code="no-such-matter",
        )
    counted.take_back()
    return found


def _counted(code: str, place: str, proof: Proof) -> Try:
    """The try, where one more may be looked at."""
    if counted := a_try(("concern_pin", place), ("concern_code", code)):
        return counted
    if proof is Proof.NONE:
        raise Refusal(
            _(
                "Mã này hoặc mạng này đã thử sai nhiều lần. Hãy xem lại mã và số PIN, chờ vài "
                "giây rồi gửi lại, để biết không phải là máy thử."
            ),
            code="prove-first",
        )
    left = "concern_pin_proven" if proof is Proof.SOLVED else "concern_pin_unproven"
    counted = a_try((left, f"{code} {place}"))
    if counted is None and proof is Proof.SOLVED:
        counted = a_try(("concern_code_proven", code))
    if counted is None:
        raise Refusal(
            _(
                "Hôm nay từ mạng này mã này đã bị thử sai quá nhiều lần. Hãy mở từ mạng khác, như "
                "mạng của điện thoại, chờ đến ngày mai, hoặc gọi cho cơ quan."
            ),
            code="too-many-tries",
        )
    return counted


def pin_of(concern: Concern) -> str:
    """The PIN of a matter, also for the receipt of who has just sent it; empty once it is erased.
    Raises keys.InvalidToken where its key is missing, which is a fault of the installation."""
    return keys.unseal(concern.pin_sealed)["pin"] if concern.pin_sealed else ""
