from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from sanvat.support.models import Request
from sanvat.ui.templatetags.ui import tag

register = template.Library()

STATES = {
    Request.State.ASKED: ("warn", "clock"),
    Request.State.DECIDED: ("gold", "file-check"),
    Request.State.PAID: ("good", "banknote"),
    Request.State.DONE: ("good", "circle-check"),
    Request.State.REFUSED: ("bad", "circle-x"),
    Request.State.WITHDRAWN: ("plain", "archive"),
}


@register.simple_tag
def support_state(request: Request) -> SafeString:
    kind, icon = STATES[Request.State(request.state)]
    return tag(capfirst(request.get_state_display()), kind=kind, icon=icon)
