"""The address of a sheet, and the address that keeps a draft."""

from django.urls import reverse

from sanvat.portal.self_score.drafts import Draft
from sanvat.rules.model import CriteriaSet


def sheet_path(cs: CriteriaSet) -> str:
    return reverse("portal:self_score_sheet", args=[cs.rulebook, cs.number])


def draft_path(draft: Draft) -> str:
    """The sheet of the draft with its answers and names in the query; no query when all empty."""
    path = sheet_path(draft.criteria_set)
    return f"{path}?{draft.query}" if draft.query else path
