"""Webhooks of an organisation: registered, tried, their secret renewed, stopped. The operator sees
all that are not ended, to stop them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.sending import done
from sanvat.desk.webhooks.forms import WebhookForm
from sanvat.desk.webhooks.rows import (
    CALL_COLUMNS,
    STATES,
    call_rows,
    kinds_said,
    webhook_columns,
    webhook_rows,
)
from sanvat.desk.webhooks.subject import SUBJECT
from sanvat.errors import Refusal
from sanvat.follow import access, actions
from sanvat.follow.models import Webhook, WebhookState
from sanvat.parties.access import is_operator

SENT_AGAIN = "da-tao"

STEPS = {
    "thu": (actions.try_webhook, gettext_lazy("Đang gọi thử. Hãy mở lại trang sau ít giây.")),
    "ngung": (actions.pause_webhook, gettext_lazy("Đã tạm ngừng; không còn lượt gọi nào.")),
    "goi-lai": (actions.turn_on_webhook, gettext_lazy("Từ nay gọi lại khi có điều mới.")),
    "bo": (actions.end_webhook, gettext_lazy("Đã bỏ webhook và xóa khóa ký của nó.")),
}


@desk_page("GET", "POST")
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if not SUBJECT.is_for(user):
        raise Http404
    form = WebhookForm(request.POST or None)
    if request.method == "POST":
        forbid_unless(access.may_register(user))
        if form.is_valid():
            with refusals_on(form):
                made, secret = actions.register_webhook(
                    by=user, at=timezone.now(), **form.cleaned_data
                )
                # The secret goes into this answer and nowhere else.
                response = _page(request, made, secret=secret)
                address = reverse("desk:webhook", args=[made.pk])
                return done(response, led_to=f"{address}?{SENT_AGAIN}")
    of_all = is_operator(user)
    found = Webhook.objects.visible_to(user).select_related("organisation")
    page = paginate(found, request)
    context = {
        "form": form if access.may_register(user) else None,
        "page": page,
        "columns": webhook_columns(of_all=of_all),
        "rows": webhook_rows(page, of_all=of_all),
        "of_all": of_all,
    }
    response = render(request, "desk/webhooks/index.html", context)
    return unprocessable(response) if form.errors else response


@desk_page()
@never_cache
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    if SENT_AGAIN in request.GET:
        messages.warning(
            request,
            _(
                "Khóa ký đã được tạo khi bạn gửi lần đầu và chỉ hiện một lần, lúc ấy. Nếu chưa kịp "
                "chép, hãy đổi khóa."
            ),
        )
    return _page(request, _found(request, pk))


@desk_page("POST")
@never_cache
def secret(request: HttpRequest, pk: int) -> HttpResponse:
    """A new secret, shown in this answer alone."""
    found = _found(request, pk)
    forbid_unless(access.may_keep(user_of(request), found))
    try:
        new = actions.renew_secret(found, by=user_of(request), at=timezone.now())
    except Refusal as said:
        return unprocessable(_page(request, found, refusal=said.message))
    response = _page(request, _found(request, pk), secret=new)
    return done(response, led_to=f"{reverse('desk:webhook', args=[pk])}?{SENT_AGAIN}")


@desk_page("POST")
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    found, user = _found(request, pk), user_of(request)
    if step not in STEPS:
        raise Http404
    is_stop = step in ("ngung", "bo")
    forbid_unless(access.may_stop(user, found) if is_stop else access.may_keep(user, found))
    act, said = STEPS[step]
    try:
        act(found, by=user, at=timezone.now())
    except Refusal as refused:
        return unprocessable(_page(request, found, refusal=refused.message))
    messages.success(request, str(said))
    if step == "bo":
        return redirect("desk:webhooks")
    return redirect("desk:webhook", pk=pk)


def _found(request: HttpRequest, pk: int) -> Webhook:
    user = user_of(request)
    if not SUBJECT.is_for(user):
        raise Http404
    rows = Webhook.objects.visible_to(user).select_related("organisation", "place")
    return row_or_404(rows, pk)


def _page(
    request: HttpRequest, found: Webhook, *, secret: str = "", refusal: str = ""
) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    page = paginate(found.deliveries.select_related("happening"), request)
    both_until = found.before_until if found.before_until and found.before_until > now else None
    state = WebhookState(found.state)
    context = {
        "webhook": found,
        "kinds": kinds_said(found),
        "state_kind": STATES[state],
        "page": page,
        "columns": CALL_COLUMNS,
        "rows": call_rows(page),
        "secret": secret,
        "refusal": refusal,
        "both_until": both_until,
        "may_keep": access.may_keep(user, found) and state != WebhookState.ENDED,
        "may_stop": access.may_stop(user, found) and state != WebhookState.ENDED,
        "is_on": state == WebhookState.ON,
        "is_off": state in (WebhookState.PAUSED, WebhookState.OFF),
    }
    return render(request, "desk/webhooks/webhook.html", context)
