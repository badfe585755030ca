"""`{% load captcha %}`: `{% captcha token %}` in a form draws what `portal.captcha` looks at."""

from typing import Any

from django import template
from django.template import Context

from sanvat.portal.captcha import FIELD, TOKEN, TRAP, is_known, task

register = template.Library()


@register.inclusion_tag("portal/captcha.html", takes_context=True)
def captcha(context: Context, token: str) -> dict[str, Any]:
    """A task for the browser, the line that says what it does, and the field for programmes. The
    page needs no cookie for it. `token` is of `SentForm.context`, made when the form was opened.
    Who is signed in gets the field alone."""
    drawn = "" if is_known(context["request"]) else task()
    return {"task": drawn, "field": FIELD, "trap": TRAP, "token_name": TOKEN, "token": token}
