"""Official papers: dispatches, decisions, plans, conclusions that an authority issued."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.instruments import hooks
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Organisation, Role, User
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.places.models import Place
from sanvat.records.fields import Line, Searchable, Text
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.search import matching
from sanvat.text.fold import fold

_SPELT_OUT = re.compile(r"^(so|sh)\s+")


def number_key(number: str) -> str:
    """How numbers are compared: "295/VPĐP", "295 / vpdp" and "Số 295/VPĐP" are one."""
    return "/".join(_SPELT_OUT.sub("", fold(number)).split())[:80]


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def visible_to(self, user: User) -> InstrumentQuerySet:
        """What the office one acts for recorded or issued; for keepers of the programme what is
        kept in their place; what is open to all; and what a thing that one sees is based on
        (`hooks.ALSO_SEEN`). The operator of the machine sees none."""
        if not user.is_authenticated or user.acting is None or acts_as(user, Role.OPERATOR):
            return self.none()
        keeps = acts_as(user, *PROGRAMME_KEEPERS)
        if keeps and user.acting.place is None:
            return self.all()
        seen = Q(is_public=True)
        if acts_as(user, *PROGRAMME_READERS):
            own = user.acting.organisation_id
            seen |= Q(recorded_for=own) | Q(organisation=own)
        if keeps:
            seen |= scope_places(user)
        for also in hooks.ALSO_SEEN:
            seen |= Q(pk__in=also(user))
        return self.filter(seen)

    def public(self) -> InstrumentQuerySet:
        """Those that somebody put on the portal, for everybody."""
        return self.filter(published_at__isnull=False)

    def search(self, text: str) -> InstrumentQuerySet:
        """Those that have every word in number, kind, issuer or summary: "cv 295", "295/vpdp"."""
        return self.filter(matching(text))


class Instrument(models.Model):
    """One official paper, as the body that issued it numbers it.

    `issuer` is the body's name as the paper has it; `organisation` that body, where it is known
    here. What the paper is the basis of (a plan, an event, a support) points at it. `place` is
    where it is kept: that of the office that recorded it. `is_public`: everybody who works in the
    programme may read it. `expires_on`: the last day on which it holds, where it says one itself.

    The database writes `published_at` (strangers read it on the portal since), `ended_on` (the day
    from which it holds no longer, by its own words or another paper's) and `amended_on` from the
    rows of `Publication` and `Relation`; nobody else does.
    """

    class Kind(models.TextChoices):
        DISPATCH = "dispatch", _("công văn")
        DECISION = "decision", _("quyết định")
        PLAN = "plan", _("kế hoạch")
        DIRECTIVE = "directive", _("chỉ thị")
        RESOLUTION = "resolution", _("nghị quyết")
        CONCLUSION = "conclusion", _("thông báo kết luận")
        REGULATION = "regulation", _("quy chế")
        PROGRAMME = "programme", _("chương trình")
        REPORT = "report", _("báo cáo")
        INVITATION = "invitation", _("giấy mời")
        MINUTES = "minutes", _("biên bản")
        OTHER = "other", _("văn bản khác")

    kind = models.CharField(_("loại văn bản"), max_length=12, choices=Kind)
    number = Line(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"))
    issuer = Line(_("cơ quan ban hành"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="instruments",
        verbose_name=_("tổ chức ban hành"),
    )
    summary = Text(_("trích yếu"), max_length=1000, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    expires_on = models.DateField(_("hết hiệu lực sau ngày"), null=True, blank=True)
    is_public = models.BooleanField(_("mọi người làm chương trình đều xem được"), default=False)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("nơi lưu")
    )
    recorded_for = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ghi thay cho"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), null=True)
    published_at = models.DateTimeField(_("đăng lên cổng lúc"), null=True, editable=False)
    ended_on = models.DateField(_("hết hiệu lực từ ngày"), null=True, editable=False)
    amended_on = models.DateField(_("được sửa đổi từ ngày"), null=True, editable=False)
    year = models.PositiveSmallIntegerField(_("năm"), editable=False)
    number_key = models.CharField(max_length=80, editable=False)
    issuer_key = models.CharField(max_length=300, editable=False)
    searchable = Searchable(
        "words_of_kind", "number", "issuer", "told_day", "summary", max_length=1600
    )
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)

    objects: ClassVar[Any] = InstrumentQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = (
        *("kind", "number", "issued_on", "issuer", "summary", "expires_on", "is_public"),
    )
    SHORT: ClassVar[dict[str, str]] = {
        Kind.DISPATCH: "cv",
        Kind.DECISION: "qđ",
        Kind.PLAN: "kh",
        Kind.DIRECTIVE: "ct",
        Kind.RESOLUTION: "nq",
        Kind.CONCLUSION: "tb kl",
        Kind.REGULATION: "qc",
        Kind.PROGRAMME: "ctr",
        Kind.REPORT: "bc",
        Kind.INVITATION: "gm",
        Kind.MINUTES: "bb",
    }
    """How kinds are written in short, which people search by."""

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering: ClassVar = ["-issued_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recorded_for", "kind", "issuer_key", "number_key", "year"],
                name="instrument_once_in_an_office",
                condition=~Q(number_key=""),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="instrument_expires_after_it_is_issued",
                condition=Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="instrument_newest", fields=["-issued_on", "-id"]),
            models.Index(name="instrument_of_number", fields=["number_key", "year"]),
            models.Index(
                name="instrument_public_newest",
                fields=["-issued_on", "-id"],
                condition=Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        kind = self.get_kind_display()
        return f"{kind} {self.number}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.complete()
        super().save(*args, **kwargs)

    @property
    def words_of_kind(self) -> str:
        return f"{self.get_kind_display()} {self.SHORT.get(self.kind, '')}"

    @property
    def told_day(self) -> str:
        """In the ways in which people type it."""
        on = self.issued_on
        return f"{on.day}/{on.month}/{on.year} {on:%d/%m}"

    def is_over(self, today: date) -> bool:
        return self.ended_on is not None and self.ended_on <= today

    def is_amended(self, today: date) -> bool:
        return self.amended_on is not None and self.amended_on <= today

    def complete(self) -> None:
        """Fill in what follows from number, issuer and day."""
        self.year = self.issued_on.year
        self.number_key = number_key(self.number)
        self.issuer_key = fold(self.issuer)[:300]
