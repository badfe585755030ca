"""Who deals with a matter, what happened to it, and what is asked and noted on the way."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanvat.concerns.models.concerns import LONGEST_SAID, Concern
from sanvat.concerns.models.parts import body, person, writing
from sanvat.records.fields import Line
from sanvat.records.hiding import hides
from sanvat.records.secrets import WRITING

LONGEST_NOTE = 3_000


class Handling(models.Model):
    """A body has a part in a matter, from then to then: it leads, or helps who leads."""

    class Part(models.TextChoices):
        LEADS = "leads", pgettext_lazy("phản ánh", "chủ trì")
        HELPS = "helps", pgettext_lazy("phản ánh", "phối hợp")

    concern = models.ForeignKey(
        Concern, models.CASCADE, related_name="handlings", verbose_name=_("phản ánh, kiến nghị")
    )
    organisation = body(_("cơ quan"))
    part = models.CharField(_("vai trò"), max_length=5, choices=Part)
    why = Line(_("lý do"), max_length=300, blank=True)
    since_at = models.DateTimeField(_("từ lúc"))
    until_at = models.DateTimeField(_("đến lúc"), null=True, blank=True)
    by = person(_("người giao"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides(why=WRITING)

    class Meta:
        verbose_name = _("cơ quan xử lý")
        verbose_name_plural = _("cơ quan xử lý")
        ordering: ClassVar = ["since_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="handling_once",
                fields=["concern", "organisation"],
                condition=Q(until_at=None),
                violation_error_message=_("Cơ quan này đang xử lý việc này."),
            ),
            models.UniqueConstraint(
                name="handling_one_leads",
                fields=["concern"],
                condition=Q(until_at=None, part="leads"),
            ),
            models.CheckConstraint(
                name="handling_ends_after_it_began",
                condition=Q(until_at=None) | Q(until_at__gte=F("since_at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="handling_now", fields=["organisation", "concern"], condition=Q(until_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.concern}"


class Turn(models.Model):
    """A step of a matter, as its sender may read it: to which state, when, and what they are told.

    `organisation` is the body that took it; None for what the sender or the programme did.
    """

    concern = models.ForeignKey(
        Concern, models.CASCADE, related_name="turns", verbose_name=_("phản ánh, kiến nghị")
    )
    state = models.CharField(_("trạng thái"), max_length=12, choices=Concern.State)
    said = writing(_("điều báo cho người gửi"), LONGEST_NOTE, blank=True)
    organisation = body(_("cơ quan"), null=True)
    by = person(_("người làm"))
    at = models.DateTimeField(_("lúc"))

    JOURNAL_HIDES: ClassVar = hides(said=WRITING)

    class Meta:
        verbose_name = _("bước của phản ánh")
        verbose_name_plural = _("các bước của phản ánh")
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.concern}: {self.get_state_display()}"


class Question(models.Model):
    """What an office asks a sender through the code, and what the sender replied."""

    concern = models.ForeignKey(
        Concern, models.CASCADE, related_name="questions", verbose_name=_("phản ánh, kiến nghị")
    )
    text = writing(_("câu hỏi"), LONGEST_SAID)
    organisation = body(_("cơ quan"))
    asked_by = person(_("người hỏi"))
    asked_at = models.DateTimeField(_("hỏi lúc"))
    reply = writing(_("trả lời"), LONGEST_NOTE, blank=True)
    replied_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    JOURNAL_HIDES: ClassVar = hides(text=WRITING, reply=WRITING)

    class Meta:
        verbose_name = _("câu hỏi cho người gửi")
        verbose_name_plural = _("câu hỏi cho người gửi")
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="question_one_waits",
                fields=["concern"],
                condition=Q(replied_at=None),
                violation_error_message=_("Đang chờ người gửi trả lời câu hỏi trước."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.concern)


class Opinion(models.Model):
    """What a body that has a part in a matter says about it to the others; no sender reads it."""

    concern = models.ForeignKey(
        Concern, models.CASCADE, related_name="opinions", verbose_name=_("phản ánh, kiến nghị")
    )
    organisation = body(_("cơ quan"))
    text = writing(_("ý kiến"), LONGEST_NOTE)
    by = person(_("người viết"), null=False)
    at = models.DateTimeField(_("viết lúc"))

    JOURNAL_HIDES: ClassVar = hides(text=WRITING)

    class Meta:
        verbose_name = _("ý kiến phối hợp")
        verbose_name_plural = _("ý kiến phối hợp")
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.concern}"


class Reminder(models.Model):
    """That somebody was told of a due day: before it, or after it was missed. One of a kind for
    each due day, so that a job that runs twice tells once."""

    class Kind(models.TextChoices):
        SOON = "soon", _("sắp đến hạn")
        LATE = "late", _("quá hạn")
        ESCALATED = "escalated", _("báo cấp trên")

    concern = models.ForeignKey(
        Concern, models.CASCADE, related_name="reminders", verbose_name=_("phản ánh, kiến nghị")
    )
    kind = models.CharField(_("loại"), max_length=9, choices=Kind)
    due_on = models.DateField(_("đến hạn ngày"))
    at = models.DateTimeField(_("báo lúc"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lần nhắc hạn")
        verbose_name_plural = _("các lần nhắc hạn")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["concern", "kind", "due_on"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.concern}: {self.get_kind_display()}"
