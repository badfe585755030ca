"""Places for the public search: units of today, and every name under which somebody may look for
what lies in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

from sanvat.findable.declared import Address, Findable, Keys, Thing, whole_numbers
from sanvat.places.models import Edition, Level, Place, Succession

MOST_TOLD = 12
"""Former names beneath a place."""


def _places(keys: Keys | None) -> Iterator[Thing]:
    """Two queries."""
    rows = Place.objects.today().exclude(level=Level.DISTRICT).order_by()
    if keys is not None:
        rows = rows.filter(pk__in=whole_numbers(keys))
    places = list(rows.only("code", "level", "full_name", "valid", "decision"))
    former: dict[int, dict[str, None]] = defaultdict(dict)
    steps = Succession.objects.order_by("-on", "old__sort_key")
    if keys is not None:
        steps = steps.filter(new__in=[place.pk for place in places])
    for new, name in steps.values_list("new", "old__full_name"):
        former[new][name] = None
    for place in places:
        names = [name for name in former[place.pk] if name != place.full_name]
        told = "; ".join(names[:MOST_TOLD]) + ("…" if len(names) > MOST_TOLD else "")
        yield Thing(
            key=str(place.pk),
            title=place.full_name[:1].upper() + place.full_name[1:],
            text=f"Trước đây: {told}" if told else "",
            facts=(place.decision,) if place.decision else (),
            address=Address("portal:catalogue", query={"noi": place.code}),
            section=place.level,
            day=place.valid.lower,
            place=place.pk,
        )


def _edition() -> str:
    """Places come with a release, and all at once."""
    last = Place.objects.order_by("-pk").values_list("pk", flat=True).first()
    steps = Succession.objects.order_by("-pk").values_list("pk", flat=True).first()
    digest = Edition.objects.values_list("digest", flat=True).first()
    return f"{digest} {last} {steps}"


def _names() -> Callable[[int], str]:
    """For the key of a place of any day: its own names, those of what it came from, and of what it
    became. Two queries for all there are."""
    own = dict(Place.objects.order_by().values_list("pk", "searchable"))
    before: dict[int, list[int]] = defaultdict(list)
    after: dict[int, list[int]] = defaultdict(list)
    for old, new in Succession.objects.values_list("old", "new"):
        before[new].append(old)
        after[old].append(new)
    kept: dict[int, str] = {}

    def names(place: int) -> str:
        if place not in kept:
            units = _reached(place, before) | _reached(place, after)
            words = (word for unit in units for word in own.get(unit, "").split())
            kept[place] = " ".join(dict.fromkeys(words))
        return kept[place]

    return names


def _reached(place: int, steps: dict[int, list[int]]) -> dict[int, None]:
    """The place and all that lies behind it in that direction."""
    reached, ahead = {place: None}, [place]
    while ahead:
        for unit in steps.get(ahead.pop(), ()):
            if unit not in reached:
                reached[unit] = None
                ahead.append(unit)
    return reached


NAMES_OF_PLACES = _names
FINDABLES = (
    Findable(
        kind="dia-ban",
        label=_("Địa bàn"),
        things=_places,
        edition=_edition,
        sections=lambda: {Level.PROVINCE.value: _("Tỉnh, thành phố"), Level.COMMUNE.value: _("Xã")},
        order=60,
    ),
)
