"""`{% load captcha %}`: `{% captcha %}` in a form draws what `portal.captcha` looks at."""

from typing import Any

from django import template

from sanvat.portal.captcha import FIELD, TRAP, task

register = template.Library()


@register.inclusion_tag("portal/captcha.html")
def captcha() -> dict[str, Any]:
    """A task for the browser, the line that says what it does, and the field for programmes. The
    page needs no cookie for it; the form has its own token (`giu`) besides."""
    return {"task": task(), "field": FIELD, "trap": TRAP}
