"""Places may be followed: what happens in one, and in whatever lies in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from sanvat.follow.declared import Keys, Topic, TopicKind
from sanvat.places.models import Level, Place

PLACE = "dia-ban"


def _places(keys: Keys) -> Iterator[Topic]:
    """By the codes of today; one query."""
    known = [key for key in keys if key.isascii() and key.isdecimal() and len(key) <= 5]
    rows = Place.objects.today().exclude(level=Level.DISTRICT).filter(code__in=known)
    for place in rows.order_by().only("code", "full_name"):
        name = place.full_name
        yield Topic(key_of(place), name[:1].upper() + name[1:], f"/san-pham/?noi={place.code}")


def key_of(place: Place) -> str:
    return f"{PLACE}:{place.code}"


TOPICS = (TopicKind(key=PLACE, label=_("Địa bàn"), find=_places, order=30),)
