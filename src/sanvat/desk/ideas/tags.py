from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from sanvat.products.models import Idea
from sanvat.ui.templatetags.ui import tag

register = template.Library()

IDEA_KINDS = {
    Idea.State.NOTED: ("warn", "clock"),
    Idea.State.ADVISED: ("plain", "message-square"),
    Idea.State.PLANNED: ("gold", "clipboard-list"),
    Idea.State.REGISTERED: ("good", "circle-check"),
    Idea.State.SET_ASIDE: ("plain", "archive"),
}


@register.simple_tag
def idea_state(idea: Idea) -> SafeString:
    kind, icon = IDEA_KINDS[Idea.State(idea.state)]
    return tag(capfirst(idea.get_state_display()), kind=kind, icon=icon)
