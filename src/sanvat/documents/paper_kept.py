"""A paper as JSON values, so that a worker can make later what was described now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sanvat.documents.paper import (
    Article,
    Block,
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

BLOCKS: Mapping[str, type[Any]] = {
    each.__name__: each
    for each in (Article, Chapter, Facts, Heading, Items, PageBreak, Paragraph, QrCode, Table)
}


def dumped(paper: Paper) -> dict[str, Any]:
    """All of it as lists, texts and numbers; `loaded` makes the same paper of it."""
    head, told = dict(vars(paper.letterhead)), dict(vars(paper))
    head["day"] = paper.letterhead.day and paper.letterhead.day.isoformat()
    return {
        **told,
        "letterhead": head,
        "blocks": [[type(block).__name__, _dumped(block)] for block in paper.blocks],
        "signatures": [vars(signature) for signature in paper.signatures],
    }


def _dumped(block: Block) -> dict[str, Any]:
    told = dict(vars(block))
    match block:
        case Items():
            told["items"] = [
                item if isinstance(item, str) else [item[0], _dumped(item[1])]
                for item in block.items
            ]
        case Table():
            told["columns"] = [vars(column) for column in block.columns]
    return told


def loaded(told: Mapping[str, Any]) -> Paper:
    """The paper that `dumped` was given; sequences come back as lists."""
    head = dict(told["letterhead"])
    head["day"] = date.fromisoformat(head["day"]) if head["day"] else None
    return Paper(
        **{
            **told,
            "letterhead": Letterhead(**head),
            "blocks": [_loaded(name, block) for name, block in told["blocks"]],
            "signatures": [Signature(**signature) for signature in told["signatures"]],
        }
    )


def _loaded(name: str, told: Mapping[str, Any]) -> Any:
    given = dict(told)
    if name == Items.__name__:
        given["items"] = [
            item if isinstance(item, str) else (item[0], _loaded(name, item[1]))
            for item in told["items"]
        ]
    elif name == Table.__name__:
        given["columns"] = [TableColumn(**column) for column in told["columns"]]
    return BLOCKS[name](**given)
