"""The papers of a plan to take away: itself, a target with its units, the report on its end."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from sanvat.desk.indicators.kept import Now, kept_file, kept_page, now_of, said, then_of
from sanvat.desk.keys import key_in
from sanvat.desk.pages import desk_page, forbid_unless, user_of
from sanvat.desk.papers import paper_response
from sanvat.desk.plans import targets
from sanvat.desk.plans.links import list_behind
from sanvat.desk.plans.views import one
from sanvat.indicators.models import KeptFigure
from sanvat.plans import access
from sanvat.plans.documents import plan_paper, review_paper, target_paper, told_in_order
from sanvat.plans.models import Plan, Review, Target
from sanvat.plans.progress import progress_of, units_of
from sanvat.plans.sharing import parts_of
from sanvat.text.fold import fold


@desk_page("GET", "POST")
def plan(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The plan with its table by unit; a draft says that it is one."""
    found = one(request, pk)
    its = list(found.targets.select_related("responsible").order_by("number"))
    paper = plan_paper(found, its, parts_of(its), told_in_order(its))
    return paper_response(request, paper, form, f"ke-hoach-{found.year}-{found.pk}")


@desk_page("GET", "POST")
def target(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """One target with all its units as they stand today."""
    found = targets.one(request, pk)
    shares = list(
        found.shares.select_related("place")
        .only("target", "least", "most", "note", "place__kind", "place__name")
        .order_by("place__sort_key", "pk")
    )
    keys = [share.place_id for share in shares]
    progress = progress_of(found.plan, timezone.localdate(), [found], units=keys)[found.pk]
    paper = target_paper(found, progress, units_of(found.plan, progress, shares))
    name = f"chi-tieu-{found.plan.year}-{slugify(fold(found.name))[:60]}"
    return paper_response(request, paper, form, name)


@desk_page("GET", "POST")
def review(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The report on how the plan ended: as it was kept, or for those who write it a draft from the
    figures of today."""
    found = one(request, pk)
    name = f"tong-ket-{found.year}-{found.pk}"
    review: Review | None = (
        Review.objects.select_related("kept__pdf", "kept__word").filter(plan=found).first()
    )
    if review is not None:
        return kept_file(request, review.kept, form, name)
    forbid_unless(access.may_keep_plan(user_of(request), found))
    if not found.is_frozen:
        raise Http404
    its = list(found.targets.select_related("indicator", "plan").order_by("number"))
    progress = progress_of(found, timezone.localdate(), its)
    paper = review_paper(found, its, progress, {}, lists_of(request, found, its))
    return paper_response(request, paper, form, name)


@desk_page()
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """What a target's figure was counted from when the plan was reviewed, beside now; `?don-vi=`
    of one unit below."""
    found = targets.one(request, pk)
    review = Review.objects.filter(plan=found.plan_id).first()
    kept: KeptFigure | None = (
        KeptFigure.objects.select_related("paper", "place")
        .filter(paper=review.kept_id, name=str(found.number))
        .first()
        if review is not None
        else None
    )
    if review is None or kept is None:
        raise Http404
    then, now, of_unit = then_of(kept), now_of(kept), ""
    if now is None:
        told = progress_of(found.plan, review.day, [found])[found.pk]
        now = Now(said(told.figure), address=list_behind(found.plan, found, review.day))
    if unit := key_in(request.GET.get("don-vi", "")):
        of_unit = next((name for key, name, *_rest in found.result.units if key == unit), "")
        if not of_unit:
            raise Http404
        then = replace(then, rows=[row for row in then.rows if unit in row.units])
    return kept_page(
        request,
        then,
        now,
        back=found.plan.title,
        back_to=reverse("desk:plan", args=[found.plan_id]),
        unit=of_unit,
    )


def kept_lists_of(request: HttpRequest, its: list[Target]) -> dict[int, str]:
    """For each target the whole address of the list that its review will keep."""
    return {
        each.pk: request.build_absolute_uri(reverse("desk:target_kept", args=[each.pk]))
        for each in its
    }


def lists_of(request: HttpRequest, plan: Plan, its: list[Target]) -> dict[int, str]:
    """For each target the whole address of the list behind its figure, as of the plan's last day
    or today."""
    addresses = {each.pk: list_behind(plan, each, timezone.localdate()) for each in its}
    return {key: request.build_absolute_uri(path) for key, path in addresses.items() if path}
