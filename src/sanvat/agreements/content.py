"""The whole text of an agreement as data, and where two of them differ, word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any, Literal

from django.utils.translation import gettext as _
from rapidfuzz.distance import LCSseq

from sanvat.agreements.models import Agreement
from sanvat.text.days import day

Content = Mapping[str, Any]


def content_of(agreement: Agreement) -> dict[str, Any]:
    """The text as a version keeps it: plain JSON, the parties and the items in their order."""
    parties = list(agreement.parties.select_related("organisation"))
    items = agreement.items.select_related("lead__organisation", "indicator").prefetch_related(
        "partners__party__organisation"
    )
    return {
        "kind": agreement.kind,
        "title": agreement.title,
        "theme": agreement.theme,
        "place": agreement.place.full_name,
        "starts_on": agreement.starts_on.isoformat(),
        "ends_on": agreement.ends_on.isoformat(),
        "grounds": agreement.grounds,
        "purpose": agreement.purpose,
        "meets_every": agreement.meets_every,
        "reports_every": agreement.reports_every,
        "money": agreement.money,
        "effect": agreement.effect,
        "confirm_rule": agreement.confirm_rule,
        "parties": [
            {
                "key": party.organisation_id,
                "name": party.organisation.name,
                "representative": party.representative,
                "position": party.position,
                "capacity": party.capacity,
                "duties": party.duties,
            }
            for party in parties
        ],
        "items": [
            {
                "key": item.pk,
                "from": item.comes_from_id,
                "number": item.number,
                "text": item.text,
                "lead": item.lead.organisation.name,
                "duty": item.duty,
                "partners": [
                    {"name": each.party.organisation.name, "duty": each.duty}
                    for each in item.partners.all()
                ],
                "indicator": item.indicator.name if item.indicator else "",
                "product": item.product,
                "due_on": item.due_on.isoformat() if item.due_on else "",
                "note": item.note,
            }
            for item in items
        ],
    }


@dataclass(frozen=True)
class Part:
    """One part of a text that is compared with the same part of another: `key` finds it there."""

    key: str
    label: str
    text: str


def parts(content: Content) -> list[Part]:
    """A text in parts, as people read it."""
    found = [
        Part("title", _("Tên"), content["title"]),
        Part("theme", _("Chủ đề"), content["theme"]),
        Part(
            "period", _("Thời gian"), f"{_day(content['starts_on'])} – {_day(content['ends_on'])}"
        ),
        Part("place", _("Địa bàn"), content["place"]),
        Part("grounds", _("Căn cứ"), content["grounds"]),
        Part("purpose", _("Mục đích, yêu cầu"), content["purpose"]),
    ]
    found += [
        Part(f"party {each['key']}", each["name"], _party(each)) for each in content["parties"]
    ]
    found += [
        Part(
            f"item {each['key']}",
            _("Nội dung %(number)s") % {"number": each["number"]},
            _item(each),
        )
        for each in content["items"]
    ]
    every = dict(Agreement.Every.choices)
    rules = dict(Agreement.ConfirmRule.choices)
    found += [
        Part("meets", _("Họp giao ban"), str(every[content["meets_every"]])),
        Part("reports", _("Báo cáo"), str(every[content["reports_every"]])),
        Part("money", _("Kinh phí"), content["money"]),
        Part("confirm", _("Cách xác nhận"), str(rules[content["confirm_rule"]])),
        Part("effect", _("Hiệu lực"), content["effect"]),
    ]
    return found


def _party(party: Mapping[str, str]) -> str:
    named = ", ".join(filter(None, (party["representative"], party["position"])))
    return "\n".join(filter(None, (party["capacity"], named, party["duties"])))


def _item(item: Mapping[str, Any]) -> str:
    lines = [item["text"]]
    lead = item["lead"] + (f": {item['duty']}" if item["duty"] else "")
    lines.append(_("Chủ trì: %(lead)s") % {"lead": lead})
    for each in item["partners"]:
        said = each["name"] + (f": {each['duty']}" if each["duty"] else "")
        lines.append(_("Phối hợp: %(partner)s") % {"partner": said})
    if item["indicator"]:
        lines.append(_("Chỉ tiêu: %(indicator)s") % {"indicator": item["indicator"]})
    if item["product"]:
        lines.append(_("Kết quả: %(product)s") % {"product": item["product"]})
    due = _day(item["due_on"]) if item["due_on"] else _("cả năm")
    lines.append(_("Hạn: %(due)s") % {"due": due})
    if item["note"]:
        lines.append(item["note"])
    return "\n".join(lines)


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))


# Differences

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Run:
    """Some words that stand in both texts, in the first alone, or in the second alone."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """A part of two texts side by side. `state`: the same, changed, only before, only after."""

    label: str
    state: Literal["same", "changed", "gone", "new"]
    before: Sequence[Run]
    after: Sequence[Run]


def compare(before: Content, after: Content) -> list[Difference]:
    """Every part of both, in the order of the second; what is gone stands where it stood."""
    old, new = parts(before), parts(after)
    return _paired(old, new, {part.key: part.key for part in old})


def compare_years(before: Content, after: Content) -> list[Difference]:
    """The items alone, of an agreement and of the one that continues it: an item is paired with
    the one it was carried over from."""
    old = [part for part in parts(before) if part.key.startswith("item ")]
    new = [part for part in parts(after) if part.key.startswith("item ")]
    goes_on = {
        f"item {each['from']}": f"item {each['key']}" for each in after["items"] if each["from"]
    }
    return _paired(old, new, goes_on)


def _paired(
    old: Sequence[Part], new: Sequence[Part], goes_on: Mapping[str, str]
) -> list[Difference]:
    theirs = {goes_on.get(part.key, f"- {part.key}"): part for part in old}
    there = {part.key for part in new}
    found = []
    left = [part for part in old if goes_on.get(part.key) not in there]
    for part in new:
        was = theirs.get(part.key)
        if was is None:
            found.append(Difference(part.label, "new", (), (Run("new", part.text),)))
        elif was.text == part.text:
            same = (Run("same", part.text),)
            found.append(Difference(part.label, "same", same, same))
        else:
            found.append(Difference(part.label, "changed", *words(was.text, part.text)))
    found += [Difference(part.label, "gone", (Run("gone", part.text),), ()) for part in left]
    return [each for each in found if any(run.text for run in (*each.before, *each.after))]


def words(before: str, after: str) -> tuple[list[Run], list[Run]]:
    """Both texts as runs of words, those that differ marked: joined, a text is itself again.

    A text of more than `MOST_COMPARED` words between what both begin and end with is marked as a
    whole there.
    """
    old, new = _split(before), _split(after)
    left: list[Run] = []
    right: list[Run] = []
    at = [0, 0]  # of the words that are not told yet
    for i, j in [*_common(old[::2], new[::2]), (len(old) // 2 + 1, len(new) // 2 + 1)]:
        gone, added = _between(old, at[0], i), _between(new, at[1], j)
        if gone.words and added.words:
            _add_both(left, right, gone.before, added.before)
        else:
            _add(left, "gone", gone.before)
            _add(right, "new", added.before)
        _add(left, "gone", gone.words)
        _add(right, "new", added.words)
        _add_both(left, right, gone.behind, added.behind)
        _add(left, "same", "".join(old[2 * i : 2 * i + 1]))
        _add(right, "same", "".join(new[2 * j : 2 * j + 1]))
        at = [i + 1, j + 1]
    return left, right


def _split(text: str) -> list[str]:
    """Words in the even places, the blanks between them in the odd ones."""
    return re.split(r"(\s+)", text)


@dataclass(frozen=True)
class _Between:
    """What stands between two words: some words, and the blanks around them."""

    before: str
    words: str
    behind: str


def _between(pieces: list[str], first: int, end: int) -> _Between:
    """Before the word numbered `end`, from the word `first`; one blank alone stands behind."""
    behind = "".join(pieces[2 * end - 1 : 2 * end]) if end and 2 * end <= len(pieces) else ""
    if first == end:
        return _Between("", "", behind if first else "")
    before = pieces[2 * first - 1] if first else ""
    return _Between(before, "".join(pieces[2 * first : 2 * end - 1]), behind)


MOST_COMPARED = 2_000


def _common(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """The places of the words that both have in common, as many as can be in one order."""
    start = sum(1 for _same in takewhile(_are_same, zip(old, new, strict=False)))
    rest = zip(reversed(old[start:]), reversed(new[start:]), strict=False)
    end = sum(1 for _same in takewhile(_are_same, rest))
    first, second = old[start : len(old) - end], new[start : len(new) - end]
    found = [(place, place) for place in range(start)]
    if max(len(first), len(second)) <= MOST_COMPARED:
        for block in LCSseq.opcodes(first, second).as_matching_blocks():
            i, j = start + block.a, start + block.b
            found += [(i + n, j + n) for n in range(block.size)]
    found += [(len(old) - place, len(new) - place) for place in range(end, 0, -1)]
    return found


def _are_same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _add_both(left: list[Run], right: list[Run], old: str, new: str) -> None:
    _add(left, "same" if old == new else "gone", old)
    _add(right, "same" if old == new else "new", new)


def _add(runs: list[Run], kind: Kind, text: str) -> None:
    if text and runs and runs[-1].kind == kind:
        runs[-1] = Run(kind, runs[-1].text + text)
    elif text:
        runs.append(Run(kind, text))
