"""Other cities that a body forwards matters to by Open311, and what became of those."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from sanvat.concerns import access, actions, codes
from sanvat.concerns.models import Concern, Endpoint, Forwarding
from sanvat.concerns.models.systems import LONGEST_FORWARDED
from sanvat.desk.open311.forms import EndpointForm, FindForm, ForwardForm, NumberForm
from sanvat.desk.open311.rows import (
    ENDPOINT_COLUMNS,
    FORWARDING_COLUMNS,
    STATES,
    endpoint_rows,
    forwarding_rows,
    status_said,
)
from sanvat.desk.open311.subject import SUBJECT
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.errors import Refusal
from sanvat.parties import demonstration
from sanvat.parties.models import User
from sanvat.records.secrets import veiled

State = Forwarding.State
STEPS: dict[str, tuple[Any, Any]] = {
    "gui-lai": (actions.forward_again, gettext_lazy("Đã xếp để gửi lại.")),
    "hoi": (actions.ask_status, gettext_lazy("Đã hỏi nơi nhận; hãy tải lại trang sau ít giây.")),
    "thoi": (actions.stop_forwarding, gettext_lazy("Thôi gửi việc này.")),
    "da-nhan": (actions.note_arrived, gettext_lazy("Đã ghi mã; từ nay hỏi tình trạng ở đó.")),
}


@desk_page("GET", "POST")
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    is_new = request.method == "POST" and "code" not in request.POST
    is_found = request.method == "POST" and not is_new
    form = EndpointForm(request.POST if is_new else None)
    find = FindForm(request.POST if is_found else None)
    if is_new and form.is_valid():
        with refusals_on(form):
            actions.set_endpoint(by=user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Đã ghi nơi nhận."))
            return redirect("desk:open311")
    if is_found and find.is_valid():
        code = codes.tidy_code(find.cleaned_data["code"])
        found = _matters(user).filter(code=code).first()
        if found is not None:
            return redirect("desk:open311_forward", pk=found.pk)
        find.add_error(
            "code", _("Không có việc nào mang mã này mà cơ quan bạn đang chủ trì. Hãy xem lại mã.")
        )
    endpoints = Endpoint.objects.visible_to(user).in_use()
    page = paginate(_forwardings(user), request)
    context = {
        "form": form,
        "find": find if endpoints else None,
        "is_demonstration": demonstration.is_open(),
        "endpoint_columns": ENDPOINT_COLUMNS,
        "endpoints": endpoint_rows(endpoints),
        "columns": FORWARDING_COLUMNS,
        "rows": forwarding_rows(page),
        "page": page,
    }
    response = render(request, "desk/open311/index.html", context)
    return unprocessable(response) if form.errors or find.errors else response


@desk_page("GET", "POST")
@never_cache
def forward(request: HttpRequest, pk: int) -> HttpResponse:
    user = _user(request)
    concern = row_or_404(_matters(user), pk)
    endpoints = Endpoint.objects.visible_to(user).in_use()
    words = veiled(f"{concern.title}\n\n{concern.text}".strip())[:LONGEST_FORWARDED]
    first = endpoints.first()
    form = ForwardForm(
        request.POST or None, endpoints=endpoints, initial={"text": words, "endpoint": first}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.forward(concern, by=user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Đã xếp để gửi; người gửi được báo."))
            return redirect("desk:open311_forwarding", pk=made.pk)
    context = {"concern": concern, "form": form, "has_endpoint": first is not None}
    response = render(request, "desk/open311/forward.html", context)
    return unprocessable(response) if form.errors else response


@desk_page()
@never_cache
def endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    return _endpoint_page(request, _endpoint(request, pk))


@desk_page("POST")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = _endpoint(request, pk)
    try:
        actions.end_endpoint(found, by=user_of(request), at=timezone.now())
    except Refusal as refused:
        return unprocessable(_endpoint_page(request, found, refusal=refused.message))
    messages.success(request, _("Đã bỏ nơi nhận và xóa khóa của nó."))
    return redirect("desk:open311")


@desk_page()
@never_cache
def forwarding(request: HttpRequest, pk: int) -> HttpResponse:
    return _forwarding_page(request, _forwarding(request, pk))


@desk_page("POST")
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    found, user = _forwarding(request, pk), user_of(request)
    if step not in STEPS:
        raise Http404
    forbid_unless(access.leads(user, found.concern))
    act, said = STEPS[step]
    form = NumberForm(request.POST if step == "da-nhan" else None)
    if step == "da-nhan" and not form.is_valid():
        return unprocessable(_forwarding_page(request, found, form=form))
    given = form.cleaned_data if step == "da-nhan" else {}
    try:
        act(found, by=user, at=timezone.now(), **given)
    except Refusal as refused:
        return unprocessable(_forwarding_page(request, found, refusal=refused.message))
    messages.success(request, str(said))
    return redirect("desk:open311_forwarding", pk=pk)


def _user(request: HttpRequest) -> User:
    user = user_of(request)
    if not SUBJECT.is_for(user):
        raise Http404
    return user


def _matters(user: User) -> Any:
    """Those that the body leads now and that are no denunciation."""
    assert user.acting is not None
    rows = Concern.objects.visible_to(user).filter(is_confidential=False)
    return rows.filter(organisation=user.acting.organisation_id)


def _forwardings(user: User) -> Any:
    rows = Forwarding.objects.filter(endpoint__in=Endpoint.objects.visible_to(user))
    return rows.select_related("concern", "endpoint")


def _endpoint(request: HttpRequest, pk: int) -> Endpoint:
    found: Endpoint = row_or_404(Endpoint.objects.visible_to(_user(request)), pk)
    return found


def _forwarding(request: HttpRequest, pk: int) -> Forwarding:
    found: Forwarding = row_or_404(_forwardings(_user(request)), pk)
    return found


def _endpoint_page(request: HttpRequest, found: Endpoint, *, refusal: str = "") -> HttpResponse:
    page = paginate(found.forwardings.select_related("concern", "endpoint"), request)
    context = {
        "endpoint": found,
        "columns": FORWARDING_COLUMNS,
        "rows": forwarding_rows(page),
        "page": page,
        "refusal": refusal,
    }
    return render(request, "desk/open311/endpoint.html", context)


def _forwarding_page(
    request: HttpRequest, found: Forwarding, *, form: NumberForm | None = None, refusal: str = ""
) -> HttpResponse:
    leads = access.leads(user_of(request), found.concern)
    is_unclear = found.state == State.UNCLEAR
    context = {
        "forwarding": found,
        "state_kind": STATES[State(found.state)],
        "status": status_said(found),
        "refusal": refusal,
        "form": (form or NumberForm()) if leads and is_unclear else None,
        "may_send_again": leads and found.state in (State.UNCLEAR, State.REFUSED),
        "may_ask": leads and found.state == State.SENT and found.endpoint.ended_at is None,
        "may_stop": leads and found.state in (State.WAITING, State.UNCLEAR),
        # What was sent stays with who leads: the body may have handed the matter on since.
        "text": found.text if leads else "",
    }
    return render(request, "desk/open311/forwarding.html", context)
