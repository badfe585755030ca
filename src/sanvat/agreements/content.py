"""The whole text of an agreement as data, and where two of them differ, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.translation import gettext as _

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
    """Both texts as runs of words, those that differ marked: joined, a text is itself again."""
    old, new = _tokens(before), _tokens(after)
    left: list[Run] = []
    right: list[Run] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps = matcher.get_opcodes()
    for place, (what, i1, i2, j1, j2) in enumerate(steps):
        # A blank between two words that both changed belongs to what changed.
        within = 0 < place < len(steps) - 1 and not "".join(old[i1:i2]).strip()
        if what == "equal" and not within:
            _add(left, "same", old[i1:i2])
            _add(right, "same", new[j1:j2])
        else:
            _add(left, "gone", old[i1:i2])
            _add(right, "new", new[j1:j2])
    return left, right


def _tokens(text: str) -> list[str]:
    """Words, and the blanks between them."""
    return re.findall(r"\s+|[^\s]+", text)


def _add(runs: list[Run], kind: Kind, tokens: Iterable[str]) -> None:
    text = "".join(tokens)
    if text and runs and runs[-1].kind == kind:
        runs[-1] = Run(kind, runs[-1].text + text)
    elif text:
        runs.append(Run(kind, text))
