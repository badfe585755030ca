from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from sanvat.desk.news.drafts import KIND_OF, KINDS, own_home
from sanvat.news.actions.drafts import made_from
from sanvat.news.from_records import record_of

register = template.Library()


@register.inclusion_tag("desk/news/_draft.html", takes_context=True)
def draft_news(context: dict[str, Any], thing: Any) -> dict[str, Any]:
    """The button that drafts an article from a record, or the way to the draft that there is;
    nothing for who has no site to write on, or while the record does not stand yet."""
    user = context["request"].user
    home = own_home(user)
    if home is None:
        return {}
    kind = KIND_OF[type(thing)]
    if not KINDS[kind][0](user).filter(pk=thing.pk).exists():
        return {}
    known = made_from(home.pk, record_of(thing))
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "whose": context.get("whose", ""),
        "known": known,
        "to": reverse("desk:news_draft", args=[kind, thing.pk]),
    }
