"""Every act on a matter, from its page: one form, one act, and back to the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.concerns import access, actions
from sanvat.concerns.models import Concern, Handling, Publication
from sanvat.desk.concerns.forms import IdentityForm
from sanvat.desk.concerns.offered import ACTS
from sanvat.desk.concerns.pages import Shown, matter_page, one
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    refusals_on,
    row_or_404,
    user_of,
)
from sanvat.desk.sending import done
from sanvat.errors import Refusal
from sanvat.parties.models import User
from sanvat.records import journal

Given = dict[str, Any]
Does = Callable[..., Any]
MayDo = Callable[[User, Concern], bool]


def _do(
    request: HttpRequest,
    pk: int,
    name: str,
    does: Does,
    said: str,
    *,
    may: MayDo = access.leads,
) -> HttpResponse:
    """Do one act with what its form asks; a no stands on the form, on the page again."""
    user, concern = user_of(request), one(request, pk)
    forbid_unless(may(user, concern))
    make = ACTS[name].form
    form = make(request.POST, request.FILES, concern=concern, user=user)
    if form.is_valid():
        with refusals_on(form, _present(request, pk, name)), transaction.atomic():
            does(concern, form, by=user, at=timezone.now())
            messages.success(request, said)
            return _onwards(user, pk)
    return matter_page(request, one(request, pk), **{name: form})


def _present(request: HttpRequest, pk: int, name: str) -> Present:
    """For a form of what is kept: as it is filled now."""

    def make() -> Any:
        return ACTS[name].form(concern=one(request, pk), user=user_of(request))

    return Present(make, here=_here(pk), entries=journal.of(one(request, pk)))


def _here(pk: int) -> str:
    return redirect("desk:concern", pk).url


def _onwards(user: User, pk: int) -> HttpResponse:
    """To the matter, or to the list where one sees it no longer."""
    if Concern.objects.visible_to(user).filter(pk=pk).exists():
        return redirect("desk:concern", pk)
    return redirect("desk:concerns")


@desk_page("GET", "POST")
def classify(request: HttpRequest, pk: int) -> HttpResponse:
    """Opened, the matter as it is: what somebody else changed is looked at from there."""
    if request.method != "POST":
        return matter_page(request, one(request, pk))

    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.classify(concern, seen=form.seen, **form.given, **who)

    return _do(request, pk, "classify", does, _("Đã phân loại."))


@desk_page("POST")
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.accept(concern, **form.given, **who)

    return _do(request, pk, "accept", does, _("Đã thụ lý. Thời hạn giải quyết bắt đầu tính."))


@desk_page("POST")
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.begin_verifying(concern, **form.given, **who)

    return _do(request, pk, "verify", does, _("Đã ghi bắt đầu xác minh."))


@desk_page("POST")
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.ask_sender(concern, form.given["text"], **who)

    return _do(request, pk, "ask", does, _("Đã gửi câu hỏi."))


@desk_page("POST")
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.assign(concern, form.given["person"], **who)

    return _do(request, pk, "assign", does, _("Đã giao."))


@desk_page("POST")
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.transfer(concern, form.given["body"], reason=form.given["reason"], **who)

    return _do(request, pk, "transfer", does, _("Đã chuyển."), may=access.may_route)


@desk_page("POST")
def ask_help(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.ask_help(concern, form.given["body"], reason=form.given["reason"], **who)

    return _do(request, pk, "help", does, _("Đã mời phối hợp."))


@desk_page("POST")
def end_help(request: HttpRequest, pk: int, handling: int) -> HttpResponse:
    user, concern = user_of(request), one(request, pk)
    found: Handling = row_or_404(concern.handlings.all(), handling)
    try:
        actions.end_help(found, by=user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã kết thúc phối hợp."))
    return _onwards(user, pk)


@desk_page("POST")
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.note_opinion(concern, form.given["text"], **who)

    return _do(request, pk, "opinion", does, _("Đã ghi ý kiến."), may=access.has_part)


@desk_page("POST")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.merge(concern, form.given["target"], **who)

    return _do(request, pk, "merge", does, _("Đã gộp."))


@desk_page("POST")
def separate(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.separate(concern, **who)

    return _do(request, pk, "separate", does, _("Đã tách ra thành việc riêng."))


@desk_page("POST")
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.extend_concern(concern, **form.given, **who)

    return _do(request, pk, "extend", does, _("Đã gia hạn."))


@desk_page("POST")
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.suspend(concern, on=_day(form), reason=form.given["reason"], **who)

    return _do(request, pk, "suspend", does, _("Đã tạm dừng. Thời hạn đứng lại."))


@desk_page("POST")
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.take_up_again(concern, on=_day(form), **who)

    return _do(request, pk, "resume", does, _("Đã tiếp tục. Thời hạn lại tính."))


def _day(form: Any) -> Any:
    return form.given["on"] or timezone.localdate()


@desk_page("POST")
def return_with_guidance(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.return_with_guidance(concern, form.given["guidance"], **who)

    return _do(request, pk, "return", does, _("Đã trả lại kèm hướng dẫn."))


@desk_page("POST")
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.refuse(concern, form.given["reason"], **who)

    return _do(request, pk, "refuse", does, _("Đã ghi không thụ lý."))


@desk_page("POST")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.answer(concern, form.given["text"], uploads=form.given["brought"], **who)

    return _do(request, pk, "answer", does, _("Đã trả lời. Người gửi đọc được qua mã theo dõi."))


@desk_page("POST")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.close(concern, **who)

    return _do(request, pk, "close", does, _("Đã kết thúc việc."))


@desk_page("GET", "POST")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Opened, the matter as it is: what somebody else changed is looked at from there."""
    if request.method != "POST":
        return matter_page(request, one(request, pk))

    def does(concern: Concern, form: Any, **who: Any) -> Any:
        return actions.publish(concern, seen=form.seen, **form.given, **who)

    return _do(request, pk, "publish", does, _("Đã công khai."))


@desk_page("POST")
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    def does(concern: Concern, form: Any, **who: Any) -> Any:
        publication = row_or_404(Publication.objects.filter(concern=concern), _published(concern))
        return actions.unpublish(publication, reason=form.given["reason"], **who)

    return _do(request, pk, "unpublish", does, _("Đã gỡ xuống."))


def _published(concern: Concern) -> int:
    publication = getattr(concern, "publication", None)
    return publication.pk if publication else 0


@desk_page("POST")
def read_identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sent it, on this answer alone: nothing of it stands in an address, and the page opened
    again asks for the purpose again."""
    user, concern = user_of(request), one(request, pk)
    forbid_unless(access.may_read_identity(user, concern))
    form = IdentityForm(request.POST, concern=concern, user=user)
    if form.is_valid():
        with refusals_on(form), transaction.atomic():
            facts = actions.read_identity(concern, **form.given, by=user, at=timezone.now())
            return done(matter_page(request, concern, identity=Shown.of(facts)), led_to=_here(pk))
    return matter_page(request, concern, identity_asked=form)
