"""Which acts a person may do on a matter now, each with its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanvat.clocks.models import Clock
from sanvat.concerns import access
from sanvat.concerns.models import Concern
from sanvat.desk.concerns import forms
from sanvat.parties.models import User

State = Concern.State
Text = str | Promise


@dataclass(frozen=True)
class Act:
    """One act of a matter's page. `name` ends the name of its address; `kind` is that of its
    button; `hint` stands above its form."""

    name: str
    title: Text
    button: Text
    icon: str
    form: type[Any]
    kind: str = "primary"
    hint: Text = ""
    sends_files: bool = False


ACTS = {
    act.name: act
    for act in (
        Act("classify", _("Phân loại"), _("Lưu phân loại"), "tag", forms.ClassifyForm),
        Act(
            "accept",
            _("Thụ lý"),
            _("Thụ lý"),
            "play",
            forms.AcceptForm,
            hint=_("Từ đây cơ quan chịu trách nhiệm trả lời trong thời hạn giải quyết."),
        ),
        Act("verify", _("Bắt đầu xác minh"), _("Bắt đầu xác minh"), "search", forms.VerifyForm),
        Act(
            "answer",
            _("Trả lời"),
            _("Gửi trả lời"),
            "reply",
            forms.AnswerForm,
            sends_files=True,
        ),
        Act("ask", _("Hỏi người gửi"), _("Gửi câu hỏi"), "circle-question-mark", forms.AskForm),
        Act("assign", _("Giao người phụ trách"), _("Giao"), "user-check", forms.AssignForm),
        Act(
            "transfer",
            _("Chuyển cơ quan khác"),
            _("Chuyển"),
            "corner-up-right",
            forms.TransferForm,
            hint=_("Cơ quan nhận thấy mọi điều đã ghi ở đây. Thời hạn vẫn tính tiếp."),
        ),
        Act("help", _("Mời cơ quan phối hợp"), _("Mời phối hợp"), "users", forms.HelpForm),
        Act(
            "opinion", _("Ghi ý kiến nội bộ"), _("Ghi ý kiến"), "message-square", forms.OpinionForm
        ),
        Act(
            "merge",
            _("Gộp vào việc giống nhau"),
            _("Gộp"),
            "merge",
            forms.MergeForm,
            hint=_("Việc này được trả lời cùng việc gốc; mỗi người gửi vẫn đọc qua mã của mình."),
        ),
        Act(
            "separate",
            _("Tách khỏi việc đã gộp"),
            _("Tách ra"),
            "split",
            forms.SeparateForm,
            kind="secondary",
            hint=_("Việc này thành việc riêng, thời hạn tính lại từ ngày gửi."),
        ),
        Act("extend", _("Gia hạn"), _("Gia hạn"), "calendar-plus", forms.ExtendForm),
        Act("suspend", _("Tạm dừng"), _("Tạm dừng"), "pause", forms.SuspendForm),
        Act("resume", _("Tiếp tục giải quyết"), _("Tiếp tục"), "play", forms.ResumeForm),
        Act(
            "return",
            _("Trả lại kèm hướng dẫn"),
            _("Trả lại"),
            "undo-2",
            forms.ReturnForm,
            kind="secondary",
            hint=_("Khi việc thuộc cơ quan không có ở đây. Việc kết thúc, người gửi được chỉ nơi."),
        ),
        Act(
            "refuse",
            _("Không thụ lý"),
            _("Không thụ lý"),
            "ban",
            forms.RefuseForm,
            kind="danger",
        ),
        Act(
            "publish",
            _("Công khai"),
            _("Đăng bản này"),
            "globe",
            forms.PublishForm,
            hint=_(
                "Ai cũng đọc được bản này. Hãy bỏ hết tên, số điện thoại, địa chỉ nhà và những gì "
                "lộ ra người gửi; bản gốc vẫn giữ nguyên."
            ),
        ),
        Act(
            "unpublish",
            _("Gỡ bản công khai"),
            _("Gỡ xuống"),
            "eye-off",
            forms.UnpublishForm,
            kind="danger",
        ),
        Act(
            "close",
            _("Kết thúc việc"),
            _("Kết thúc"),
            "circle-check",
            forms.CloseForm,
            kind="secondary",
            hint=_("Việc tự kết thúc khi người gửi đánh giá, hoặc sau thời gian chờ."),
        ),
    )
}
FIRST = {
    State.RECEIVED: "classify",
    State.CLASSIFIED: "accept",
    State.TRANSFERRED: "accept",
    State.ACCEPTED: "answer",
    State.VERIFYING: "answer",
    State.REOPENED: "answer",
}
"""Whose form stands open in a state: what usually comes next."""


def names_for(user: User, concern: Concern, *, asks: bool) -> list[str]:
    """The acts that the state and the person allow now, in the order of the page. `asks`: whether
    a question to the sender waits."""
    leads = access.leads(user, concern)
    allowed = set(_of_who_leads(concern, asks=asks)) if leads else set()
    if State.TRANSFERRED in _after(concern) and access.may_route(user, concern):
        allowed.add("transfer")
    if concern.is_open and (leads or access.has_part(user, concern)):
        allowed.add("opinion")
    first = FIRST.get(State(concern.state), "")
    found = [name for name in ACTS if name in allowed]
    return sorted(found, key=lambda name: name != first)


def _after(concern: Concern) -> set[str]:
    """What follows by an act on this very matter; one that is merged follows the other."""
    if concern.state == State.MERGED:
        return set()
    return set(Concern.STEPS.after(concern.state))


_BY_STEP = {
    State.CLASSIFIED: "classify",
    State.ACCEPTED: "accept",
    State.VERIFYING: "verify",
    State.ANSWERED: "answer",
    State.RETURNED: "return",
    State.REFUSED: "refuse",
    State.MERGED: "merge",
    State.CLOSED: "close",
}


def _of_who_leads(concern: Concern, *, asks: bool) -> Iterator[str]:
    after = _after(concern)
    yield from (name for state, name in _BY_STEP.items() if state in after)
    if concern.is_open:
        yield from ("assign", "help")
        if not asks:
            yield "ask"
    if concern.state == State.MERGED:
        yield "separate"
    yield from _of_the_clock(concern)
    is_done = concern.state in (State.ANSWERED, State.CLOSED)
    if is_done and concern.allows_publication and concern.erased_at is None:
        yield "publish"
    publication = getattr(concern, "publication", None)
    if publication is not None and publication.withdrawn_at is None:
        yield "unpublish"


def _of_the_clock(concern: Concern) -> Iterator[str]:
    clock = concern.clock
    if clock is None or clock.finished_on is not None:
        return
    is_taken_up = concern.state in (State.ACCEPTED, State.VERIFYING)
    if clock.state == Clock.State.STOPPED:
        yield "resume"
        return
    if (is_taken_up or concern.state == State.REOPENED) and forms.longer_cases(concern):
        yield "extend"
    if is_taken_up and concern.kind in (Concern.Kind.COMPLAINT, Concern.Kind.DENUNCIATION):
        yield "suspend"


NEVER_OF_A_DENUNCIATION = {"help", "merge", "publish"}


@dataclass(frozen=True)
class Offer:
    """An act as the page shows it."""

    act: Act
    form: Any
    to: str
    is_open: bool


def offers(
    user: User,
    concern: Concern,
    *,
    asks: bool,
    faulty: dict[str, Any],
    filled: dict[str, Any],
) -> list[Offer]:
    """The acts with their forms; one with faults stands open in place of its empty one, also where
    the state has changed meanwhile. `filled`: what stands in some of them already."""
    names = names_for(user, concern, asks=asks)
    if concern.is_confidential:
        names = [name for name in names if name not in NEVER_OF_A_DENUNCIATION]
    names += [name for name in faulty if name in ACTS and name not in names]
    first = FIRST.get(State(concern.state), "")
    found = []
    for name in names:
        act = ACTS[name]
        form = faulty.get(name)
        if form is None:
            more = {"initial": filled[name]} if name in filled else {}
            form = act.form(concern=concern, user=user, **more)
        to = f"{reverse(f'desk:concern_{name}', args=[concern.pk])}#{name}"
        found.append(Offer(act, form, to, name in faulty or (name == first and not faulty)))
    return sorted(found, key=lambda offer: offer.act.name not in faulty)
