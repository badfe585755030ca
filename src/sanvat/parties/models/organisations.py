from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.parties import hooks, roles
from sanvat.parties.acting import acts_as, scope_places
from sanvat.parties.plain_names import refuse_links
from sanvat.parties.roles import OrganisationKind
from sanvat.places.models import Place
from sanvat.records.fields import Line, Name, Searchable
from sanvat.records.hiding import hides
from sanvat.records.search import matching

if TYPE_CHECKING:
    from sanvat.parties.models.users import User


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: User) -> OrganisationQuerySet:
        """The own one; for those who look after others, the ones of the place they act for, and
        what rooms above know to lie there (see hooks.ALSO_SEEN)."""
        if user.acting is None:
            return self.none()
        if acts_as(user, *roles.COUNTRY_KEEPERS):
            return self.all()
        own = user.acting.organisation_id
        if not acts_as(user, *roles.ORGANISATION_KEEPERS):
            return self.filter(pk=own)
        rows = Organisation.objects.values("pk")
        also = [seen(user) for seen in hooks.ALSO_SEEN]
        # Found apart, since "or" over two paths to a place reads every row of the country.
        here = rows.filter(scope_places(user))
        return self.filter(pk__in=rows.filter(pk=own).union(here, *also, all=True))

    def search(self, text: str) -> OrganisationQuerySet:
        """Those whose name or place has every word, typed with accents or without."""
        return self.filter(matching(text, "searchable", "place__searchable"))


class Organisation(models.Model):  # type: ignore[django-manager-missing]  # of Wagtail, untyped
    """A body people act for. Its place, where it has one, is as of the day it was entered."""

    Kind = OrganisationKind

    kind = models.CharField(_("loại tổ chức"), max_length=30, choices=OrganisationKind)
    name = Name(_("tên tổ chức"), max_length=200)
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
    tax_code = Line(_("mã số thuế"), max_length=20, blank=True)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    created_at = models.DateTimeField(_("ngày lập"), default=timezone.now)
    searchable = Searchable("name", max_length=300)

    objects: ClassVar[Any] = OrganisationQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides("tax_code")

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
        indexes: ClassVar = [
            GinIndex(name="organisation_search", fields=["searchable"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        refuse_links(self.name)  # it stands in every invitation
