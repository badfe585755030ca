"""The kinds of matter as a sender reads them, and their names in addresses."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanvat.concerns.keeping import days_kept
from sanvat.concerns.models import Concern, Erasure

Kind = Concern.Kind
Words = str | Promise


@dataclass(frozen=True)
class Told:
    """One kind: its name in addresses, what it is, and what follows from sending it."""

    kind: Concern.Kind
    slug: str
    title: Words
    means: Words
    follows: Words
    send: Words
    icon: str


KINDS = (
    Told(
        Kind.FEEDBACK,
        "phan-anh",
        _("Phản ánh"),
        _("Báo một việc đang vướng, đang hỏng hoặc làm chưa đúng để cơ quan biết và xử lý."),
        _("Không cần ghi tên. Cơ quan xem rồi trả lời qua mã theo dõi."),
        _("Gửi phản ánh"),
        "message-square",
    ),
    Told(
        Kind.PROPOSAL,
        "kien-nghi",
        _("Kiến nghị"),
        _("Đề xuất một việc nên làm, một quy định nên sửa, một cách làm tốt hơn."),
        _("Không cần ghi tên. Cơ quan xem rồi trả lời qua mã theo dõi."),
        _("Gửi kiến nghị"),
        "lightbulb",
    ),
    Told(
        Kind.COMPLAINT,
        "khieu-nai",
        _("Khiếu nại"),
        _(
            "Đề nghị xem lại một quyết định hoặc việc làm của cơ quan mà bạn cho là trái luật và "
            "chạm đến quyền lợi của chính bạn, như kết quả chấm sao của sản phẩm bạn làm ra."
        ),
        _("Luật cần họ tên và cách liên hệ. Cơ quan có thể mời bạn đến làm việc."),
        _("Gửi khiếu nại"),
        "scale",
    ),
    Told(
        Kind.DENUNCIATION,
        "to-cao",
        _("Tố cáo"),
        _("Báo cho người có thẩm quyền biết ai đó làm trái luật, gây hại hoặc có thể gây hại."),
        _("Được giữ kín. Luật cần họ tên, và đơn có chữ ký hoặc lời trình bày trực tiếp."),
        _("Đọc kỹ rồi gửi tố cáo"),
        "lock",
    ),
)
BY_SLUG = {each.slug: each for each in KINDS}
BY_KIND: dict[str, Told] = {each.kind.value: each for each in KINDS}

DAYS_OF_A_YEAR = 365


def kept() -> dict[str, str]:
    """For how long a sender and their words are kept, as pages say it."""
    return {
        "identity_kept": _long(days_kept(Erasure.Kind.IDENTITY)),
        "words_kept": _long(days_kept(Erasure.Kind.WORDS)),
    }


def _long(days: int) -> str:
    years, rest = divmod(days, DAYS_OF_A_YEAR)
    if rest:
        return str(_("%(n)s ngày")) % {"n": days}
    return ngettext("%(n)s năm", "%(n)s năm", years) % {"n": years}
