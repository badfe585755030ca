"""What is counted of a matter, narrow and without a join: PostgreSQL keeps it (migration 0005)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.concerns.models.concerns import Concern
from sanvat.parties.models import Organisation
from sanvat.places.models import Place
from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN


def _kept_with_the_matter(to: Any, said: Any, **more: Any) -> Any:
    """What the matter itself is held to; triggers bring and take the row."""
    return models.ForeignKey(
        to, models.DO_NOTHING, related_name="+", db_constraint=False, verbose_name=said, **more
    )


class CountedConcern(models.Model):
    """A matter that may be counted: every one but denunciations.

    Counting reads tens of thousands of matters, and with its words each is ten times as wide as
    what is counted of it. Triggers keep these columns as those of the matter and of its clock, so
    nobody writes here. `sent_on` is the day in the programme's time, `sent_month` twelve times
    its year and the months since January: numbers are grouped more quickly than days. `home` is the
    province of the place's own day, as `UnitMap.home` has it. `sanvat doctor` says whether
    anything differs, and `sanvat manage recount_concerns` writes it anew.
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
    was_reopened = models.BooleanField(_("đã mở lại"))
    kind = models.CharField(_("loại"), max_length=12, choices=Concern.Kind)
    state = models.CharField(_("trạng thái"), max_length=12, choices=Concern.State)
    subject = models.CharField(_("lĩnh vực"), max_length=30)
    home = models.CharField(_("tỉnh của địa bàn"), max_length=20)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides(home=PLAIN)

    class Meta:
        verbose_name = _("việc được đếm")
        verbose_name_plural = _("việc được đếm")
        indexes: ClassVar = [
            models.Index(
                name="counted_by_clock", fields=["clock_id"], condition=Q(clock_id__isnull=False)
            ),
            models.Index(name="counted_by_day", fields=["sent_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id}"
