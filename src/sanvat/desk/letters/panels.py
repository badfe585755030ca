"""What the operator's first page says of letters."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from sanvat.desk.panel import FirstPage, Panel, Viewer
from sanvat.parties.models import Letter, LetterState


def letters_by_state(viewer: Viewer) -> dict[str, int]:
    """How many letters of the whole installation wait for the post, and how many failed; those
    that are sent are not counted, for they are ever more."""
    stuck = Letter.objects.filter(state__in=[LetterState.QUEUED, LetterState.FAILED])
    return dict(stuck.order_by().values_list("state").annotate(n=Count("pk")))


def failed(viewer: Viewer) -> dict[str, Any] | None:
    """A warning where the post could not send some."""
    count = viewer.once(letters_by_state).get(LetterState.FAILED, 0)
    return {"letters_failed": count} if count else None


PANELS = (Panel("desk/letters/panels/failed.html", failed, (FirstPage.OPERATOR,), order=20),)
