"""People, the bodies they act for, and the letters and notices that reach them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sanvat.places.models import Place
from sanvat.records.fields import Searchable


class UserManager(DjangoUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """Sign-in handles ignore case, as the constraint below does."""
        return self.get(username__iexact=username)


class User(AbstractUser):
    """A person who can sign in. What they may do comes from their roles, never from here."""

    # A Vietnamese name is one whole, family name first; cutting it in two would only garble it.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("họ và tên"), max_length=150, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    searchable = Searchable("name", "username", max_length=300)
    # Lives in the world that `make run` shows, and only there; nobody can sign in as one elsewhere.
    is_demonstration = models.BooleanField(_("tài khoản trình diễn"), default=False)

    # The membership this session chose; set by the door, read by `acting`.
    chosen: int | None = None

    objects: ClassVar[UserManager] = UserManager()

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_unique",
                violation_error_message=_("Tên đăng nhập này đã có người dùng."),
            ),
            # Many producers have no e-mail; two people must not share one.
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                condition=~Q(email=""),
                violation_error_message=_("Thư điện tử này đã có người dùng."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """The given name, which stands last and is how people are addressed."""
        return self.name.rsplit(" ", 1)[-1]

    def memberships_on(self, day: date) -> MembershipQuerySet:
        found: MembershipQuerySet = self.memberships.on(day)
        return found.select_related("organisation", "place")

    @cached_property
    def roles_of_today(self) -> list[Membership]:
        """Read anew with every request, so a membership that ended is gone with the next click."""
        return list(self.memberships_on(timezone.localdate()))

    @cached_property
    def acting(self) -> Membership | None:
        """For whom this person acts: what the session chose, else their only role of today."""
        if len(self.roles_of_today) == 1:
            return self.roles_of_today[0]
        return next((each for each in self.roles_of_today if each.pk == self.chosen), None)

    def choose(self, membership: int | None) -> None:
        """Act under this membership, where it is valid; what was read before is forgotten."""
        self.chosen = membership
        self.__dict__.pop("acting", None)
        self.__dict__.pop("roles_of_today", None)


class OrganisationKind(models.TextChoices):
    PRODUCER = "producer", _("chủ thể")
    COMMUNE_COMMITTEE = "commune_committee", _("Ủy ban nhân dân xã")
    DISTRICT_COMMITTEE = "district_committee", _("Ủy ban nhân dân huyện")
    PROVINCE_COMMITTEE = "province_committee", _("Ủy ban nhân dân tỉnh")
    ADVISORY_BODY = "advisory_body", _("cơ quan tham mưu")
    ADVISORY_TEAM = "advisory_team", _("tổ tư vấn")
    COUNCIL = "council", _("hội đồng")
    COORDINATION_OFFICE = "coordination_office", _("văn phòng điều phối")
    MINISTRY = "ministry", _("bộ, ngành trung ương")
    DEPARTMENT = "department", _("sở, ban, ngành")
    PARTY_BODY = "party_body", _("cơ quan Đảng")
    FRONT = "front", _("Mặt trận Tổ quốc")
    UNION = "union", _("hội, đoàn thể")
    ASSOCIATION = "association", _("hiệp hội")
    INSTITUTE = "institute", _("viện, trường")
    BANK = "bank", _("ngân hàng, tổ chức tín dụng")
    COMPANY = "company", _("doanh nghiệp")
    PRESS = "press", _("cơ quan báo chí")
    OTHER = "other", _("tổ chức khác")


class Organisation(models.Model):
    """A body people act for. Its place, where it has one, is as of the day it was entered."""

    Kind = OrganisationKind

    kind = models.CharField(_("loại tổ chức"), max_length=30, choices=OrganisationKind)
    name = models.CharField(_("tên tổ chức"), max_length=200)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("thuộc tổ chức"),
    )
    tax_code = models.CharField(_("mã số thuế"), max_length=20, blank=True)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    created_at = models.DateTimeField(_("ngày lập"), default=timezone.now)
    searchable = Searchable("name", max_length=300)

    class Meta:
        verbose_name = _("tổ chức")
        verbose_name_plural = _("tổ chức")
        constraints: ClassVar = [
            models.UniqueConstraint(
                F("kind"),
                Lower("name"),
                F("place"),
                name="organisation_once_in_a_place",
                nulls_distinct=False,
                condition=~Q(kind=OrganisationKind.PRODUCER),  # two makers may share a name
                violation_error_message=_("Địa bàn này đã có một tổ chức cùng loại, cùng tên."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    PRODUCER = "producer", _("chủ thể")
    COMMUNE_OFFICER = "commune_officer", _("cán bộ xã")
    ADVISORY_OFFICER = "advisory_officer", _("cán bộ cơ quan tham mưu")
    TEAM_MEMBER = "team_member", _("thành viên tổ tư vấn")
    COUNCIL_MEMBER = "council_member", _("thành viên hội đồng")
    COUNCIL_CHAIR = "council_chair", _("chủ tịch hội đồng")
    COUNCIL_SECRETARY = "council_secretary", _("thư ký hội đồng")
    CENTRE_OFFICER = "centre_officer", _("cán bộ trung ương")
    COORDINATOR = "coordinator", _("cán bộ điều phối")
    PROGRAMME_PARTY = "programme_party", _("bên phối hợp chương trình")
    EDITOR = "editor", _("biên tập viên")
    OPERATOR = "operator", _("người vận hành")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        return self.filter(valid__contains=day)


class Membership(models.Model):
    """A person holds a role in an organisation, over a place, from a day to a day.

    The day after the last stands in `valid` as its upper end, as PostgreSQL writes ranges: a
    membership that ends today holds no longer today. One that ends on the day it began has an
    empty period, and the journal remembers it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("người dùng"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("tổ chức")
    )
    role = models.CharField(_("vai trò"), max_length=30, choices=Role)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    valid = DateRangeField(_("thời hạn"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người giao"),
    )
    granted_at = models.DateTimeField(_("giao lúc"), default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người kết thúc"),
    )
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("tư cách")
        verbose_name_plural = _("tư cách")
        ordering: ClassVar = ["organisation__name", "role", "id"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="membership_periods_apart",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (F("organisation"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Người này đã giữ vai trò ấy trong thời gian ấy."),
            ),
            # Without a place the whole country is meant, so these roles may not be without.
            models.CheckConstraint(
                name="membership_of_a_place_has_one",
                condition=Q(place__isnull=False)
                | ~Q(role__in=["producer", "commune_officer", "advisory_officer"]),
                violation_error_message=_("Vai trò này phải gắn với một địa bàn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    def is_valid_on(self, day: date) -> bool:
        if self.valid.isempty:
            return False
        lower, upper = self.valid.lower, self.valid.upper
        return (lower is None or lower <= day) and (upper is None or day < upper)


class Invitation(models.Model):
    """An offer of a membership to the one person with this e-mail or telephone number.

    The link is signed and stands in no table (see tokens.py), so reading the database, or a
    copy of it, lets nobody in.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("tổ chức")
    )
    role = models.CharField(_("vai trò"), max_length=30, choices=Role)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    name = models.CharField(_("họ và tên"), max_length=150, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("số điện thoại"), max_length=20, blank=True)
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

    def is_open_at(self, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at


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
        if user.acting.role == Role.OPERATOR:
            own |= Q(organisation=None) | Q(state=LetterState.FAILED)
        return self.filter(own)


class Letter(models.Model):
    """One mail to one address, from the draft to the post. `key` keeps it from being sent twice."""

    State = LetterState

    to = models.EmailField(_("gửi tới"))
    subject = models.CharField(_("tiêu đề"), max_length=200)
    body = models.TextField(_("nội dung"))
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

    objects: ClassVar[Any] = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("thư")
        verbose_name_plural = _("thư")
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index(name="letter_about", fields=["about_type", "about_id"]),
            models.Index(name="letter_outbox", fields=["organisation", "state", "-created_at"]),
            models.Index(name="letter_due", fields=["due_at"], condition=Q(state="queued")),
        ]

    def __str__(self) -> str:
        return self.subject


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> NoticeQuerySet:
        return self.filter(user=user.pk)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A line on a person's desk: something happened that they may want to look at."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name=_("người nhận"),
    )
    text = models.CharField(_("nội dung"), max_length=300)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    # What it tells of, where it is told once only ("lapsing-12-2026-11-21").
    key = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(_("lúc"), default=timezone.now)
    read_at = models.DateTimeField(_("đã xem lúc"), null=True, blank=True)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="notice_once", fields=["user", "key"], condition=~Q(key="")
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="notice_desk", fields=["user", "-created_at"]),
        ]

    def __str__(self) -> str:
        return self.text


class Scope(models.TextChoices):
    """What a token opens. A scope keeps its meaning; a new meaning gets a new one."""

    PRODUCTS_READ = "products:read", _("đọc sản phẩm")
    PRODUCERS_READ = "producers:read", _("đọc chủ thể")


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: User) -> ApiTokenQuerySet:
        """One's own, those of all the bodies one acts for; to the operator all."""
        if user.acting is not None and user.acting.role == Role.OPERATOR:
            return self.all()
        return self.filter(membership__user=user.pk)

    def open_at(self, at: datetime) -> ApiTokenQuerySet:
        """Those a programme could come in with at that moment."""
        return self.filter(
            revoked_at=None,
            expires_at__gt=at,
            membership__valid__contains=timezone.localdate(at),
            membership__user__is_active=True,
        )


class ApiToken(models.Model):
    """A key with which a programme reads, in the name of one membership, what its scopes say.

    The key itself is shown once and stands nowhere: `digest` is its SHA-256, which is enough for
    256 random bits. With the membership it ends, whatever `expires_at` says.
    """

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="api_tokens", verbose_name=_("tư cách")
    )
    name = models.CharField(_("dùng cho việc gì"), max_length=100)
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

    objects: ClassVar[Any] = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("khóa API")
        verbose_name_plural = _("khóa API")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="api_token_opens_something",
                condition=Q(scopes__len__gt=0),
                violation_error_message=_("Hãy chọn ít nhất một việc khóa được làm."),
            ),
            models.CheckConstraint(
                name="api_token_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def state_at(self, at: datetime) -> str:
        """ "revoked", "ended" with its membership, "expired" or "open"."""
        if self.revoked_at is not None:
            return "revoked"
        if not self.membership.is_valid_on(timezone.localdate(at)):
            return "ended"
        return "expired" if self.expires_at <= at else "open"
