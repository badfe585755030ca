"""The papers of a plan to take away: itself, a target with its units, the report on its end."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify

from sanvat.desk.pages import desk_page, forbid_unless, user_of
from sanvat.desk.papers import paper_response
from sanvat.desk.plans import targets
from sanvat.desk.plans.links import list_behind
from sanvat.desk.plans.views import one
from sanvat.plans import access
from sanvat.plans.documents import plan_paper, review_paper, target_paper
from sanvat.plans.models import Plan, Review, Share, Target
from sanvat.plans.progress import progress_of, units_of
from sanvat.plans.sharing import parts_of
from sanvat.records import files
from sanvat.text.fold import fold

KEPT = {"pdf": "pdf", "docx": "word"}
"""Where a review keeps its report, by the end of the address."""


@desk_page("GET", "POST")
def plan(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The plan with its table by unit; a draft says that it is one."""
    found = one(request, pk)
    its = list(found.targets.select_related("responsible").order_by("number"))
    shares = Share.objects.filter(target__in=its).prefetch_related("place")  # of many targets each
    in_order = list(shares.order_by("place__sort_key", "place", "target__number"))
    paper = plan_paper(found, its, parts_of(its), in_order)
    return paper_response(request, paper, form, f"ke-hoach-{found.year}-{found.pk}")


@desk_page("GET", "POST")
def target(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """One target with all its units as they stand today."""
    found = targets.one(request, pk)
    shares = list(found.shares.select_related("place").order_by("place__sort_key", "pk"))
    keys = [share.place_id for share in shares]
    progress = progress_of(found.plan, timezone.localdate(), [found], units=keys)[found.pk]
    paper = target_paper(found, progress, units_of(found.plan, progress, shares))
    name = f"chi-tieu-{found.plan.year}-{slugify(fold(found.name))[:60]}"
    return paper_response(request, paper, form, name)


@desk_page("GET", "POST")
def review(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The report on how the plan ended: as it was kept, or for those who write it a draft from the
    figures of today."""
    found = one(request, pk)
    if form not in KEPT:
        raise Http404
    name = f"tong-ket-{found.year}-{found.pk}"
    kept: Review | None = Review.objects.select_related("pdf", "word").filter(plan=found).first()
    if kept is not None and (stored := getattr(kept, KEPT[form])) is not None:
        download = files.download(stored, name=f"{name}.{form}")
        return FileResponse(download.file, headers=download.headers)
    if kept is None:
        forbid_unless(access.may_keep_plan(user_of(request), found))
    if not found.is_frozen:
        raise Http404
    its = list(found.targets.select_related("indicator", "plan", "result").order_by("number"))
    progress = progress_of(found, timezone.localdate(), its)
    results = {each.pk: each.result for each in its if hasattr(each, "result")}
    paper = review_paper(found, its, progress, results, lists_of(request, found, its))
    return paper_response(request, paper, form, name)


def lists_of(request: HttpRequest, plan: Plan, its: list[Target]) -> dict[int, str]:
    """For each target the whole address of the list behind its figure, as of the plan's last day
    or today."""
    addresses = {each.pk: list_behind(plan, each, timezone.localdate()) for each in its}
    return {key: request.build_absolute_uri(path) for key, path in addresses.items() if path}
