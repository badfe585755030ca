"""Ideas: noted, advised, planned, made a product of, or laid aside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from sanvat.desk.history.views import history_page
from sanvat.desk.ideas.forms import (
    AdviceForm,
    EventListForm,
    IdeaForm,
    PlanForm,
    RegisterIdeaForm,
    SetAsideForm,
)
from sanvat.desk.ideas.rows import idea_columns, idea_rows
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.desk.paging import Ready
from sanvat.parties.access import acts_as
from sanvat.parties.models import Role, User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import PLACE_OFFICERS
from sanvat.places.questions import province_of
from sanvat.products import access, actions
from sanvat.products.models import BusinessPlan, Idea, Producer
from sanvat.records import journal

State = Idea.State


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """By state, those that wait longest first; what is done, the newest first."""
    user = user_of(request)
    counts = dict(_COUNTS.tuples(user))
    state = request.GET.get("tt", "")
    state = state if state in State.values else ""
    here = reverse("desk:ideas")
    if state:
        rows = Ready(_WAITING if state in Idea.WAITING else _DONE, user, state)
    else:
        rows = Ready(_ALL, user)
    total = counts.get(state, 0) if state else sum(counts.values())
    page = paginate(rows, request, count=total)
    return render(
        request,
        "desk/ideas/index.html",
        {
            "page": page,
            "columns": idea_columns(),
            "rows": idea_rows(page),
            "tabs": [
                (_("Tất cả"), here, sum(counts.values())),
                *(
                    (capfirst(one.label), f"{here}?tt={one.value}", counts.get(one.value, 0))
                    for one in State
                ),
            ],
            "current": f"{here}?tt={state}" if state else here,
            "state": state,
            "may_note_list": access.may_note_list(user),
        },
    )


def _counts(user: User) -> Any:
    seen = Idea.objects.visible_to(user).order_by().values_list("state")
    return seen.annotate(n=Count("pk"))


def _seen(user: User) -> QuerySet[Idea]:
    with_place: QuerySet[Idea] = Idea.objects.visible_to(user).select_related("current_place")
    return with_place.order_by("-noted_at", "pk")


_STATE = "stands in"
_COUNTS, _ALL = ReadyFor(_counts), ReadyFor(_seen)
_DONE = ReadyFor(lambda user, state: _seen(user).filter(state=state), _STATE)
_WAITING = ReadyFor(
    lambda user, state: _seen(user).filter(state=state).order_by("noted_at", "pk"), _STATE
)


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    own = _own_producer(user)
    is_officer = acts_as(user, *PLACE_OFFICERS)
    form = IdeaForm(
        request.POST or None, for_others=is_officer, initial={"place": _start_place(user, own)}
    )
    form.fields["place"].near = province_of(  # type: ignore[attr-defined]
        user.acting.place if user.acting else None
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            idea = actions.note_idea(by=user, at=timezone.now(), producer=own, **form.given)
            messages.success(request, _("Đã ghi ý tưởng. Cán bộ xã sẽ góp ý tại đây."))
            return redirect("desk:idea", idea.pk)
    response = render(
        request, "desk/ideas/new.html", {"form": form, "is_officer": is_officer, "producer": own}
    )
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def interested(request: HttpRequest) -> HttpResponse:
    """The list of an event, a person a line; each becomes an idea."""
    user = user_of(request)
    if not access.may_note_list(user):
        raise Http404
    own = user.acting.place if user.acting else None
    form = EventListForm(request.POST or None, initial={"place": _start_place(user, None)})
    for name in ("place", "people"):
        form.fields[name].near = province_of(own)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            noted = actions.note_interested(by=user, at=timezone.now(), **form.given)
            left_out = len(form.given["people"]) - len(noted)
            _say_noted(request, len(noted), left_out)
            return redirect("desk:ideas")
    response = render(request, "desk/ideas/interested.html", {"form": form})
    return unprocessable(response) if form.errors else response


def _say_noted(request: HttpRequest, noted: int, left_out: int) -> None:
    text = ngettext("Đã ghi %(n)d ý tưởng.", "Đã ghi %(n)d ý tưởng.", noted) % {"n": noted}
    if left_out:
        known = ngettext(
            "%(n)d dòng đã ghi từ trước nên để nguyên.",
            "%(n)d dòng đã ghi từ trước nên để nguyên.",
            left_out,
        )
        text = f"{text} {known % {'n': left_out}}"
    messages.success(request, text)


def _own_producer(user: User) -> Producer | None:
    """The producer one acts for, where one may write there."""
    if not acts_as(user, Role.PRODUCER):
        return None
    found = (
        Producer.objects.visible_to(user).select_related("organisation", "current_place").first()
    )
    return found if found and access.may_register_product(user, found) else None


def _start_place(user: User, own: Producer | None) -> Any:
    if own is not None:
        return own.current_place
    place = user.acting.place if user.acting else None
    return place if place is not None and place.level == "commune" else None


@desk_page()
@never_cache
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _one(request, pk))


def _one(request: HttpRequest, pk: int) -> Idea:
    seen = Idea.objects.visible_to(user_of(request)).select_related(
        "current_place__parent",
        "place",
        "producer__organisation",
        "producer__current_place",
        "noted_by",
        "advised_by",
        "product",
    )
    return row_or_404(seen, pk)


def _page(request: HttpRequest, idea: Idea, **forms_with_faults: forms.Form) -> HttpResponse:
    """The idea with what can be done about it now; a form with faults stands in place of its
    empty one."""
    user = user_of(request)
    plan = _plan_of(idea)
    next_steps = Idea.STEPS.after(idea.state)
    may_plan = access.may_plan_idea(user, idea)
    can: dict[str, forms.Form] = {}
    if State.ADVISED in next_steps and access.may_advise_idea(user, idea):
        can["advice"] = AdviceForm.of(idea)
    if State.PLANNED in next_steps and may_plan:
        can["plan_form"] = PlanForm.of(plan)
    if State.REGISTERED in next_steps and may_plan:
        register = _register_form(user, idea)
        if register.fields["producer"].queryset.exists():  # type: ignore[attr-defined]
            can["register"] = register
    if State.SET_ASIDE in next_steps and access.may_set_aside_idea(user, idea):
        can["set_aside"] = SetAsideForm()
    response = render(
        request,
        "desk/ideas/idea.html",
        {
            "idea": idea,
            "plan": plan,
            "steps": [capfirst(one.label) for one in STAGES],
            "current": _step(idea),
            "is_inside": may_plan or access.may_advise_idea(user, idea),
            **dict.fromkeys(("advice", "plan_form", "register", "set_aside")),
            **can,
            **forms_with_faults,
        },
    )
    return unprocessable(response) if forms_with_faults else response


def _plan_of(idea: Idea) -> BusinessPlan | None:
    return BusinessPlan.objects.filter(idea=idea).first()


STAGES = (State.NOTED, State.ADVISED, State.PLANNED, State.REGISTERED)


def _step(idea: Idea) -> int:
    """Which step of the way it is at, counted from 1; one past the last when it is done."""
    if idea.state == State.REGISTERED:
        return len(STAGES) + 1
    return STAGES.index(State(idea.state)) + 1 if idea.state in STAGES else 0


def _register_form(user: User, idea: Idea, data: Any = None) -> RegisterIdeaForm:
    """The producers it may become a product of: its own, or those of its commune."""
    form = RegisterIdeaForm(data, initial={"name": idea.name, "producer": idea.producer_id})
    seen = Producer.objects.visible_to(user).exclude(state=Producer.State.CLOSED)
    if idea.producer_id:
        seen = seen.filter(pk=idea.producer_id)
    elif not acts_as(user, Role.PRODUCER):
        seen = seen.filter(current_place=idea.current_place_id)
    form.fields["producer"].queryset = seen.select_related("organisation")  # type: ignore[attr-defined]
    return form


@desk_page("POST")
def advise(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _one(request, pk)
    forbid_unless(access.may_advise_idea(user_of(request), idea))
    form = AdviceForm.of(idea, request.POST)
    if form.is_valid():
        present = Present(
            lambda: AdviceForm.of(_one(request, pk)),
            here=reverse("desk:idea", args=[pk]) + "#gop-y",
            entries=journal.of(idea).filter(act="advise_idea"),
        )
        with refusals_on(form, present):
            changed = actions.advise_idea(
                idea, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:idea", idea.pk)
    return _page(request, idea, advice=form)


@desk_page("POST")
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _one(request, pk)
    forbid_unless(access.may_plan_idea(user_of(request), idea))
    form = PlanForm.of(_plan_of(idea), request.POST)
    if form.is_valid():
        present = Present(
            lambda: PlanForm.of(_plan_of(idea)),
            here=reverse("desk:idea", args=[pk]) + "#phuong-an",
            entries=journal.of(idea).filter(act="plan_idea"),
        )
        with refusals_on(form, present):
            changed = actions.plan_idea(
                idea, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:idea", idea.pk)
    return _page(request, idea, plan_form=form)


@desk_page("POST")
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """The idea becomes a product."""
    idea = _one(request, pk)
    forbid_unless(access.may_plan_idea(user_of(request), idea))
    form = _register_form(user_of(request), idea, request.POST)
    if form.is_valid():
        with refusals_on(form):
            product = actions.register_idea(
                idea, by=user_of(request), at=timezone.now(), **form.given
            )
            messages.success(request, _("Ý tưởng đã thành sản phẩm. Giờ hãy thêm ảnh."))
            return redirect("desk:product", product.pk)
    return _page(request, idea, register=form)


@desk_page("POST")
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _one(request, pk)
    forbid_unless(access.may_set_aside_idea(user_of(request), idea))
    form = SetAsideForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.set_aside_idea(idea, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã gác lại, kèm lý do."))
            return redirect("desk:idea", idea.pk)
    return _page(request, idea, set_aside=form)


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _one(request, pk)
    forbid_unless(access.may_plan_idea(user_of(request), idea))
    return history_page(request, idea, name=idea.name)
