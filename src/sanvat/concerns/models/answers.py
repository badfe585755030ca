"""What an office answers, and what of a matter everybody may read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.concerns.models.concerns import LONGEST_TEXT, LONGEST_TITLE, Concern
from sanvat.concerns.models.parts import body, person, writing
from sanvat.records.fields import Line, Searchable
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.secrets import WRITING

LONGEST_ANSWER = 10_000


class Answer(models.Model):
    """What a body answers to a matter; it stays as it was given (a trigger holds it). A reopened
    matter gets another. `to_all`: the answer to the matter that this one was merged into."""

    concern = models.ForeignKey(
        Concern, models.PROTECT, related_name="answers", verbose_name=_("phản ánh, kiến nghị")
    )
    text = writing(_("trả lời"), LONGEST_ANSWER, blank=True)
    organisation = body(_("cơ quan trả lời"))
    by = person(_("người trả lời"), null=False)
    at = models.DateTimeField(_("trả lời lúc"))
    to_all = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theo")
    )

    JOURNAL_HIDES: ClassVar = hides(text=WRITING)

    class Meta:
        verbose_name = _("câu trả lời")
        verbose_name_plural = _("câu trả lời")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="answer_says_something",
                condition=Q(to_all__isnull=False, text="") | (Q(to_all=None) & ~Q(text="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.concern)

    @property
    def words(self) -> str:
        """What it says: its own text, or that of the answer to all."""
        words: str = self.to_all.text if self.to_all else self.text
        return words


class AnswerFile(models.Model):
    """A file that goes with an answer."""

    answer = models.ForeignKey(
        Answer, models.PROTECT, related_name="files", verbose_name=_("câu trả lời")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))
    name = Line(_("tên tệp"), max_length=150)

    JOURNAL_HIDES: ClassVar = hides(name=WRITING)

    class Meta:
        verbose_name = _("tệp kèm câu trả lời")
        verbose_name_plural = _("tệp kèm câu trả lời")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.answer)


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public(self) -> PublicationQuerySet:
        """Those anybody may read now, the newest first."""
        return self.filter(withdrawn_at=None).order_by("-published_at", "-pk")


class Publication(models.Model):
    """What is published of an answered matter: written by the office without anything that tells
    who sent it. The original stays where it is. Never of a denunciation."""

    concern = models.OneToOneField(
        Concern, models.PROTECT, related_name="publication", verbose_name=_("phản ánh, kiến nghị")
    )
    title = Line(_("tiêu đề đăng"), max_length=LONGEST_TITLE)
    text = writing(_("nội dung đăng"), LONGEST_TEXT)
    answer = writing(_("câu trả lời đăng"), LONGEST_ANSWER)
    published_at = models.DateTimeField(_("đăng lúc"))
    published_by = person(_("người đăng"), null=False)
    withdrawn_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)
    withdrawn_by = person(_("người gỡ"))
    withdrawn_reason = Line(_("lý do gỡ"), max_length=300, blank=True)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    searchable = Searchable("title", "text", "answer", max_length=16_000)

    objects: ClassVar[Any] = PublicationQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("việc đã trả lời công khai")
        verbose_name_plural = _("việc đã trả lời công khai")
        ordering: ClassVar = ["-published_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="publication_withdrawn_says_why",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="publication_now",
                fields=["-published_at", "-id"],
                condition=Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title
