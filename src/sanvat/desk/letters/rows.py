"""Letters in a table, and the state of a letter as a tag."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sanvat.parties.models import Letter, LetterState
from sanvat.text.days import moment
from sanvat.ui.tables import Cell, Column, link
from sanvat.ui.templatetags.ui import tag

LETTER_COLUMNS = (
    Column(_("Tiêu đề")),
    Column(_("Gửi tới")),
    Column(_("Soạn lúc")),
    Column(_("Trạng thái")),
)
LETTER_KINDS = {
    LetterState.SENT: ("good", "check"),
    LetterState.FAILED: ("bad", "triangle-alert"),
    LetterState.QUEUED: ("warn", "clock"),
}


def letter_rows(letters: Iterable[Letter]) -> list[tuple[Cell, ...]]:
    return [
        (
            link(one.subject, reverse("desk:letter", args=[one.pk])),
            one.to,
            moment(one.created_at),
            letter_state(one),
        )
        for one in letters
    ]


def letter_state(letter: Letter) -> SafeString:
    kind, icon = LETTER_KINDS.get(LetterState(letter.state), ("plain", ""))
    return tag(capfirst(letter.get_state_display()), kind=kind, icon=icon)
