"""Meetings at which people raise matters."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.concerns.models.parts import body, person
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import User
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.places.models import Place
from sanvat.records.fields import Name, Searchable
from sanvat.records.hiding import hides


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> MeetingQuerySet:
        """Those one's own body held, and to who keeps the programme those of the place."""
        if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
            return self.none()
        own = Q(organisation=user.acting.organisation_id)
        if not acts_as(user, *PROGRAMME_KEEPERS):
            return self.filter(own)
        return self.all() if user.acting.place is None else self.filter(own | scope_places(user))


class Meeting(models.Model):
    """A meeting at which people raised matters, all entered from its list."""

    name = Name(_("tên hội nghị"), max_length=200)
    organisation = body(_("cơ quan"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    held_on = models.DateField(_("ngày họp"))
    entered_by = person(_("người nhập"), null=False)
    entered_at = models.DateTimeField(_("nhập lúc"))
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    searchable = Searchable("name", max_length=300)

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("hội nghị, buổi tiếp dân")
        verbose_name_plural = _("hội nghị, buổi tiếp dân")
        ordering: ClassVar = ["-held_on", "-id"]

    def __str__(self) -> str:
        return self.name
