"""Administrative units and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import StartsWith
from django.utils.translation import gettext_lazy as _

from sanvat.places import names
from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN
from sanvat.text.fold import fold, sort_key
from sanvat.text.tidy import one_spelling


class Level(models.TextChoices):
    PROVINCE = "province", _("tỉnh")
    DISTRICT = "district", _("huyện")
    COMMUNE = "commune", _("xã")


class Kind(models.TextChoices):
    """What the law calls a unit. Its word stands before the name and in no other form."""

    TINH = "tinh", _("tỉnh")
    THANH_PHO = "thanh_pho", _("thành phố")
    QUAN = "quan", _("quận")
    HUYEN = "huyen", _("huyện")
    THI_XA = "thi_xa", _("thị xã")
    THI_TRAN = "thi_tran", _("thị trấn")
    XA = "xa", _("xã")
    PHUONG = "phuong", _("phường")
    DAC_KHU = "dac_khu", _("đặc khu")


class PlaceQuerySet(models.QuerySet["Place"]):
    def on(self, day: date) -> PlaceQuerySet:
        """The units there were on that day."""
        return self.filter(valid__contains=day)

    def today(self) -> PlaceQuerySet:
        """The units of the newest map: those whose period has no end."""
        return self.filter(valid__upper_inf=True)

    def provinces(self) -> PlaceQuerySet:
        return self.filter(level=Level.PROVINCE)

    def communes(self) -> PlaceQuerySet:
        return self.filter(level=Level.COMMUNE)

    def below(self, place: Place) -> PlaceQuerySet:
        """That unit and everything in it, under every name it had."""
        return self.filter(lineage__startswith=place.lineage)


def province_of(lineage: str) -> str:
    """The lineage of the province in which a place of this lineage lies, or which it is."""
    return f"/{lineage.split('/', 2)[1]}/"


def within(place: Place, path: str) -> Q:
    """For any model that has a place: what lies in this one. `path`: "producer__place".

    Also what was entered when the unit, or one in it, had another name or kind.
    """
    return Q(**{f"{path}__lineage__startswith": place.lineage})


def around(place: Place, path: str) -> Q:
    """For any model that has a place: what is of this one, or of one that it lies in. The lineage
    is compared whole, so that a question about it is made once (`parties.ready`)."""
    return Q(StartsWith(Value(place.lineage), F(f"{path}__lineage")))


class Place(models.Model):
    """A unit during a period. Another name, kind or parent is another row of the same unit.

    `valid` has no lower end where the beginning is not known, and no upper one today.
    """

    code = models.CharField(_("mã"), max_length=5)
    level = models.CharField(_("cấp"), max_length=10, choices=Level)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    name = models.CharField(_("tên"), max_length=60)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("thuộc"),
    )
    valid = DateRangeField(_("thời gian"))
    latitude = models.FloatField(_("vĩ độ"), null=True, blank=True)
    longitude = models.FloatField(_("kinh độ"), null=True, blank=True)
    decision = models.CharField(_("căn cứ"), max_length=60, blank=True)

    # What follows from the above, kept so that a list needs no further query: see complete().
    full_name = models.CharField(_("tên đầy đủ"), max_length=200, editable=False)
    lineage = models.CharField(max_length=60, editable=False)
    folded = models.CharField(max_length=60, editable=False)
    searchable = models.CharField(max_length=300, editable=False)
    sort_key = models.CharField(max_length=300, editable=False, db_collation="C")

    objects: ClassVar[Any] = PlaceQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides(code=PLAIN)

    class Meta:
        verbose_name = _("địa bàn")
        verbose_name_plural = _("địa bàn")
        ordering: ClassVar = ["sort_key", "id"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="place_periods_apart",
                expressions=[
                    ("level", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Mã này đã thuộc một đơn vị khác trong thời gian ấy."),
            ),
            models.CheckConstraint(
                name="place_has_days",
                condition=Q(valid__isempty=False),
                violation_error_message=_("Thời gian không có ngày nào."),
            ),
            models.CheckConstraint(
                name="place_under_a_place",
                condition=Q(level=Level.PROVINCE, parent=None)
                | (~Q(level=Level.PROVINCE) & Q(parent__isnull=False)),
                violation_error_message=_("Tỉnh đứng trên cùng; đơn vị khác thuộc một đơn vị."),
            ),
        ]
        indexes: ClassVar = [
            GinIndex(name="place_search", fields=["searchable"], opclasses=["gin_trgm_ops"]),
            models.Index(
                name="place_lineage", fields=["lineage"], opclasses=["varchar_pattern_ops"]
            ),
            models.Index(name="place_folded", fields=["folded"]),
            models.Index(name="place_order", fields=["sort_key", "id"]),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.complete()
        super().save(*args, **kwargs)

    def complete(self, *, continues: Place | None = None) -> None:
        """Fill in what follows; `continues` is the row before, of the same unit."""
        self.name = one_spelling(self.name)
        self.full_name = f"{self.title}, {self.parent.full_name}" if self.parent else self.title
        self.folded = fold(self.name)
        self.searchable = names.searchable(self.full_name, self.code)
        self.sort_key = sort_key(self.name)
        key = continues.unit if continues else self.unit or self._own_key()
        self.lineage = f"{self.parent.lineage if self.parent else '/'}{key}/"

    def _own_key(self) -> str:
        since = f"-{self.valid.lower:%Y%m%d}" if self.valid.lower else ""
        return f"{self.level[0]}{self.code}{since}"

    @property
    def unit(self) -> str:
        """What stays the same through changes of name, kind and parent."""
        return self.lineage.rstrip("/").rsplit("/", 1)[-1]

    @property
    def title(self) -> str:
        """The name with its kind: "xã Tân Hà", "phường 7"."""
        return names.titled(self.kind, self.name)

    @property
    def centre(self) -> tuple[float, float] | None:
        """Latitude and longitude of its middle, where they are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    def is_valid_on(self, day: date) -> bool:
        lower, upper = self.valid.lower, self.valid.upper
        return (lower is None or lower <= day) and (upper is None or day < upper)

    @property
    def is_of_today(self) -> bool:
        return self.valid.upper is None

    def covers(self, other: Place) -> bool:
        """True where the other lies in this one, or today lies wholly in it."""
        if other.lineage.startswith(self.lineage):
            return True
        if other.is_of_today or not self.is_of_today:
            return False
        return all(place.lineage.startswith(self.lineage) for place in other.today_places())

    def today_places(self) -> list[Place]:
        """What it became: itself where it still is, else those of today's map it lies in."""
        return today_of([self])[self.pk]


