"""Which paper proves a criterion: plain help for those who fill a sheet, by subject."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sanvat.rules.library import DATA
from sanvat.rules.model import CriteriaSet, Criterion


@dataclass(frozen=True)
class Paper:
    """A kind of paper a producer keeps. ``expires``: it bears a date to watch."""

    id: str
    title: str
    title_en: str
    expires: bool = False
    private: bool = False


@dataclass(frozen=True)
class Rung:
    """What tells a higher option from a lower one in practice."""

    text: str
    text_en: str


@dataclass(frozen=True)
class Proof:
    help: str
    help_en: str
    papers: tuple[Paper, ...]
    rungs: tuple[Rung, ...]


def proof_for(cs: CriteriaSet, criterion: Criterion) -> Proof | None:
    """The help for a criterion of a set; None where its subject has none."""
    proofs = _proofs()
    return proofs.get((criterion.subject, cs.number)) or proofs.get((criterion.subject, None))


@cache
def papers() -> Mapping[str, Paper]:
    """Every kind of paper, by its id."""
    return {
        row["id"]: Paper(
            row["id"],
            row["title"],
            row["title_en"],
            row.get("expires", False),
            row.get("private", False),
        )
        for row in _data()["papers"]
    }


@cache
def _proofs() -> Mapping[tuple[str, int | None], Proof]:
    """(subject, set or None for any) → help."""
    found: dict[tuple[str, int | None], Proof] = {}
    for row in _data()["proofs"]:
        proof = Proof(
            help=row["help"],
            help_en=row["help_en"],
            papers=tuple(papers()[id] for id in row.get("papers", ())),
            rungs=tuple(Rung(r["text"], r["text_en"]) for r in row.get("rungs", ())),
        )
        for subject in row["subjects"]:
            for number in row.get("sets", (None,)):
                found[subject, number] = proof
    return found


@cache
def _data() -> dict[str, Any]:
    with (DATA / "proofs.toml").open("rb") as file:
        return tomllib.load(file)
