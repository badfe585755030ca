"""Filters of a list: links that keep the rest of the query, and say which is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sanvat.desk.keys import key_in
from sanvat.parties.models import User
from sanvat.places.models import Place


class Filters:
    """Reads what was chosen, and makes the links for every other choice."""

    def __init__(self, request: HttpRequest) -> None:
        self.query = request.GET.copy()
        self.query.pop("page", None)
        self.chosen: dict[str, str] = {}

    def choice(self, name: str, allowed: Iterable[str]) -> str:
        """What was chosen; anything else counts as nothing."""
        value = self.query.get(name, "")
        self.chosen[name] = value if value in set(allowed) else ""
        return self.chosen[name]

    def row(
        self, label: str, name: str, choices: Sequence[tuple[Any, Any]], *, every: str = ""
    ) -> dict[str, Any]:
        """A line of links: everything, then each choice."""
        chosen = self.chosen.get(name, "")
        others = self.without(name)
        begun = f"{others}&" if len(others) > 1 else others
        links = [{"label": every or _("Tất cả"), "href": others, "current": chosen == ""}]
        links += [
            {
                "label": text,
                "href": f"{begun}{urlencode({name: value})}",
                "current": value == chosen,
            }
            for value, text in choices
        ]
        return {"label": label, "chosen": chosen, "links": links}

    def without(self, name: str) -> str:
        query = self.query.copy()
        query.pop(name, None)
        return f"?{query.urlencode()}"

    def kept(self, *besides: str) -> list[tuple[str, str]]:
        """What a search form must send along so that the other filters stay."""
        return [(k, str(v)) for k, v in self.query.items() if k not in besides and v]


def chosen_place(request: HttpRequest, user: User) -> Place | None:
    """The place a list is narrowed to (`?noi=`), where it lies in one's own."""
    pk = key_in(request.GET.get("noi", ""))
    found: Place | None = Place.objects.today().filter(pk=pk).first() if pk else None
    own = user.acting.place if user.acting else None
    if found is None or (own is not None and not own.covers(found)):
        return None
    return found
