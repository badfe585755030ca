from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.parties.acting import acts_as
from sanvat.parties.models.organisations import Organisation
from sanvat.parties.roles import Role
from sanvat.records.fields import Document, Email, Line
from sanvat.records.hiding import hides
from sanvat.records.secrets import EMAIL, PLAIN
from sanvat.records.steps import Steps

if TYPE_CHECKING:
    from sanvat.parties.models.users import User


class LetterState(models.TextChoices):
    DRAFTED = "drafted", _("đã soạn")
    READ = "read", _("đã đọc lại")
    QUEUED = "queued", _("chờ gửi")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("gửi hỏng")
    CANCELLED = "cancelled", _("đã bỏ")


class LetterQuerySet(models.QuerySet["Letter"]):
    def about(self, subject: models.Model) -> LetterQuerySet:
        return self.filter(about_type=subject._meta.label_lower, about_id=subject.pk)

    def visible_to(self, user: User) -> LetterQuerySet:
        """Those of the organisation one acts for; the operator also sees the stuck ones."""
        if user.acting is None:
            return self.none()
        own = Q(organisation=user.acting.organisation_id)
        if acts_as(user, Role.OPERATOR):
            own |= Q(organisation=None) | Q(state=LetterState.FAILED)
        return self.filter(own)


class Letter(models.Model):
    """One mail to one address, from the draft to the post. `key` keeps it from being sent twice."""

    State = LetterState
    STEPS: ClassVar = Steps(
        {
            LetterState.DRAFTED: (LetterState.DRAFTED, LetterState.READ, LetterState.CANCELLED),
            LetterState.READ: (LetterState.DRAFTED, LetterState.QUEUED, LetterState.CANCELLED),
            LetterState.QUEUED: (LetterState.SENT, LetterState.FAILED, LetterState.CANCELLED),
            # A job that was given up as lost may still come back and say that it is sent.
            LetterState.FAILED: (LetterState.QUEUED, LetterState.CANCELLED, LetterState.SENT),
        },
        refuses=(
            "letter-state",
            _(
                "Thư này ở trạng thái “%(state)s” nên không làm được việc ấy. Hãy mở lại thư "
                "để xem việc làm được lúc này."
            ),
        ),
    )

    to = Email(_("gửi tới"))
    subject = Line(_("tiêu đề"), max_length=200)
    body = Document(_("nội dung"))
    # Where answers go; empty for the letters that nobody answers.
    reply_to = Email(_("trả lời tới"), blank=True, default="")
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=LetterState, default=LetterState.DRAFTED
    )
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    key = models.CharField(max_length=120, unique=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bên gửi"),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người soạn"),
    )
    created_at = models.DateTimeField(_("soạn lúc"), default=timezone.now)
    # Queued, it goes out as soon as this is past; a failed try moves it on.
    due_at = models.DateTimeField(_("gửi từ lúc"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    last_error = models.TextField(_("lỗi lần cuối"), blank=True)
    # A job has it in hand. Set before the mail server is spoken to, so that no other job does.
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    # What it said is kept no longer: see `actions.erase_letters`.
    erased_at = models.DateTimeField(_("xóa nội dung lúc"), null=True, blank=True)

    objects: ClassVar[Any] = LetterQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides("body", to=EMAIL, reply_to=EMAIL, key=PLAIN)
    EDITED: ClassVar = ("subject", "body")

    class Meta:
        verbose_name = _("thư")
        verbose_name_plural = _("thư")
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index(name="letter_about", fields=["about_type", "about_id"]),
            models.Index(name="letter_outbox", fields=["organisation", "state", "-created_at"]),
            models.Index(name="letter_due", fields=["due_at"], condition=Q(state="queued")),
            models.Index(
                name="letter_erased", fields=["erased_at"], condition=Q(erased_at__isnull=False)
            ),
            # How many wait or failed, asked by who watches; those that are sent are most.
            models.Index(
                name="letter_stuck", fields=["state"], condition=Q(state__in=["queued", "failed"])
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="letter_erased_is_empty",
                condition=Q(erased_at=None)
                | Q(body="", reply_to="", state__in=["sent", "cancelled"]),
            ),
        ]

    def __str__(self) -> str:
        return self.subject
