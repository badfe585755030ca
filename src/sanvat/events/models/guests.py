"""Whom an event calls together, what they replied, who came, and the paper that says so."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from sanvat.events.models.events import Event
from sanvat.parties.models import Membership, Organisation, OrganisationKind, Role
from sanvat.places.models import Place
from sanvat.records.fields import Email, Line, Name, Searchable
from sanvat.records.hiding import hides
from sanvat.records.search import matching
from sanvat.records.secrets import PLAIN


class GuestRule(models.Model):
    """Whom somebody meant when they invited: the rule, as it was on that day."""

    class Who(models.TextChoices):
        ROLE = "role", _("mọi người giữ một vai trò")
        BODIES = "bodies", _("mọi tổ chức cùng loại")
        PRODUCERS = "producers", _("mọi chủ thể")
        RECOGNISED = "recognised", _("chủ thể có sản phẩm chủ lực (đang được công nhận)")
        ORGANISATION = "organisation", _("một tổ chức")
        PERSON = "person", _("một người không có tài khoản")

    IN_A_PLACE: ClassVar = (Who.ROLE, Who.BODIES, Who.PRODUCERS, Who.RECOGNISED)

    event = models.ForeignKey(Event, models.CASCADE, related_name="rules")
    who = models.CharField(_("mời ai"), max_length=12, choices=Who)
    role = models.CharField(_("vai trò"), max_length=30, choices=Role, blank=True)
    kind = models.CharField(_("loại tổ chức"), max_length=30, choices=OrganisationKind, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = Line(_("tên"), max_length=200, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người mời")
    )
    invited_at = models.DateTimeField(_("mời lúc"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("thành phần mời")
        verbose_name_plural = _("thành phần mời")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """The rule for people: Cán bộ xã · tỉnh Lâm Đồng."""
        match self.who:
            case self.Who.ROLE:
                what: Any = self.get_role_display()
            case self.Who.BODIES:
                what = self.get_kind_display()
            case self.Who.ORGANISATION if self.organisation:
                what = self.organisation.name
            case self.Who.PERSON:
                what = self.name
            case _other:
                what = self.get_who_display()
        where = f" · {self.place.full_name}" if self.place else ""
        text = f"{what}{where}"
        return text[:1].upper() + text[1:]


class GuestQuerySet(models.QuerySet["Guest"]):
    def search(self, text: str) -> GuestQuerySet:
        return self.filter(matching(text, "searchable", "organisation__searchable"))

    def came(self) -> GuestQuerySet:
        return self.filter(attendances__withdrawn_at__isnull=True, attendances__isnull=False)

    def counted_by_reply(self) -> dict[str, int]:
        rows = self.order_by().values_list("reply").annotate(n=Count("pk"))
        return dict(rows)


class Guest(models.Model):
    """One invited person or body, or one that came without being invited (`is_walk_in`).

    A person who holds a role is invited in it (`membership`); a body by itself; somebody without
    an account by name. `place` is where they come from, as of the day of inviting; `number` is
    how the door finds them.
    """

    class Reply(models.TextChoices):
        NONE = "", _("chưa trả lời")
        YES = "yes", _("dự")
        MAYBE = "maybe", _("có thể dự")
        NO = "no", _("không dự")

    event = models.ForeignKey(Event, models.CASCADE, related_name="guests")
    rule = models.ForeignKey(
        GuestRule, models.PROTECT, null=True, blank=True, related_name="guests"
    )
    number = models.PositiveIntegerField(_("số thứ tự"))
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tổ chức"),
    )
    name = Name(_("họ tên"), max_length=200)
    title = Line(_("chức vụ, đơn vị"), max_length=200, blank=True)
    role = models.CharField(_("vai trò"), max_length=30, choices=Role, blank=True)
    email = Email(_("thư điện tử"), max_length=254, blank=True)
    phone = Line(_("điện thoại"), max_length=20, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    is_walk_in = models.BooleanField(_("đến không qua mời"), default=False)
    reply = models.CharField(
        _("trả lời"), max_length=5, choices=Reply, default=Reply.NONE, blank=True
    )
    reply_note = Line(_("lời nhắn"), max_length=500, blank=True)
    replied_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    stand_in = Line(_("người dự thay"), max_length=150, blank=True)
    stand_in_title = Line(_("chức vụ người dự thay"), max_length=200, blank=True)
    reminded_at = models.DateTimeField(_("nhắc lúc"), null=True, blank=True)
    searchable = Searchable("name", "title", "stand_in", max_length=600)

    objects: ClassVar[Any] = GuestQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides("email", "phone")
    EDITED: ClassVar = ("reply", "reply_note", "stand_in", "stand_in_title")

    class Meta:
        verbose_name = _("khách mời")
        verbose_name_plural = _("khách mời")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "number"], name="guest_number_once"),
            models.UniqueConstraint(
                fields=["event", "membership"],
                name="guest_membership_once",
                condition=Q(membership__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["event", "organisation"],
                name="guest_body_once",
                condition=Q(membership__isnull=True, organisation__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(name="guest_place", fields=["event", "place"])]

    def __str__(self) -> str:
        return self.name

    @property
    def who_comes(self) -> str:
        """The name for the sheet and the attendance certificate: whoever stands in, else they."""
        return self.stand_in or self.name

    @property
    def comes_as(self) -> str:
        return self.stand_in_title or self.title


class Attendance(models.Model):
    """That a guest was there. Each scan brings its own key, so that one sent twice counts once."""

    class How(models.TextChoices):
        LIST = "list", _("chọn trong danh sách")
        SCAN = "scan", _("quét mã của khách")
        SELF = "self", _("tự ghi bằng mã của phòng")
        SHEET = "sheet", _("nhập từ bản ký tên")
        WALK_IN = "walk_in", _("đến không qua mời")

    guest = models.ForeignKey(Guest, models.CASCADE, related_name="attendances")
    scan = models.UUIDField(default=uuid4, unique=True)
    how = models.CharField(_("ghi bằng cách"), max_length=8, choices=How)
    at = models.DateTimeField(_("có mặt lúc"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    noted_at = models.DateTimeField(_("ghi lúc"))
    withdrawn_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lượt có mặt")
        verbose_name_plural = _("lượt có mặt")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["guest"], name="guest_came_once", condition=Q(withdrawn_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.guest)


class AttendancePaper(models.Model):
    """The certificate that somebody took part: its number, its code to check, who it names."""

    guest = models.OneToOneField(Guest, models.PROTECT, related_name="paper")
    number = Line(_("số"), max_length=60, unique=True)
    check_code = models.CharField(_("mã kiểm tra"), max_length=12, unique=True)
    name = Line(_("họ tên"), max_length=200)
    issued_at = models.DateTimeField(_("cấp lúc"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người cấp")
    )

    JOURNAL_HIDES: ClassVar = hides(check_code=PLAIN)

    class Meta:
        verbose_name = _("giấy chứng nhận tham dự")
        verbose_name_plural = _("giấy chứng nhận tham dự")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.number
