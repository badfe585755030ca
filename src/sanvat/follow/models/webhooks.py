"""Addresses of programmes that are called when something happens, and each call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.follow.models.followers import NotedHappening
from sanvat.parties.acting import acts_as
from sanvat.parties.models import Organisation, Role
from sanvat.parties.roles import PRODUCT_READERS
from sanvat.places.models import Place
from sanvat.records.fields import Link, Name
from sanvat.records.hiding import hides
from sanvat.records.secrets import KEY, PLAIN, WRITING
from sanvat.records.steps import Steps

if TYPE_CHECKING:
    from sanvat.parties.models import User

LONGEST_ADDRESS = 500


class WebhookState(models.TextChoices):
    ON = "on", _("đang gọi")
    PAUSED = "paused", _("tạm ngừng")
    OFF = "off", _("đã tự tắt vì hỏng")
    ENDED = "ended", _("đã bỏ")


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def visible_to(self, user: User) -> WebhookQuerySet:
        """Those of the organisation one acts for; to the operator all that are not ended."""
        if acts_as(user, Role.OPERATOR):
            return self.exclude(state=WebhookState.ENDED)
        if user.acting is None or not acts_as(user, *PRODUCT_READERS):
            return self.none()
        return self.filter(organisation=user.acting.organisation_id)


class Webhook(models.Model):
    """An address of a programme of an organisation, and about what it is called.

    Each call is signed with `sealed_secret`, which is told once. After a change the earlier one
    signs too, until `before_until`, so that the programme need not change in the same moment.
    """

    State = WebhookState
    STEPS: ClassVar = Steps(
        {
            WebhookState.ON: (WebhookState.PAUSED, WebhookState.OFF, WebhookState.ENDED),
            WebhookState.PAUSED: (WebhookState.ON, WebhookState.ENDED),
            WebhookState.OFF: (WebhookState.ON, WebhookState.ENDED),
        },
        refuses=(
            "webhook-state",
            _(
                "Webhook này ở trạng thái “%(state)s” nên không làm được việc ấy. Hãy mở lại trang "
                "để xem việc làm được lúc này."
            ),
        ),
    )

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="webhooks", verbose_name=_("tổ chức")
    )
    name = Name(_("dùng cho việc gì"), max_length=100)
    url = Link(_("địa chỉ được gọi"), max_length=LONGEST_ADDRESS)
    kinds = ArrayField(models.CharField(max_length=20), verbose_name=_("báo về"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    state = models.CharField(
        _("trạng thái"), max_length=6, choices=WebhookState, default=WebhookState.ON
    )
    sealed_secret = models.TextField(_("khóa ký, đã niêm phong"))
    sealed_before = models.TextField(_("khóa ký cũ, đã niêm phong"), blank=True)
    before_until = models.DateTimeField(_("khóa cũ còn ký đến"), null=True, blank=True)
    failing_since = models.DateTimeField(_("hỏng từ lúc"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người lập")
    )
    created_at = models.DateTimeField(_("lập lúc"))

    objects: ClassVar[Any] = WebhookQuerySet.as_manager()

    # Addresses of receivers often hold a secret of theirs.
    JOURNAL_HIDES: ClassVar = hides("sealed_secret", url=WRITING, sealed_before=KEY, kinds=PLAIN)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhook")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="webhook_about_something",
                condition=Q(kinds__len__gt=0),
                violation_error_message=_("Hãy chọn ít nhất một loại điều mới."),
            ),
            models.UniqueConstraint(
                name="webhook_once",
                fields=["organisation", "url"],
                condition=~Q(state="ended"),
                violation_error_message=_(
                    "Tổ chức đã ghi địa chỉ này. Hãy dùng webhook đã có, hoặc bỏ nó trước."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("chờ gọi")
    DELIVERED = "delivered", _("đã nhận")
    FAILED = "failed", _("hỏng")
    WITHDRAWN = "withdrawn", _("không gọi nữa")


class Fault(models.TextChoices):
    """Why a call failed. What the other side wrote is not kept."""

    NONE = "", ""
    ANSWER = "answer", _("máy nhận trả lời khác 2xx")
    REDIRECT = "redirect", _("máy nhận chuyển sang địa chỉ khác; chúng tôi không đi theo")
    NO_NAME = "no_name", _("không tìm thấy máy mang tên này")
    NOT_PUBLIC = "not_public", _("tên máy dẫn tới một mạng riêng, không gọi")
    NO_LINE = "no_line", _("không nối được tới máy nhận")
    NO_TRUST = "no_trust", _("chứng thư TLS của máy nhận không đúng")
    TOO_SLOW = "too_slow", _("máy nhận trả lời quá chậm")
    NO_SENSE = "no_sense", _("câu trả lời không phải HTTP")
    GONE = "gone", _("máy nhận nói không nhận nữa (410)")


class Delivery(models.Model):
    """One call about one happening, or a trial without one. `message` is the same at every try, so
    that the receiver can tell what it has already."""

    State = DeliveryState
    STEPS: ClassVar = Steps(
        {
            DeliveryState.WAITING: (
                DeliveryState.DELIVERED,
                DeliveryState.FAILED,
                DeliveryState.WITHDRAWN,
            ),
        },
        refuses=("delivery-over", _("Lượt gọi này đã xong. Hãy gửi thử lượt khác.")),
    )

    webhook = models.ForeignKey(
        Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    happening = models.ForeignKey(
        NotedHappening,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("điều mới"),
    )
    message = models.CharField(_("mã lượt gọi"), max_length=40, unique=True)
    body = models.TextField(_("nội dung gửi"), blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=9, choices=DeliveryState, default=DeliveryState.WAITING
    )
    created_at = models.DateTimeField(_("lập lúc"))
    due_at = models.DateTimeField(_("gọi từ lúc"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần gọi"), default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(_("gọi lần cuối"), null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("mã trả lời"), null=True, blank=True)
    fault = models.CharField(_("lỗi"), max_length=10, choices=Fault, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides("body", message=PLAIN)

    class Meta:
        verbose_name = _("lượt gọi webhook")
        verbose_name_plural = _("lượt gọi webhook")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="delivery_once", fields=["webhook", "happening"]),
        ]
        indexes: ClassVar = [
            models.Index(name="delivery_due", fields=["due_at"], condition=Q(state="waiting")),
            models.Index(name="delivery_log", fields=["webhook", "-created_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.message
