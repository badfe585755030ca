"""Who sees producers and what they make, and where a row came from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.roles import PLACE_READERS, Role
from sanvat.places.models import Level, Place, within


def seen_by(user: User, *, owner: str, place: str, province: str = "") -> Q:
    """Rows a person may see: of their own producer, or in the place they act for. Team and
    council see a product through its dossier, and only there.

    `owner` and `place` are paths to an organisation and to a place of today's map; `province` one
    to the province of a producer or a product, where there is one.
    """
    if acts_as(user, Role.PRODUCER):
        assert user.acting is not None
        return Q(**{owner: user.acting.organisation_id})
    if acts_as(user, *PLACE_READERS):
        own = user.acting.place if user.acting else None
        return Q() if own is None else lying_in(own, place, province)
    return Q(pk__in=[])


def lying_in(place: Place, path: str = "current_place", province: str = "province") -> Q:
    """What lies in this place, as `places.models.within` says it; of a province by the column that
    a producer and a product have for it (`province`: the path there), without joining places."""
    if province and place.level == Level.PROVINCE:
        return Q(**{province: place.lineage})
    return within(place, path)


class Source(models.TextChoices):
    """Where a row came from."""

    DESK = "desk", _("nhập tại bàn làm việc")
    REGISTER = "register", _("sổ của tỉnh")
    IDEA = "idea", _("từ một ý tưởng")
