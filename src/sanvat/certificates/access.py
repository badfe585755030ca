"""Who sees recognitions. Nobody changes one here: they come from the register."""

from __future__ import annotations

from django.db.models import Q

from sanvat.parties.models import User
from sanvat.products.models import seen_by


def recognitions_seen_by(user: User) -> Q:
    """Those of the products that the person sees."""
    return seen_by(
        user,
        owner="product__producer__organisation",
        place="product__current_place",
        province="product__province",
    )
