from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.parties import demonstration
from sanvat.parties.acting import acts_as
from sanvat.parties.models.organisations import Organisation, seen_by
from sanvat.parties.roles import NEED_PLACE, ORGANISATION_KEEPERS, Role
from sanvat.places.models import Place
from sanvat.records.hiding import hides
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.search import matching

if TYPE_CHECKING:
    from sanvat.parties.models.users import User


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        return self.filter(valid__contains=day)

    def that_open(self, day: date) -> MembershipQuerySet:
        """Of those the ones whose person can come in, and under which something opens."""
        able = demonstration.people_let_in("user__") & demonstration.roles_that_open()
        return self.on(day).filter(able)

    def search(self, text: str) -> MembershipQuerySet:
        """Those whose person has every word in their name or sign-in name, accents or none."""
        return self.filter(matching(text, "user__searchable"))

    def to_find_by(self, user: User) -> MembershipQuerySet:
        """Those of people whom this person may look for: in the organisations they see; for the
        centre, in offices only; for the operator, everywhere."""
        able = self.filter(user__is_active=True)
        if acts_as(user, Role.OPERATOR):
            return able
        if acts_as(user, Role.CENTRE_OFFICER):
            return able.exclude(role=Role.PRODUCER)
        if not acts_as(user, *ORGANISATION_KEEPERS):
            return able.none()
        return able.filter(seen_by(user, "organisation"))


class Membership(models.Model):
    """A person holds a role in an organisation, over a place, from a day to a day.

    The day after the last stands in `valid` as its upper end, as PostgreSQL writes ranges: a
    membership that ends today holds no longer today. One that ends on the day it began has an
    empty period, and the journal remembers it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("người dùng"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("tổ chức")
    )
    role = models.CharField(_("vai trò"), max_length=30, choices=Role)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    valid = DateRangeField(_("thời hạn"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người giao"),
    )
    granted_at = models.DateTimeField(_("giao lúc"), default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người kết thúc"),
    )
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("tư cách")
        verbose_name_plural = _("tư cách")
        ordering: ClassVar = ["organisation__name", "role", "id"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="membership_periods_apart",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (F("organisation"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Người này đã giữ vai trò ấy trong thời gian ấy."),
            ),
            models.CheckConstraint(
                name="membership_of_a_place_has_one",
                condition=Q(place__isnull=False) | ~Q(role__in=[role.value for role in NEED_PLACE]),
                violation_error_message=_("Vai trò này phải gắn với một địa bàn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    def is_valid_on(self, day: date) -> bool:
        if self.valid.isempty:
            return False
        lower, upper = self.valid.lower, self.valid.upper
        return (lower is None or lower <= day) and (upper is None or day < upper)


def held_on(day: date, *, by: User) -> list[Membership]:
    """What this person holds on that day and may open something here, with its body and place.

    Who is of a demonstration elsewhere does not come in at all (see demonstration.py), so nothing
    is left out of theirs."""
    is_all = by.is_demonstration or demonstration.is_open()
    known = {Membership._meta.get_field("user"): {by.pk: by}}
    return (_HELD if is_all else _HELD_AND_OPEN).rows(by.pk, day, known=known)


def _held(user: int, day: date) -> MembershipQuerySet:
    found: MembershipQuerySet = Membership.objects.filter(user=user).on(day)
    return found.select_related("organisation", "place")


def _held_and_open(user: int, day: date) -> MembershipQuerySet:
    return _held(user, day).filter(demonstration.roles_that_open())


_HELD = ReadyQuery(_held, -7, date.min)
_HELD_AND_OPEN = ReadyQuery(_held_and_open, -7, date.min)
