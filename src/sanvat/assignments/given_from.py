"""What a task is given from, in words."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext as _

from sanvat.agreements.models import Item


def said_of(thing: Model | None) -> str:
    """What a task is given from, as its own line says it."""
    if isinstance(thing, Item):
        facts = {"n": thing.number, "agreement": thing.agreement.title}
        return (_("Nội dung %(n)s, %(agreement)s") % facts)[:300]
    return "" if thing is None else str(thing)[:300]
