"""Drafts of papers that are open for comment until a day, and what was answered to each comment."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.comments.models import LONGEST_REPLY, Comment, Reply, Thread
from sanvat.instruments.models.papers import Instrument
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Organisation, Role, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place
from sanvat.records.fields import Line, Searchable, Text
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile

LONGEST_BODY = 100_000


def _person(said: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=said,
    )


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User) -> DraftQuerySet:
        """What is on the portal; and for keepers of the programme what their body, or one in their
        place, prepares. The operator of the machine sees none."""
        if not user.is_authenticated or user.acting is None or acts_as(user, Role.OPERATOR):
            return self.none()
        seen = Q(pk__in=Draft.objects.public().order_by().values("pk"))
        if acts_as(user, *PROGRAMME_KEEPERS):
            if user.acting.place is None:
                return self.all()
            seen |= Q(organisation=user.acting.organisation_id) | scope_places(user)
        return self.filter(seen)

    def public(self) -> DraftQuerySet:
        """Those that were put on the portal and not taken down."""
        return self.filter(published_at__isnull=False, withdrawn_at=None)

    def open_on(self, day: date) -> DraftQuerySet:
        """Public ones that take comments on this day."""
        return self.public().filter(open_until__gte=day, thread__closed_at=None)


class Draft(models.Model):
    """A paper that is not issued yet. Once it is on the portal its words stay as they are, since
    comments are about them; it takes comments until `open_until` is over. `issued`: the paper that
    came of it."""

    kind = models.CharField(_("loại văn bản"), max_length=12, choices=Instrument.Kind)
    title = Line(_("tên dự thảo"), max_length=300)
    summary = Text(
        _("tóm tắt"), max_length=2_000, validators=[MaxLengthValidator(2_000)], blank=True
    )
    why = Text(_("vì sao cần"), max_length=3_000, validators=[MaxLengthValidator(3_000)])
    wording = Text(
        _("toàn văn"),
        max_length=LONGEST_BODY,
        validators=[MaxLengthValidator(LONGEST_BODY)],
        blank=True,
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("cơ quan lấy ý kiến")
    )
    issuer = Line(_("cơ quan sẽ ban hành"), max_length=200)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("nơi lưu")
    )
    drafted_by = _person(_("người lập"))
    drafted_at = models.DateTimeField(_("lập lúc"))
    open_until = models.DateField(_("nhận ý kiến đến hết ngày"), null=True, blank=True)
    thread = models.OneToOneField(
        Thread,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="draft",
        verbose_name=_("mục ý kiến"),
    )
    published_by = _person(_("người đăng"))
    published_at = models.DateTimeField(_("đăng lúc"), null=True, blank=True)
    withdrawn_by = _person(_("người gỡ"))
    withdrawn_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)
    withdrawn_reason = Text(_("lý do gỡ"), max_length=500, blank=True)
    issued = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("văn bản đã ban hành"),
    )
    searchable = Searchable("title", "issuer", "summary", max_length=3_000)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)

    objects: ClassVar[Any] = DraftQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("kind", "title", "summary", "why", "wording", "issuer")

    class Meta:
        verbose_name = _("dự thảo lấy ý kiến")
        verbose_name_plural = _("dự thảo lấy ý kiến")
        ordering: ClassVar = ["-drafted_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="draft_published_whole",
                condition=Q(published_at=None, published_by=None, thread=None, open_until=None)
                | Q(
                    published_at__isnull=False,
                    published_by__isnull=False,
                    thread__isnull=False,
                    open_until__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="draft_withdrawn_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(
                    ~Q(withdrawn_reason=""),
                    withdrawn_at__gte=F("published_at"),
                    withdrawn_by__isnull=False,
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="draft_public_newest",
                fields=["-open_until", "-id"],
                condition=Q(published_at__isnull=False, withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None

    def is_open_on(self, day: date) -> bool:
        return self.is_public and self.thread is not None and self.thread.is_open_on(day)

    def said_on(self, day: date) -> Any:
        """Where it stands, in words."""
        if self.withdrawn_at is not None:
            return _("đã gỡ")
        if self.issued_id is not None:
            return _("đã ban hành")
        if self.published_at is None:
            return _("đang soạn")
        return _("đang lấy ý kiến") if self.is_open_on(day) else _("đã hết hạn lấy ý kiến")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def standing(self) -> AnswerQuerySet:
        """Those whose reply stands under its comment."""
        return self.filter(reply__taken_back_at=None)


class Answer(models.Model):
    """What the unit made of one comment on a draft; the reply under the comment says it."""

    class Verdict(models.TextChoices):
        TAKEN = "taken", _("tiếp thu")
        PARTLY = "partly", _("tiếp thu một phần")
        NOT = "not", _("không tiếp thu")

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="answers", verbose_name=_("ý kiến")
    )
    reply = models.OneToOneField(
        Reply, models.PROTECT, related_name="answer", verbose_name=_("trả lời")
    )
    verdict = models.CharField(_("kết luận"), max_length=6, choices=Verdict)
    reason = Text(
        _("lý do"), max_length=LONGEST_REPLY - 100, validators=[MaxLengthValidator(LONGEST_REPLY)]
    )
    answered_by = _person(_("người trả lời"))
    answered_at = models.DateTimeField(_("trả lời lúc"))

    objects: ClassVar[Any] = AnswerQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("giải trình ý kiến")
        verbose_name_plural = _("giải trình ý kiến")
        ordering: ClassVar = ["answered_at", "id"]

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_verdict_display()}"
