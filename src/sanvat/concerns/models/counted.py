"""What is counted and listed of a matter, narrow and without a join: PostgreSQL keeps it
(migration 0005)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from sanvat.concerns.models.concerns import Concern
from sanvat.parties.access import acts_as
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.places.models import Level, Place, within
from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN


def _kept_with_the_matter(to: Any, said: Any, **more: Any) -> Any:
    """What the matter itself is held to; triggers bring and take the row."""
    return models.ForeignKey(
        to, models.DO_NOTHING, related_name="+", db_constraint=False, verbose_name=said, **more
    )


class CountedConcernQuerySet(models.QuerySet["CountedConcern"]):
    """Named as those of `ConcernQuerySet`, which find the same and denunciations besides."""

    def visible_to(self, user: User) -> CountedConcernQuerySet:
        """Of what `Concern.visible_to` shows somebody all but denunciations."""
        acting = getattr(user, "acting", None) if user.is_authenticated else None
        if acting is None or not acts_as(user, *PROGRAMME_READERS):
            return self.none()
        seen = Q(pk__in=Concern.objects.handled_by(acting.organisation_id).order_by().values("pk"))
        if acts_as(user, *PROGRAMME_KEEPERS):
            if acting.place is None:
                return self.all()
            seen |= self._of_place(acting.place)
        return self.filter(seen)

    def in_place(self, place: Place) -> CountedConcernQuerySet:
        """What lies in a unit of its own day, as `within` has it."""
        return self.filter(self._of_place(place))

    @staticmethod
    def _of_place(place: Place) -> Q:
        """A province by its unit, which alone stands in its lineage; taken from it in SQL, so that
        a question about it is made once (`parties.ready`)."""
        if place.level != Level.PROVINCE:
            return within(place, "place")
        return Q(home=Func(Value(place.lineage), Value("/"), function="btrim"))

    def open(self) -> CountedConcernQuerySet:
        return self.filter(state__in=Concern.OPEN)

    def late_on(self, day: date) -> CountedConcernQuerySet:
        return self.open().filter(finished_on=None, due_on__lt=day)

    def due_between(self, first: date, last: date) -> CountedConcernQuerySet:
        return self.open().filter(finished_on=None, due_on__gte=first, due_on__lte=last)

    def unassigned(self) -> CountedConcernQuerySet:
        return self.open().filter(is_assigned=False)

    def due_first(self) -> CountedConcernQuerySet:
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")


class CountedConcern(models.Model):
    """A matter that may be counted: every one but denunciations.

    Counting, and listing what is due in a province, go through tens of thousands of matters, and
    with its words each is ten times as wide as this. Triggers keep these columns as those of the
    matter and of its clock, so nobody writes here. `sent_on` is the day in the programme's time,
    `sent_month` twelve times its year and the months since January: numbers are grouped more
    quickly than days. `home` is the province of the place's own day, as `UnitMap.home` has it.
    `sanvat doctor` says whether anything differs, `sanvat manage recount_concerns` mends it.
    """

    concern = models.OneToOneField(
        Concern,
        models.DO_NOTHING,
        primary_key=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("phản ánh, kiến nghị"),
    )
    # In the order in which they take the least room.
    place = _kept_with_the_matter(Place, _("địa bàn"))
    organisation = _kept_with_the_matter(Organisation, _("cơ quan chủ trì"))
    clock_id = models.BigIntegerField(_("thời hạn"), null=True)
    sent_on = models.DateField(_("gửi ngày"))
    sent_month = models.PositiveSmallIntegerField(_("tháng gửi, tính từ năm 0"))
    settled_on = models.DateField(_("giải quyết xong ngày"), null=True)
    due_on = models.DateField(_("đến hạn ngày"), null=True)
    finished_on = models.DateField(_("xong ngày"), null=True)
    satisfaction = models.PositiveSmallIntegerField(_("mức hài lòng"), null=True)
    is_assigned = models.BooleanField(_("đã giao"))
    was_reopened = models.BooleanField(_("đã mở lại"))
    kind = models.CharField(_("loại"), max_length=12, choices=Concern.Kind)
    state = models.CharField(_("trạng thái"), max_length=12, choices=Concern.State)
    subject = models.CharField(_("lĩnh vực"), max_length=30)
    home = models.CharField(_("tỉnh của địa bàn"), max_length=20)

    objects: ClassVar[Any] = CountedConcernQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides(home=PLAIN)

    class Meta:
        verbose_name = _("việc được đếm")
        verbose_name_plural = _("việc được đếm")
        indexes: ClassVar = [
            models.Index(
                name="counted_by_clock", fields=["clock_id"], condition=Q(clock_id__isnull=False)
            ),
            models.Index(name="counted_by_day", fields=["sent_on"]),
            # What is open in the country or in a province, due first.
            models.Index(
                name="counted_due",
                fields=["due_on", "concern"],
                condition=Q(state__in=Concern.OPEN),
            ),
            models.Index(
                name="counted_due_in_home",
                fields=["home", "due_on", "concern"],
                condition=Q(state__in=Concern.OPEN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id}"
