"""What changed in which dataset from one set to the next, as a feed (Atom)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanvat.opendata import dcat
from sanvat.opendata.described import address
from sanvat.opendata.sets import CHANGES
from sanvat.text.numbers import number

MOST_CHANGES = 100


@dataclass(frozen=True)
class Change:
    """A dataset whose rows differ from those of the set before. `before`: how many rows it had;
    None where it is new."""

    key: str
    title: str
    day: str
    at: datetime
    rows: int
    before: int | None


def changes(manifests: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Of sets whose manifests are given, the newest first, and so are the changes."""
    return [
        change
        for new, old in zip(manifests, (*manifests[1:], None), strict=False)
        for change in _between(new, old)
    ][:MOST_CHANGES]


def _between(new: Mapping[str, Any], old: Mapping[str, Any] | None) -> Iterator[Change]:
    known = {each["key"]: each for each in old["datasets"]} if old else {}
    for each in new["datasets"]:
        before = known.get(each["key"])
        if before is None or _content(before) != _content(each):
            yield Change(
                key=each["key"],
                title=each["title"],
                day=new["day"],
                at=datetime.fromisoformat(new["built_at"]),
                rows=each["rows"],
                before=before["rows"] if before else None,
            )


def _content(told: Mapping[str, Any]) -> str:
    found: str = next(file["sha256"] for file in told["files"] if file["name"].endswith(".jsonl"))
    return found


def said(change: Change) -> str:
    """What became of it, in one sentence."""
    rows = number(change.rows)
    if change.before is None:
        return _("Có lần đầu, %(rows)s dòng.") % {"rows": rows}
    if change.before == change.rows:
        return _("Vẫn %(rows)s dòng; có dòng đã đổi.") % {"rows": rows}
    more = change.rows - change.before
    sentence = _("%(rows)s dòng, thêm %(more)s.") if more > 0 else _("%(rows)s dòng, bớt %(more)s.")
    return sentence % {"rows": rows, "more": number(abs(more))}


def feed(found: Sequence[Change], *, at: datetime) -> bytes:
    """In Vietnamese, for whoever follows the datasets."""
    with override("vi"):
        atom = Atom1Feed(
            title=str(dcat.TITLE),
            link=address(),
            description=str(dcat.ABOUT),
            language="vi",
            feed_url=address(CHANGES),
            feed_guid=address(CHANGES),
        )
        for each in found:
            atom.add_item(
                title=each.title,
                link=address(f"{each.key}/"),
                description=said(each),
                unique_id=f"{address(f'{each.key}/')}#{each.day}",
                pubdate=each.at,
                updateddate=each.at,
                author_name=_("Sản Vật"),
            )
        if not found:
            atom.feed["updated"] = at
        text = StringIO()
        atom.write(text, "utf-8")
    return text.getvalue().encode()