class Change(models.TextChoices):
    """How one unit became another."""

    MERGE = "merge", _("nhập")
    SPLIT = "split", _("chia")
    RENAME = "rename", _("đổi tên, đổi loại")
    MOVE = "move", _("chuyển cấp trên")


class Succession(models.Model):
    """On that day the old unit, or where `whole` is not true a part of it, became the new one."""

    old = models.ForeignKey(
        Place, models.CASCADE, related_name="successions", verbose_name=_("đơn vị cũ")
    )
    new = models.ForeignKey(
        Place, models.CASCADE, related_name="origins", verbose_name=_("đơn vị mới")
    )
    on = models.DateField(_("từ ngày"))
    kind = models.CharField(_("thay đổi"), max_length=10, choices=Change)
    whole = models.BooleanField(_("toàn bộ"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("kế thừa")
        verbose_name_plural = _("kế thừa")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(
                name="succession_moves_on",
                condition=~Q(old=F("new")),
                violation_error_message=_("Một đơn vị không kế thừa chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


def today_of(places: Iterable[Place]) -> dict[int, list[Place]]:
    """What each of them is on the newest map, by its id: a few queries for any number."""
    return on_map(places, None)


def on_map(places: Iterable[Place], day: date | None) -> dict[int, list[Place]]:
    """The units of that day in which each of them lies, by its id; None is the newest map.

    Goes forward along successions, or back for a unit that is younger than the day.
    """
    asked = list(places)
    lies_in = {place.pk: {place.pk} for place in asked}
    found = {place.pk: place for place in asked}
    while elsewhere := [place for place in asked if not _stands(place, day)]:
        steps: dict[int, set[int]] = defaultdict(set)
        for place, other in _steps(elsewhere, day):
            steps[place].add(other.pk)
            found[other.pk] = other
        moved = {place.pk for place in elsewhere}
        lies_in = {
            pk: {n for each in now for n in (steps[each] if each in moved else (each,))}
            for pk, now in lies_in.items()
        }
        asked = [found[pk] for pk in set().union(*steps.values())]
    return {
        pk: sorted((found[each] for each in now), key=lambda place: (place.sort_key, place.pk))
        for pk, now in lies_in.items()
    }


def _stands(place: Place, day: date | None) -> bool:
    return place.is_of_today if day is None else place.is_valid_on(day)


def _steps(places: list[Place], day: date | None) -> Iterator[tuple[int, Place]]:
    """From each of them to the ones next to it in the direction of the day."""
    later = {p.pk for p in places if day is not None and p.valid.lower and day < p.valid.lower}
    earlier = {p.pk: p for p in places if p.pk not in later}
    told = set()
    for step in Succession.objects.filter(old__in=earlier).select_related("new"):
        told.add(step.old_id)
        yield step.old_id, step.new
    # What a commune went into may be unknown: it lies somewhere in what its district became.
    lost = {pk: p.parent_id for pk, p in earlier.items() if pk not in told and p.parent_id}
    if lost:
        above = Succession.objects.filter(old__in=lost.values()).select_related("new")
        for step in above:
            for pk in (pk for pk, parent in lost.items() if parent == step.old_id):
                yield pk, step.new
    back = list(Succession.objects.filter(new__in=later).select_related("old"))
    # A commune comes from communes and from their districts; the islands only from a district.
    of_its_level = {step.new_id for step in back if step.old.level != Level.DISTRICT}
    for step in back:
        if step.old.level != Level.DISTRICT or step.new_id not in of_its_level:
            yield step.new_id, step.old


class Edition(models.Model):
    """Which edition of the data file the tables hold; one row."""

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    JOURNAL_HIDES: ClassVar = hides(digest=PLAIN)

    class Meta:
        verbose_name = _("bản dữ liệu địa bàn")
        verbose_name_plural = _("bản dữ liệu địa bàn")

    def __str__(self) -> str:
        return self.digest[:12]


class Boundary(models.Model):
    """The border of a unit, where an operator has loaded one: rings of longitude and latitude."""

    place = models.OneToOneField(
        Place, models.CASCADE, related_name="boundary", verbose_name=_("địa bàn")
    )
    rings = models.JSONField(_("đường ranh giới"))

    JOURNAL_HIDES: ClassVar = hides(rings=PLAIN)

    class Meta:
        verbose_name = _("ranh giới địa bàn")
        verbose_name_plural = _("ranh giới địa bàn")

    def __str__(self) -> str:
        return str(self.place)
