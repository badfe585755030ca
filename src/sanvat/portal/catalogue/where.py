"""Which place is meant in a search, by today's name or an older one, and what lies there today."""

from __future__ import annotations

from dataclasses import dataclass

from sanvat.places import questions
from sanvat.places.maps import lying_in
from sanvat.places.models import Place, today_of
from sanvat.text.fold import fold

LONGEST = 100
"""Characters of a place that is asked for."""
MOST_MEANT = 5
"""Places that a name without a kind or a province may mean at once."""


@dataclass(frozen=True)
class Meant:
    """One unit that may be meant; `now` says where an old one lies today."""

    place: Place
    now: str = ""

    @property
    def asked(self) -> str:
        return self.place.code if self.place.is_of_today else self.place.full_name


@dataclass(frozen=True)
class Where:
    text: str
    meant: tuple[Meant, ...]
    inside: frozenset[int]

    @property
    def only(self) -> Place | None:
        return self.meant[0].place if len(self.meant) == 1 else None

    @property
    def shown(self) -> str:
        """What stands in the field again."""
        return self.only.full_name if self.only else self.text


def where(text: str) -> Where | None:
    """None where nothing was asked for; what nobody knows means no place. `text`: a code of today,
    or a name. Four queries at most, whatever is meant."""
    if not text:
        return None
    if text.isdecimal():
        found = list(Place.objects.today().filter(code=text[:5])[:1])
    else:
        found = _by_name(text)
    now = today_of([each for each in found if not each.is_of_today])
    meant = tuple(Meant(each, _named(now.get(each.pk, []))) for each in found)
    return Where(text, meant, lying_in(found))


def _by_name(text: str) -> list[Place]:
    found = questions.find(text, limit=MOST_MEANT * 2)
    asked = fold(text)
    exactly = [
        each for each in found if asked in (each.folded, fold(each.title), fold(each.full_name))
    ]
    return (exactly or found)[:MOST_MEANT]


def _named(places: list[Place]) -> str:
    return "; ".join(place.title for place in places[:4]) + ("…" if len(places) > 4 else "")
