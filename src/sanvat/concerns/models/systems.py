"""Other programmes: from which a matter came, and to which a body forwards some."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.concerns.models.concerns import Concern
from sanvat.concerns.models.parts import body, person, writing
from sanvat.follow.models import Fault
from sanvat.parties.access import acts_as
from sanvat.parties.models import ApiKey, User
from sanvat.parties.roles import PROGRAMME_READERS
from sanvat.records.fields import Line, Link, Name
from sanvat.records.hiding import hides
from sanvat.records.secrets import KEY, PLAIN, WRITING
from sanvat.records.steps import Steps

LONGEST_URL = 300
LONGEST_NAME_OF_THEIRS = 100
LONGEST_FORWARDED = 4_000
"""Letters of a description, as GeoReport v2 has it."""


class AppSending(models.Model):
    """That a matter came from another programme, and with whose key: the organisation may ask how
    far it is, and reads nothing that its sender did not give it."""

    concern = models.OneToOneField(
        Concern, models.CASCADE, related_name="app_sending", verbose_name=_("phản ánh")
    )
    organisation = body(_("tổ chức có ứng dụng"))
    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="+", verbose_name=_("khóa API"))
    at = models.DateTimeField(_("gửi lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides(key=PLAIN)  # its number

    class Meta:
        verbose_name = _("lần gửi qua ứng dụng")
        verbose_name_plural = _("các lần gửi qua ứng dụng")
        indexes: ClassVar = [
            models.Index(name="app_sending_of", fields=["organisation", "-at"]),
        ]

    def __str__(self) -> str:
        return str(self.concern)


class Spelling(models.TextChoices):
    """How an endpoint answers; the specification requires XML and allows JSON."""

    JSON = "json", "JSON"
    XML = "xml", "XML"


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def visible_to(self, user: User) -> EndpointQuerySet:
        """Those of the body one deals with matters for."""
        if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
            return self.none()
        return self.filter(organisation=user.acting.organisation_id)

    def in_use(self) -> EndpointQuerySet:
        return self.filter(ended_at=None)


class Endpoint(models.Model):
    """Where another city takes matters by Open311 GeoReport v2, as a body has noted it.

    `url` is that of the version, before `/services.json`. `sealed_key`: the key that city gave,
    empty where it wants none. `jurisdiction` and `service_code` are that city's.
    """

    organisation = body(_("cơ quan"))
    name = Name(_("tên nơi nhận"), max_length=LONGEST_NAME_OF_THEIRS)
    url = Link(_("địa chỉ Open311"), max_length=LONGEST_URL)
    jurisdiction = Line(_("jurisdiction_id"), max_length=100, blank=True)
    service_code = Line(_("service_code thường dùng"), max_length=100)
    spelling = models.CharField(
        _("định dạng"), max_length=4, choices=Spelling, default=Spelling.JSON
    )
    sealed_key = models.TextField(_("khóa của nơi nhận, đã niêm phong"), blank=True)
    made_by = person(_("người ghi"), null=False)
    made_at = models.DateTimeField(_("ghi lúc"))
    ended_by = person(_("người bỏ"))
    ended_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    objects: ClassVar[Any] = EndpointQuerySet.as_manager()

    # Addresses often hold a secret; a service code is that city's list, open to all.
    JOURNAL_HIDES: ClassVar = hides(url=WRITING, sealed_key=KEY, service_code=PLAIN)

    class Meta:
        verbose_name = _("nơi nhận Open311")
        verbose_name_plural = _("nơi nhận Open311")
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="endpoint_once",
                fields=["organisation", "url", "jurisdiction"],
                condition=Q(ended_at=None),
                violation_error_message=_(
                    "Cơ quan đã ghi nơi nhận này. Hãy dùng nơi đã có, hoặc bỏ nó trước."
                ),
            ),
            models.CheckConstraint(
                name="endpoint_ended_holds_no_key", condition=Q(ended_at=None) | Q(sealed_key="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Forwarding(models.Model):
    """That a body forwards a matter to another city's Open311, in words that do not tell who sent
    it; the matter stays with the body.

    `unclear`: the call went out and no answer came back, so that nobody knows whether it arrived;
    GeoReport has no way to send a thing twice as one, so a person looks. `their_id`, `status` and
    `status_notes` are what that city answers.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("chờ gửi")
        SENT = "sent", _("nơi nhận đã nhận")
        UNCLEAR = "unclear", _("chưa rõ đã nhận chưa")
        REFUSED = "refused", _("nơi nhận không nhận")
        WITHDRAWN = "withdrawn", _("không gửi nữa")
        CLOSED = "closed", _("nơi nhận báo đã xong")

    RUNNING: ClassVar = (State.WAITING, State.SENT, State.UNCLEAR, State.CLOSED)
    STEPS: ClassVar = Steps(
        {
            State.WAITING: (State.SENT, State.UNCLEAR, State.REFUSED, State.WITHDRAWN),
            State.UNCLEAR: (State.WAITING, State.SENT, State.WITHDRAWN),
            State.REFUSED: (State.WAITING,),
            State.SENT: (State.CLOSED,),
        },
        refuses=(
            "forwarding-state",
            _(
                "Lần gửi này ở trạng thái “%(state)s” nên không làm được việc ấy. Hãy mở lại trang "
                "để xem việc làm được lúc này."
            ),
        ),
    )

    concern = models.ForeignKey(
        Concern, models.PROTECT, related_name="forwardings", verbose_name=_("phản ánh")
    )
    endpoint = models.ForeignKey(
        Endpoint, models.PROTECT, related_name="forwardings", verbose_name=_("nơi nhận")
    )
    service_code = Line(_("service_code"), max_length=100)
    text = writing(_("nội dung gửi đi"), LONGEST_FORWARDED)
    state = models.CharField(_("trạng thái"), max_length=9, choices=State, default=State.WAITING)
    by = person(_("người gửi đi"), null=False)
    at = models.DateTimeField(_("lập lúc"))
    due_at = models.DateTimeField(_("việc kế tiếp từ lúc"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần gọi"), default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(_("gọi lần cuối"), null=True, blank=True)
    http_status = models.PositiveSmallIntegerField(_("mã trả lời"), null=True, blank=True)
    fault = models.CharField(_("lỗi"), max_length=10, choices=Fault, blank=True)
    their_token = Line(_("mã tạm của nơi nhận"), max_length=100, blank=True)
    their_id = Line(_("mã ở nơi nhận"), max_length=100, blank=True)
    status = models.CharField(_("tình trạng ở nơi nhận"), max_length=6, blank=True)
    status_notes = writing(_("nơi nhận ghi"), 2_000, blank=True)
    read_at = models.DateTimeField(_("hỏi lần cuối"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides(
        text=WRITING,
        status_notes=WRITING,
        service_code=PLAIN,
        their_token=PLAIN,  # a number that opens nothing: GeoReport gives it out for an id
    )

    class Meta:
        verbose_name = _("lần gửi qua Open311")
        verbose_name_plural = _("các lần gửi qua Open311")
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="forwarding_once",
                fields=["concern", "endpoint"],
                condition=Q(state__in=("waiting", "sent", "unclear", "closed")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="forwarding_due", fields=["due_at"], condition=Q(due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern}: {self.endpoint}"
