"""An issued plan: revised, compared with the version before, reviewed at its end."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.pages import desk_page, refusals_on, unprocessable, user_of
from sanvat.desk.plans.forms import ReviewForm, ReviseForm
from sanvat.desk.plans.papers import kept_lists_of
from sanvat.desk.plans.rows import COMPARED_COLUMNS, compared_rows, compared_texts
from sanvat.desk.plans.views import one, to_keep
from sanvat.plans import actions
from sanvat.plans.actions import TargetResult
from sanvat.plans.models import Plan, Result
from sanvat.plans.progress import Pace, Progress, progress_of


@desk_page("GET", "POST")
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    found = to_keep(request, pk)
    form = ReviseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = actions.revise_plan(
                found, form.given["reason"], by=user_of(request), at=timezone.now()
            )
            messages.success(
                request, _("Đã lập dự thảo điều chỉnh; bản đang có hiệu lực vẫn giữ nguyên.")
            )
            return redirect("desk:plan", draft.pk)
    response = render(request, "desk/plans/revise.html", {"form": form, "plan": found})
    return unprocessable(response) if form.errors else response


@desk_page()
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """A version beside the one that it replaces."""
    found = one(request, pk)
    if found.replaces is None:
        raise Http404
    before = list(found.replaces.targets.prefetch_related("shares"))
    after = list(found.targets.prefetch_related("shares"))
    return render(
        request,
        "desk/plans/compare.html",
        {
            "plan": found,
            "before": found.replaces,
            "columns": COMPARED_COLUMNS,
            "rows": compared_rows(before, after),
            "texts": compared_texts(found.replaces, found),
        },
    )


@desk_page("GET", "POST")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """A result for each target, proposed from its figure; the figures are frozen with it."""
    found = to_keep(request, pk)
    today = timezone.localdate()
    targets = list(found.targets.select_related("indicator", "plan"))
    progress = progress_of(found, today, targets)
    initial = {"day": min(today, found.ends_on)} | {
        f"outcome_{target.number}": _proposed(progress[target.pk]) for target in targets
    }
    form = ReviewForm(request.POST or None, targets=targets, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.given
        results = {
            target.pk: TargetResult(
                given[f"outcome_{target.number}"], given[f"reason_{target.number}"]
            )
            for target in targets
        }
        with refusals_on(form):
            actions.review_plan(
                found,
                results,
                day=given["day"],
                summary=given["summary"],
                weaknesses=given["weaknesses"],
                proposals=given["proposals"],
                lists=kept_lists_of(request, targets),
                by=user_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Đã tổng kết; số liệu được giữ như ngày tính."))
            return redirect("desk:plan", pk)
    rows = [(*row, progress[row[0].pk]) for row in form.rows()]
    context = {
        "form": form,
        "plan": found,
        "rows": rows,
        "is_early": today < found.ends_on,
        "is_issued": found.state == Plan.State.ISSUED,
    }
    response = render(request, "desk/plans/review.html", context)
    return unprocessable(response) if form.errors else response


def _proposed(progress: Progress) -> str:
    """What the figure says so far; nothing where there is none."""
    if progress.figure is None:
        return ""
    if progress.pace in (Pace.REACHED, Pace.WITHIN, Pace.OVER):
        return Result.Outcome.REACHED
    return Result.Outcome.PARTLY if progress.figure else Result.Outcome.NOT
