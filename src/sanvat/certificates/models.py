"""Recognitions: that a product got its stars; and the printed catalogues of what is in force."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.certificates.access import recognitions_seen_by
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.products.models import Product, Source
from sanvat.records.fields import Line
from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def latest_first(self) -> RecognitionQuerySet:
        return self.order_by("-round", "-id")

    def visible_to(self, user: User) -> RecognitionQuerySet:
        return self.filter(recognitions_seen_by(user))


class Recognition(models.Model):
    """That a product got its stars: a fact as the register tells it, with what the register
    leaves out left empty. Whether it is in force is computed, never kept."""

    class Kind(models.TextChoices):
        FIRST = "first", _("lần đầu")
        AGAIN = "again", _("phân hạng lại")
        UPGRADE = "upgrade", _("nâng hạng")

    product = models.ForeignKey(
        Product,
        models.CASCADE,
        related_name="recognitions",
        db_index=False,  # the constraint below has it
        verbose_name=_("sản phẩm"),
    )
    round = models.PositiveSmallIntegerField(_("lần"), default=1)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    stars = models.PositiveSmallIntegerField(
        _("hạng sao"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    year = models.PositiveSmallIntegerField(_("năm công nhận"), null=True, blank=True)
    issued_on = models.DateField(_("ngày công nhận"), null=True, blank=True)
    expires_on = models.DateField(_("hết hạn"), null=True, blank=True)
    decision = Line(_("số quyết định"), max_length=100, blank=True)
    authority = Line(_("cơ quan công nhận"), max_length=200, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.REGISTER)

    objects: ClassVar[Any] = RecognitionQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lần công nhận")
        verbose_name_plural = _("lần công nhận")
        ordering: ClassVar = ["round", "id"]
        constraints: ClassVar = [
            # Checked at the end, since an older one that comes later moves the others on.
            models.UniqueConstraint(
                fields=["product", "round"],
                name="recognition_in_order",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="recognition_one_to_five", condition=Q(stars__gte=1, stars__lte=5)
            ),
            models.CheckConstraint(
                name="recognition_ends_after_it_began",
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gt=F("issued_on")),
                violation_error_message=_("Ngày hết hạn phải sau ngày công nhận."),
            ),
        ]
        indexes: ClassVar = [models.Index(name="recognition_expiry", fields=["expires_on"])]

    def __str__(self) -> str:
        return f"{self.product}: {self.stars} ★"

    def in_force_on(self, day: date) -> bool | None:
        """None where the register does not say until when."""
        if self.expires_on is None:
            return None
        return (self.issued_on is None or self.issued_on <= day) and day <= self.expires_on


class DecisionTally(models.Model):
    """So many recognitions of one decision in a province, kept by the database as they come, change
    and go and their products move: see the migration `0007_decision_tallies`.

    The same decision may be counted in several rows, which are added up (docs/decisions/0024).
    """

    province = models.CharField(_("tỉnh"), max_length=60, db_collation="C")
    issued_on = models.DateField(_("ngày công nhận"))
    decision = models.CharField(_("số quyết định"), max_length=100)
    authority = models.CharField(_("cơ quan công nhận"), max_length=200, blank=True)
    count = models.IntegerField(_("số lượng"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("số đếm theo quyết định")
        verbose_name_plural = _("số đếm theo quyết định")
        indexes: ClassVar = [
            models.Index(
                "province",
                F("issued_on").desc(),
                *("decision", "authority"),
                name="decision_tally_of_province",
            ),
            models.Index(
                F("issued_on").desc(), "decision", "authority", name="decision_tally_newest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province} {self.decision}: {self.count}"


class PrintedCatalogue(models.Model):
    """The products of a province that were in force on a day, as a file for everybody; made by a
    job each night, so that no stranger has a long one made."""

    place = models.OneToOneField(
        Place, models.CASCADE, related_name="+", verbose_name=_("tỉnh, thành phố")
    )
    day = models.DateField(_("tính đến ngày"))
    products = models.PositiveIntegerField(_("số sản phẩm"))
    content = models.BinaryField(_("tệp PDF"))
    made_at = models.DateTimeField(_("lập lúc"))

    JOURNAL_HIDES: ClassVar = hides(content=PLAIN)

    class Meta:
        verbose_name = _("danh mục in sẵn")
        verbose_name_plural = _("danh mục in sẵn")

    def __str__(self) -> str:
        return f"{self.place}, {self.day}"
