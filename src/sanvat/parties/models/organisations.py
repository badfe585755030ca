from __future__ import annotations

from functools import reduce
from operator import or_
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
from sanvat.places.models import Level, Place
from sanvat.records.fields import Line, Name, Searchable
from sanvat.records.hiding import hides
from sanvat.records.search import matching

if TYPE_CHECKING:
    from sanvat.parties.models.users import User


def _kept(label: Any, length: int) -> Any:
    """A column that the database keeps."""
    return models.CharField(label, max_length=length, editable=False, default="", db_collation="C")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: User) -> OrganisationQuerySet:
        """See `seen_by`."""
        return self.filter(seen_by(user))

    def search(self, text: str) -> OrganisationQuerySet:
        """Those whose name or place has every word, typed with accents or without."""
        return self.filter(matching(text, "found_by"))


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
    # What the database keeps with the place: the lineage of the province it lies in, its place in
    # the order of places (before all where there is none), and the words of both.
    province = _kept(_("tỉnh"), 60)
    place_key = _kept(_("thứ tự theo địa bàn"), 300)
    found_by = _kept(_("từ để tìm"), 620)
    # The lineage of another province, in which a room above knows a producer to lie today.
    also_in = _kept(_("tỉnh hiện nay"), 60)

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
            models.Index(name="organisation_in_order", fields=["place_key", "name", "id"]),
            models.Index(
                name="organisation_in_province", fields=["province", "place_key", "name", "id"]
            ),
            models.Index(
                name="organisation_also_in",
                fields=["also_in", "place_key", "name", "id"],
                condition=~Q(also_in=""),
            ),
            # The kinds that are few, which would be looked for among all producers.
            models.Index(
                name="organisation_offices",
                fields=["kind", "place_key", "name", "id"],
                condition=~Q(kind="producer"),
            ),
            models.Index(
                name="organisation_offices_province",
                fields=["province", "kind", "place_key", "name", "id"],
                condition=~Q(kind="producer"),
            ),
            GinIndex(
                name="organisation_search",
                fields=["province", "found_by"],
                opclasses=["varchar_ops", "gin_trgm_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        refuse_links(self.name)  # it stands in every invitation


def seen_by(user: User, path: str = "") -> Q:
    """Those that a person sees, for any row that has one under `path` ("organisation"): the own
    one; for those who look after others, the ones of the place they act for, and what rooms above
    know to lie there (see hooks.ALSO_SEEN)."""
    return reduce(or_, parts_seen(user, path))


def parts_seen(user: User, path: str = "") -> list[Q]:
    """The same in parts that have no row in common. Of a province there are several, each of which
    has an index in the order of places; "or" between them would put all in order."""
    key, begin = path or "pk", f"{path}__" if path else ""
    if user.acting is None:
        return [Q(**{f"{key}__in": []})]
    if acts_as(user, *roles.COUNTRY_KEEPERS):
        return [Q()]
    own, place = Q(**{key: user.acting.organisation_id}), user.acting.place
    if not acts_as(user, *roles.ORGANISATION_KEEPERS):
        return [own]
    if place is not None and place.level == Level.PROVINCE:
        here = Q(**{f"{begin}province": place.lineage})
        kind = {f"{begin}kind": OrganisationKind.PRODUCER}  # no other lies elsewhere
        elsewhere = Q(**{f"{begin}also_in": place.lineage}, **kind)
        return [here, elsewhere, own & ~here & ~elsewhere]
    rows = Organisation.objects.values("pk")
    also = [seen(user) for seen in hooks.ALSO_SEEN]
    # Found apart, since "or" over two paths to a place reads every row of the country.
    of_own = rows.filter(pk=user.acting.organisation_id)
    found = of_own.union(rows.filter(scope_places(user)), *also, all=True)
    return [Q(**{f"{key}__in": found})]
