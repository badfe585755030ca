from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanvat.errors import Refusal
from sanvat.parties.models.organisations import Organisation
from sanvat.parties.roles import Role
from sanvat.places.models import Place
from sanvat.records.fields import Email, Line, Name
from sanvat.records.hiding import hides


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, at: datetime) -> InvitationQuerySet:
        """Those that could be taken up at that moment."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """An offer of a membership to the one person with this e-mail or telephone number.

    The link is signed and stands in no table (see links.py), so reading the database, or a
    copy of it, lets nobody in.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("tổ chức")
    )
    role = models.CharField(_("vai trò"), max_length=30, choices=Role)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    name = Name(_("họ và tên"), max_length=150, blank=True)
    email = Email(_("thư điện tử"), blank=True)
    phone = Line(_("số điện thoại"), max_length=20, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người mời"),
    )
    created_at = models.DateTimeField(_("mời lúc"), default=timezone.now)
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    accepted_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nhận"),
    )
    revoked_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True)

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides("email", "phone")

    class Meta:
        verbose_name = _("lời mời")
        verbose_name_plural = _("lời mời")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="invitation_to_one_address",
                condition=Q(email="") ^ Q(phone=""),
                violation_error_message=_("Hãy ghi thư điện tử hoặc số điện thoại, một trong hai."),
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    @property
    def address(self) -> str:
        """What it was sent to, and what who takes it up signs in with."""
        return self.email or self.phone

    def why_closed(self, at: datetime) -> Refusal | None:
        """What is said to who takes it up, or takes it back, too late: it was accepted
        (`invitation-used`), revoked (`invitation-revoked`) or has expired (`invitation-expired`).
        """
        if self.accepted_at is not None:
            return Refusal(
                gettext("Lời mời này đã được nhận. Nếu đó là bạn, hãy đăng nhập."),
                code="invitation-used",
            )
        if self.revoked_at is not None:
            return Refusal(
                gettext("Lời mời này đã được rút lại. Hãy hỏi nơi đã mời bạn."),
                code="invitation-revoked",
            )
        if at >= self.expires_at:
            return Refusal(
                gettext("Lời mời này đã hết hạn. Hãy xin nơi đã mời bạn một đường dẫn mới."),
                code="invitation-expired",
            )
        return None

    def is_open_at(self, at: datetime) -> bool:
        return self.why_closed(at) is None
