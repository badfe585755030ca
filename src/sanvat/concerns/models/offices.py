"""What offices settle for their place: who answers for what, who may see denunciations, their own
limits, ready answers, and meetings at which matters are raised."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanvat.concerns.models.answers import LONGEST_ANSWER
from sanvat.concerns.models.parts import body, person, writing
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import User
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.places.models import Place
from sanvat.records.fields import Line, Name
from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN
from sanvat.rules.working_days import MOST_ALLOWED


class DatedQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> DatedQuerySet:
        return self.filter(valid__contains=day)


class RouteQuerySet(DatedQuerySet):
    def visible_to(self, user: User) -> RouteQuerySet:
        """Those of the place of whoever keeps the programme there."""
        if not acts_as(user, *PROGRAMME_KEEPERS):
            return self.none()
        return self.filter(scope_places(user))


class Route(models.Model):
    """In a place, and in those that lie in it, a subject goes to this body; the smaller place has
    the last word. An empty subject stands for every one that has no route of its own."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    subject = models.CharField(_("lĩnh vực"), max_length=30, blank=True)
    organisation = body(_("cơ quan"))
    valid = DateRangeField(_("thời hạn"))
    source = Line(_("căn cứ"), max_length=300, blank=True)
    made_by = person(_("người lập"), null=False)
    made_at = models.DateTimeField(_("lập lúc"))

    objects: ClassVar[Any] = RouteQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("phân công tiếp nhận")
        verbose_name_plural = _("phân công tiếp nhận")
        ordering: ClassVar = ["place__sort_key", "subject", "id"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="route_periods_apart",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    ("subject", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Lĩnh vực này đã được phân công ở đây trong thời gian ấy."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.organisation}"


class Confidant(models.Model):
    """Somebody whom a body has named to deal with denunciations, over a time: nobody else sees
    that there are any."""

    organisation = body(_("cơ quan"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("người được giao"),
    )
    valid = DateRangeField(_("thời hạn"))
    paper = Line(_("văn bản giao"), max_length=200)
    named_by = person(_("người giao"))
    named_at = models.DateTimeField(_("giao lúc"))

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("người được giao xử lý tố cáo")
        verbose_name_plural = _("người được giao xử lý tố cáo")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="confidant_periods_apart",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Người này đã được giao trong thời gian ấy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.user}"


class OfficeLimitQuerySet(DatedQuerySet):
    def visible_to(self, user: User) -> OfficeLimitQuerySet:
        if not acts_as(user, *PROGRAMME_KEEPERS):
            return self.none()
        return self.filter(scope_places(user))


class OfficeLimit(models.Model):
    """What an office says of a limit (`rules.concerns.Limit.key`) for its place: that it has held
    the number against the law, or the number it sets where the law leaves it open."""

    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    key = models.CharField(_("thời hạn"), max_length=60)
    allowed = models.PositiveSmallIntegerField(_("số ngày"))
    valid = DateRangeField(_("thời hạn áp dụng"))
    paper = Line(_("căn cứ"), max_length=300)
    made_by = person(_("người ghi"), null=False)
    made_at = models.DateTimeField(_("ghi lúc"))

    objects: ClassVar[Any] = OfficeLimitQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides(key=PLAIN)  # it names a number, and lets nobody in

    class Meta:
        verbose_name = _("thời hạn của cơ quan")
        verbose_name_plural = _("thời hạn của cơ quan")
        ordering: ClassVar = ["key", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="office_limit_allows_some_days",
                condition=Q(allowed__gte=1, allowed__lte=MOST_ALLOWED),
            ),
            ExclusionConstraint(
                name="office_limit_periods_apart",
                expressions=[
                    (Coalesce(F("place"), 0), RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Thời hạn này đã được ghi ở đây trong thời gian ấy."),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, user: User) -> TemplateQuerySet:
        """Those of the body one acts for."""
        if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
            return self.none()
        return self.filter(organisation=user.acting.organisation_id)


class Template(models.Model):
    """A ready answer of a body; whoever answers takes it over and changes it."""

    organisation = body(_("cơ quan"))
    subject = models.CharField(_("lĩnh vực"), max_length=30, blank=True)
    name = Name(_("tên mẫu"), max_length=100)
    text = writing(_("nội dung mẫu"), LONGEST_ANSWER)
    made_by = person(_("người lập"), null=False)
    made_at = models.DateTimeField(_("lập lúc"))

    objects: ClassVar[Any] = TemplateQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("name", "subject", "text")

    class Meta:
        verbose_name = _("mẫu trả lời")
        verbose_name_plural = _("mẫu trả lời")
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="template_once",
                violation_error_message=_("Cơ quan đã có một mẫu cùng tên."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
