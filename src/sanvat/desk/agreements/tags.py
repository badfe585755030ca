from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.agreements.content import Run
from sanvat.agreements.models import Agreement, ReviewLine
from sanvat.agreements.standing import Place, Standing
from sanvat.desk.agreements import drawings
from sanvat.ui.templatetags.ui import tag

register = template.Library()

STANDINGS = {
    Standing.LATE: ("bad", "triangle-alert"),
    Standing.RETURNED: ("warn", "rotate-ccw"),
    Standing.OPEN: ("plain", "clock"),
    Standing.DONE: ("gold", "hourglass"),
    Standing.CONFIRMED: ("good", "circle-check"),
    Standing.CARRIED_OVER: ("plain", "forward"),
}
STATES = {
    Agreement.State.DRAFT: ("plain", "pen-line"),
    Agreement.State.COMMENTING: ("gold", "message-square-text"),
    Agreement.State.SIGNED: ("good", "handshake"),
    Agreement.State.RUNNING: ("good", "list-checks"),
    Agreement.State.REVIEWED: ("gold", "clipboard-check"),
    Agreement.State.CLOSED: ("plain", "archive"),
    Agreement.State.RENEWED: ("plain", "forward"),
}
MARKS = {
    ReviewLine.Mark.DONE: ("good", "circle-check"),
    ReviewLine.Mark.PARTLY: ("warn", "circle-dot"),
    ReviewLine.Mark.NOT: ("bad", "circle-alert"),
}


@register.simple_tag
def standing_tag(standing: Standing) -> SafeString:
    kind, icon = STANDINGS[standing]
    return tag(capfirst(str(standing.label)), kind=kind, icon=icon)


@register.simple_tag
def agreement_state(agreement: Agreement) -> SafeString:
    kind, icon = STATES[Agreement.State(agreement.state)]
    return tag(capfirst(agreement.get_state_display()), kind=kind, icon=icon)


@register.simple_tag
def review_mark(line: ReviewLine) -> SafeString:
    kind, icon = MARKS[ReviewLine.Mark(line.mark)]
    return tag(capfirst(line.get_mark_display()), kind=kind, icon=icon)


@register.simple_tag
def board(places: Iterable[Place]) -> SafeString:
    """All items of an agreement at one look, a cell each."""
    return drawings.board(places)


@register.simple_tag
def runs(found: Sequence[Run]) -> SafeString:
    """Words of one of two texts: what is gone or new is marked, underlined or struck, and said."""
    return format_html_join("", "{}", ((_run(run),) for run in found))


def _run(run: Run) -> SafeString:
    if run.kind == "same":
        return format_html("{}", run.text)
    if run.kind == "gone":
        return format_html(
            '<del><span class="for-readers">[{}: </span>{}<span class="for-readers">]</span></del>',
            _("bỏ"),
            run.text,
        )
    return format_html(
        '<ins><span class="for-readers">[{}: </span>{}<span class="for-readers">]</span></ins>',
        _("thêm"),
        run.text,
    )
