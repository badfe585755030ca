"""What tasks are given from, in addresses: `?ke-hoach=3` is plan 3."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from sanvat.agreements.models import Agreement, Item
from sanvat.assignments import access
from sanvat.desk.keys import key_in
from sanvat.desk.pages import row_or_404
from sanvat.events.models import Event
from sanvat.parties.models import User
from sanvat.plans.models import Plan

Source = Plan | Event | Agreement | Item
NAMES: dict[type[Model], tuple[str, str]] = {
    Plan: ("ke-hoach", "plan"),
    Event: ("su-kien", "event"),
    Agreement: ("phoi-hop", "agreement"),
    Item: ("noi-dung", "item"),
}
"""Its name in addresses, and as the field of a task."""


def asked_for(request: HttpRequest, user: User) -> Source | None:
    """The thing that the address names; 404 where this person does not see it."""
    for model, (name, _field) in NAMES.items():
        if key := key_in(request.GET.get(name, "")):
            found: Source = row_or_404(_seen(model, user), key)
            return found
    return None


def _seen(model: type[Model], user: User) -> Any:
    seen: Any = model.objects.visible_to(user)  # type: ignore[attr-defined]
    return seen.select_related("agreement") if model is Item else seen


def sees(user: User, thing: Source) -> bool:
    return bool(_seen(type(thing), user).filter(pk=thing.pk).exists())


def given_from(rows: Any, thing: Source) -> Any:
    """Of these tasks those that were given from it."""
    return rows.filter(**{NAMES[type(thing)][1]: thing})


def query_of(thing: Source) -> str:
    return f"?{NAMES[type(thing)][0]}={thing.pk}"


def address_to_give(thing: Source, user: User) -> str:
    """Where a task is given from it; empty for who may not, and while it is a draft."""
    if not access.may_give(user) or access.is_draft(thing):
        return ""
    return reverse("desk:assignment_new") + query_of(thing)
