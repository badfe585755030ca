"""A paper's description as plain data (JSON), and back: so it can be kept and printed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from sanvat.documents.paper import (
    Article,
    Chapter,
    Facts,
    Heading,
    Items,
    Letterhead,
    PageBreak,
    Paper,
    Paragraph,
    QrCode,
    Signature,
    Table,
    TableColumn,
)

IS = "is"
"""The key under which a part says what it is."""
PARTS: Mapping[str, type[Any]] = {
    part.__name__: part
    for part in (
        *(Article, Chapter, Facts, Heading, Items, Letterhead, PageBreak, Paper, Paragraph),
        *(QrCode, Signature, Table, TableColumn),
    )
}


def as_data(paper: Paper) -> dict[str, Any]:
    """The description as JSON can hold it: each part a dictionary that says what it `is`."""
    data: dict[str, Any] = _data(paper)
    return data


def _data(part: Any) -> Any:
    if type(part) is str:  # as most of a long table is
        return part
    if is_dataclass(part):
        said = {each.name: _data(getattr(part, each.name)) for each in fields(part)}
        return {IS: type(part).__name__, **said}
    if isinstance(part, list | tuple):
        return [_data(each) for each in part]
    if isinstance(part, date):
        return part.isoformat()
    return part if part is None or isinstance(part, bool | int | float) else str(part)


def of_data(data: Mapping[str, Any]) -> Paper:
    """The paper that `as_data` described. KeyError where a part is none that there is."""
    paper = _part(data)
    assert isinstance(paper, Paper)
    return paper


def _part(data: Any) -> Any:
    if isinstance(data, Mapping):
        kind = PARTS[data[IS]]
        said = {name: _part(value) for name, value in data.items() if name != IS}
        if kind is Letterhead and said["day"]:
            said["day"] = date.fromisoformat(said["day"])
        if kind is Items:  # an item with items below it is a pair
            said["items"] = [tuple(e) if isinstance(e, list) else e for e in said["items"]]
        return kind(**said)
    return [_part(each) for each in data] if isinstance(data, list) else data
