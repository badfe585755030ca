"""What is handed out, and the official papers of an event in both forms."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.events.forms import HandoutForm
from sanvat.desk.events.seen import event_of, event_to_change
from sanvat.desk.keys import key_in
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.papers import paper_response
from sanvat.documents.paper import Paper
from sanvat.errors import Refusal
from sanvat.events import access, actions, documents
from sanvat.events.models import AttendancePaper, Event
from sanvat.records import files
from sanvat.text.fold import fold

ALLOWED = files.PAPERS | {files.DOCX, files.XLSX}
MADE: dict[str, Callable[[Event], Paper]] = {
    "giay-moi": documents.invitation_letter,
    "danh-sach-ky": documents.sign_in_sheet,
    "ket-luan": documents.minutes,
    "bao-cao": documents.report,
}
PAPERS = (
    ("giay-moi", gettext_lazy("Giấy mời")),
    ("danh-sach-ky", gettext_lazy("Danh sách ký tên")),
    ("ket-luan", gettext_lazy("Thông báo kết luận")),
    ("bao-cao", gettext_lazy("Báo cáo kết quả")),
)


@desk_page("GET", "POST")
def paper(request: HttpRequest, pk: int, paper: str, form: str) -> HttpResponse:
    """`giay-moi`, `danh-sach-ky`, `ket-luan`, `bao-cao`; `chung-nhan` of one guest (`?khach=`),
    and `giay-moi` to one guest."""
    event, user = event_of(request, pk), user_of(request)
    described = _described(request, event, paper)
    if described is None:
        forbid_unless(access.may_stand_at_door(user, event))
        if paper not in MADE:
            raise Http404
        described = MADE[paper](event)
    return paper_response(request, described, form, f"{paper}-{slugify(fold(event.title))[:60]}")


def _described(request: HttpRequest, event: Event, paper: str) -> Paper | None:
    """The paper of one guest, for themselves and for the host; None for a paper of the event."""
    user = user_of(request)
    own = access.guest_of(user, event)
    asked = key_in(request.GET.get("khach", ""))
    at_door = access.may_stand_at_door(user, event)
    guest = event.guests.filter(pk=asked).first() if asked and at_door else own
    if paper == "giay-moi" and guest is not None and (asked or not at_door):
        guest.event = event
        return documents.invitation_letter(event, guest)
    if paper == "chung-nhan":
        issued = AttendancePaper.objects.filter(guest=guest).first() if guest else None
        if issued is None:
            raise Http404
        return documents.attendance_certificate(issued)
    return None


@desk_page("POST")
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Certificates of attendance for everybody who came and has none."""
    event = event_to_change(request, pk)
    try:
        n = actions.issue_papers(event, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã cấp %(n)s giấy chứng nhận tham dự.") % {"n": n})
    return redirect("desk:event", pk)


@desk_page("GET", "POST")
def handouts(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_to_change(request, pk)
    form = HandoutForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            now, by = timezone.now(), user_of(request)
            given = dict(form.given)
            stored = files.take(given.pop("file"), allowed=ALLOWED, by=by, at=now)
            actions.add_handout(event, stored, by=by, at=now, **given)
            for said in files.remarks(stored):
                messages.warning(request, said)
            messages.success(request, _("Đã thêm tài liệu."))
            return redirect("desk:event_handouts", pk)
    context = {
        "event": event,
        "form": form,
        "handouts": list(event.handouts.select_related("file")),
    }
    response = render(request, "desk/events/handouts.html", context)
    return unprocessable(response) if form.errors else response


@desk_page()
def handout(request: HttpRequest, pk: int, handout: int) -> HttpResponseBase:
    """For who was invited, and who holds the event or sees it."""
    event = event_of(request, pk)
    found = row_or_404(event.handouts.select_related("file"), handout)
    download = files.download(found.file, name=found.name)
    response = FileResponse(download.file)
    for name, value in download.headers.items():
        response.headers[name] = value
    return response


@desk_page("POST")
def remove(request: HttpRequest, pk: int, handout: int) -> HttpResponse:
    event = event_to_change(request, pk)
    found = row_or_404(event.handouts.all(), handout)
    try:
        actions.remove_handout(found, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã bỏ tài liệu."))
    return redirect("desk:event_handouts", pk)
