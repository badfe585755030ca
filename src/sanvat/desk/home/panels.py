"""What the operator's first page says of the whole installation."""

from __future__ import annotations

from typing import Any

from sanvat.desk.letters.panels import letters_by_state
from sanvat.desk.panel import FirstPage, Panel, Viewer
from sanvat.parties.models import LetterState
from sanvat.records.models import Entry


def operation(viewer: Viewer) -> dict[str, Any]:
    """How the post, the API and the journal fare."""
    letters = viewer.once(letters_by_state)
    return {
        "letters_failed": letters.get(LetterState.FAILED, 0),
        "letters_queued": letters.get(LetterState.QUEUED, 0),
        "last_entry": Entry.objects.order_by("-number").filter(number__isnull=False).first(),
    }


PANELS = (Panel("desk/home/panels/operation.html", operation, (FirstPage.OPERATOR,), order=30),)
