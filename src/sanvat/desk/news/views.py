"""Sites and what waits to go online, for editors and for those who approve."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from sanvat.desk.history.views import history_page
from sanvat.desk.news.forms import GiveBackForm, HomeForm, ReadForm, SetUpForm
from sanvat.desk.news.openings import talk_of
from sanvat.desk.news.rows import (
    HOME_COLUMNS,
    PAGE_COLUMNS,
    WAITING_COLUMNS,
    decision_items,
    home_rows,
    page_rows,
    state_said,
    waiting_rows,
    way_said,
    ways_of,
)
from sanvat.desk.news.seen import (
    MOST_HOMES,
    homes_before,
    sections_to_write_in,
    waiting_for,
)
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.errors import Refusal
from sanvat.news import access, actions, from_records
from sanvat.news.models import Article, UnitHome
from sanvat.parties.access import acts_as
from sanvat.parties.models import Role, User
from sanvat.parties.roles import PROGRAMME_KEEPERS

MOST_WAITING = 50


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    forbid_at_all(user)
    homes = homes_before(user)
    is_keeper = acts_as(user, *PROGRAMME_KEEPERS)
    set_up = {
        each.pk for each in homes if access.may_open_home(user, each.organisation, each.place)
    }
    context = {
        "homes": home_rows(homes, set_up),
        "home_columns": HOME_COLUMNS,
        "writes": bool(homes) and acts_as(user, Role.EDITOR),
        "is_keeper": is_keeper,
        "may_open": is_keeper and not _has_home(user, homes),
        "may_enter": access.may_enter(user, homes),
    }
    if is_keeper:
        waiting = waiting_for(user)[:MOST_WAITING]
        pages = Page.objects.in_bulk([int(each.workflow_state.object_id) for each in waiting])
        context |= {"waiting": waiting_rows(waiting, pages), "waiting_columns": WAITING_COLUMNS}
    if context["writes"]:
        mine = Article.objects.filter(home__in=access.written_by(user))
        mine = mine.defer("content", "content_en")
        page = paginate(mine.order_by("-latest_revision_created_at", "-pk"), request)
        context |= {
            "page": page,
            "rows": page_rows(page, ways_of(page)),
            "columns": PAGE_COLUMNS,
            "sections": sections_to_write_in(user),
        }
    if homes:
        decisions = from_records.recent_decisions(homes[0], timezone.localdate())
        context["decisions"] = decision_items(decisions, request)
    return render(request, "desk/news/index.html", context)


def forbid_at_all(user: User) -> None:
    if not acts_as(user, Role.EDITOR, *PROGRAMME_KEEPERS):
        raise Http404


def _has_home(user: User, homes: list[UnitHome]) -> bool:
    """Whether the body of a keeper has a site, which is among theirs."""
    assert user.acting is not None
    own = user.acting.organisation_id
    if len(homes) < MOST_HOMES:
        return any(each.organisation_id == own for each in homes)
    return bool(UnitHome.objects.filter(organisation=own).exists())


@desk_page("GET", "POST")
def new_home(request: HttpRequest) -> HttpResponse:
    """The site of the body that one acts for."""
    user = user_of(request)
    if user.acting is None or not acts_as(user, *PROGRAMME_KEEPERS):
        raise Http404
    own = user.acting.organisation
    form = HomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            home = actions.open_home(
                own,
                form.cleaned_data["title"],
                lead=form.cleaned_data["lead"],
                place=own.place or user.acting.place,
                by=user,
                at=timezone.now(),
            )
            messages.success(request, _("Đã mở trang. Mời biên tập viên của đơn vị vào soạn tin."))
            return redirect("desk:news_home", home.pk)
    response = render(request, "desk/news/new_home.html", {"form": form})
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def home(request: HttpRequest, pk: int) -> HttpResponse:
    """How a site publishes, and its own host."""
    user = user_of(request)
    rows = access.approved_by(user).select_related("organisation", "place")
    found = row_or_404(rows, pk)
    forbid_unless(access.may_open_home(user, found.organisation, found.place))
    assert user.acting is not None
    own = user.acting.organisation
    form = SetUpForm.of(found, own.pk, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            changed = actions.set_up_home(
                found,
                editors_publish=given["editors_publish"],
                host=given.get("host", found.host),
                organisation=own if given.get("is_ours") else None,
                by=user,
                at=timezone.now(),
            )
            say_saved(request, changed)
            return redirect("desk:news_home", found.pk)
    context = {"home": found, "form": form, "way": way_said(found)}
    response = render(request, "desk/news/home.html", context)
    return unprocessable(response) if form.errors else response


@desk_page()
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a page stands, and what one may do about it."""
    user = user_of(request)
    return page_of(request, user, page_or_404(user, pk))


def page_or_404(user: User, pk: int) -> Any:
    return row_or_404(access.pages_of(access.homes_of(user)), pk).specific


def page_of(request: HttpRequest, user: User, found: Any, **forms: Any) -> HttpResponse:
    state = found.current_workflow_task_state
    scheduled = Revision.objects.for_instance(found).filter(approved_go_live_at__isnull=False)
    home = access.home_of(found)
    may_approve = state is not None and access.may_approve(user, state)
    seen = {"seen": state.revision_id} if state is not None else {}
    live = found.live_revision_id
    # Where somebody else decided meanwhile there is no form any more on which the refusal stood.
    tried = None if may_approve else forms.get("approve") or forms.get("back")
    refused = " ".join(tried.non_field_errors()) if tried is not None else ""
    context = {
        "found": found,
        "home": home,
        "state": state_said(found, ways_of([found])),
        "waits": state,
        "may_approve": may_approve,
        "is_own": state is not None and not may_approve and access.approves_on(user, home),
        "approve_form": forms.get("approve") or ReadForm(initial=seen),
        "back_form": forms.get("back") or GiveBackForm(initial=seen),
        "refusal": forms.get("refusal", refused),
        "compare": reverse(
            "wagtailadmin_pages:revisions_compare", args=[found.pk, "live", "latest"]
        )
        if live
        else "",
        "scheduled": scheduled.first(),
        "may_withdraw": found.live
        and (access.approves_on(user, home) or access.publishes_on(user, home)),
        "writes": access.writes_on(user, home),
        "public_address": found.path_on_site() if found.live else "",
        "talk": talk_of(user, found, forms.get("talk")),
    }
    return render(request, "desk/news/page.html", context)


@desk_page("POST")
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    found = page_or_404(user, pk)
    form = ReadForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.approve(found, seen=form.cleaned_data["seen"], by=user, at=timezone.now())
            messages.success(request, _("Đã duyệt."))
            return redirect("desk:news_page", found.pk)
    return unprocessable(page_of(request, user, found, approve=form))


@desk_page("POST")
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    found = page_or_404(user, pk)
    form = GiveBackForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.give_back(
                found,
                form.cleaned_data["remark"],
                seen=form.cleaned_data["seen"],
                by=user,
                at=timezone.now(),
            )
            messages.success(request, _("Đã trả lại để sửa."))
            return redirect("desk:news_page", found.pk)
    return unprocessable(page_of(request, user, found, back=form))


@desk_page("POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    found = page_or_404(user, pk)
    try:
        changed = actions.withdraw(found, by=user, at=timezone.now())
    except Refusal as refusal:
        return unprocessable(page_of(request, user, found, refusal=refusal.message))
    if changed:
        messages.success(request, _("Đã gỡ xuống."))
    else:
        messages.info(request, _("Không có gì thay đổi."))
    return redirect("desk:news_page", found.pk)


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = page_or_404(user_of(request), pk)
    return history_page(request, found, name=found.draft_title or found.title)
