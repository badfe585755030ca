from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from sanvat.parties.models import Organisation
from sanvat.polls.published import asked, asked_by, options_of, said

register = template.Library()


@register.inclusion_tag("portal/polls/_block.html")
def poll_block(organisation: Organisation | None = None) -> dict[str, Any]:
    """The newest open poll of a body (without one: of the country, else of anybody) with its
    options; nothing where none is open. What is ticked here is sent on the poll's own page, so
    that this one carries no cookie and is the same for everybody."""
    poll = asked_by(organisation, timezone.localdate())
    if poll is None:
        return {"poll": None}
    return {
        "poll": poll,
        "question": asked(poll),
        "options": [(each.pk, said(each)) for each in options_of(poll)],
    }
