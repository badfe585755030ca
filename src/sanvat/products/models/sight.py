"""Who sees producers and what they make, and where a row came from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import User
from sanvat.parties.roles import PLACE_READERS, Role


def seen_by(user: User, *, owner: str, place: str) -> Q:
    """Rows a person may see: of their own producer, or in the place they act for. Team and
    council see a product through its dossier, and only there.

    `owner` and `place` are paths to an organisation and to a place of today's map.
    """
    if acts_as(user, Role.PRODUCER):
        assert user.acting is not None
        return Q(**{owner: user.acting.organisation_id})
    if acts_as(user, *PLACE_READERS):
        return scope_places(user, place)
    return Q(pk__in=[])


class Source(models.TextChoices):
    """Where a row came from."""

    DESK = "desk", _("nhập tại bàn làm việc")
    REGISTER = "register", _("sổ của tỉnh")
    IDEA = "idea", _("từ một ý tưởng")
