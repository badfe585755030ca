from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.parties import demonstration
from sanvat.parties.acting import acts_as
from sanvat.parties.models.memberships import Membership
from sanvat.parties.roles import Role
from sanvat.parties.scopes import KEY_HOLDERS, Scope, scopes_for
from sanvat.records.fields import Name
from sanvat.records.hiding import hides

if TYPE_CHECKING:
    from sanvat.parties.models.users import User


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def visible_to(self, user: User) -> ApiKeyQuerySet:
        """One's own, those of all the posts one holds today; to the operator all."""
        if acts_as(user, Role.OPERATOR):
            return self.all()
        return self.filter(
            membership__user=user.pk, membership__valid__contains=timezone.localdate()
        )

    def open_at(self, at: datetime) -> ApiKeyQuerySet:
        """Those a programme could come in with at that moment, as far as rows can say it; that
        the person has the second step is asked by `api_keys.recognised`."""
        return self.filter(
            demonstration.people_let_in("membership__user__"),
            demonstration.roles_that_open("membership__"),
            revoked_at=None,
            expires_at__gt=at,
            membership__valid__contains=timezone.localdate(at),
            membership__role__in=KEY_HOLDERS,
        )


class ApiKey(models.Model):
    """A key with which a programme reads, in the name of one membership, what its scopes say.

    The key itself is shown once and stands nowhere: `digest` is its SHA-256, which is enough for
    256 random bits. With the membership it ends, whatever `expires_at` says.
    """

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="api_keys", verbose_name=_("tư cách")
    )
    name = Name(_("dùng cho việc gì"), max_length=100)
    scopes = ArrayField(
        models.CharField(max_length=30, choices=Scope), verbose_name=_("được làm gì")
    )
    start = models.CharField(_("đầu khóa"), max_length=16)  # by which its owner knows it again
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("tạo lúc"), default=timezone.now)
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    used_on = models.DateField(_("dùng lần cuối"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người hủy"),
    )

    objects: ClassVar[Any] = ApiKeyQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides("digest")

    class Meta:
        verbose_name = _("khóa API")
        verbose_name_plural = _("khóa API")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="api_key_opens_something",
                condition=Q(scopes__len__gt=0),
                violation_error_message=_("Hãy chọn ít nhất một việc khóa được làm."),
            ),
            models.CheckConstraint(
                name="api_key_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def opens(self, scope: Scope) -> bool:
        """Whether a programme that comes in with it may read what this scope says."""
        return scope in self.scopes and scope in scopes_for(self.membership.role)

    def state_at(self, at: datetime) -> str:
        """ "revoked", "ended" with its membership, "expired" or "open"."""
        if self.revoked_at is not None:
            return "revoked"
        held = self.membership
        if not held.is_valid_on(timezone.localdate(at)) or not demonstration.opens(held):
            return "ended"
        return "expired" if self.expires_at <= at else "open"
