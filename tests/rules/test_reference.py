"""Every set against an independent transcription of the three decisions, where it is at hand.

The reference lies beside the project (``../shared/reference/criteria``); without it these tests
say so and skip. It carries the printed values, with the readings of slips beside them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from sanvat.rules import library

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "criteria"

pytestmark = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference transcription is not beside the project"
)

CASE_TITLES = re.compile(r"^[ABC]\.\d+\.(\d)$")


def reference_sets():
    if not REFERENCE.is_dir():
        return []
    return [
        (book, path.name[:2])
        for book in library.IDS
        for path in sorted((REFERENCE / book).glob("[0-9][0-9]-*.json"))
    ]


@cache
def reference(book, number):
    (path,) = (REFERENCE / book).glob(f"{number}-*.json")
    return json.loads(path.read_text())


def ladder(options):
    """(points, star of the minimum) of a printed list, with the readings of slips applied."""
    return [
        (o.get("points_reading", o["points"]), o.get("gate_reading", o.get("gate")))
        for o in options
    ]


def expected(book, number):
    """code → ladder, as the reference has it."""
    rows = {}
    for part in reference(book, number)["parts"]:
        for section in part["sections"]:
            for criterion in section["criteria"]:
                rows.update(expected_rows(book, int(number), criterion))
    return rows


def expected_rows(book, number, criterion):
    code, options = criterion["code"], criterion.get("options") or []
    if criterion.get("cases"):
        return {case["code"]: ladder(case["options"]) for case in criterion["cases"]}
    if any("case" in o for o in options):
        return {
            f"{code}.{letter}": ladder([o for o in options if o["case"] == case])
            for letter, case in (("a", 1), ("b", 2))
        }
    if not options:  # a yes/no criterion printed without options (reading 26-S-1)
        return {code: [(0, None), (1, None)]}
    rungs = ladder(options)
    if criterion.get("gate_on_criterion"):  # reading 148-G-1: at least the lowest option
        rungs[0] = (rungs[0][0], criterion["gate_on_criterion"])
    if (book, number, code) == ("781-2020", 6, "C.6.2"):  # reading 781-06-2
        rungs[2] = (2, None)
    return {code: rungs}


def ours(cs):
    rows = {}
    for criterion in cs.criteria:
        for code, options in [(c.code, c.options) for c in criterion.cases] or [
            (criterion.code, criterion.options)
        ]:
            rows[code] = [(o.points, o.minimum_for) for o in options]
    return rows


@pytest.mark.parametrize(("book", "number"), reference_sets())
def test_codes_points_and_minima_are_those_of_the_decision(book, number):
    assert ours(library.criteria_set(book, int(number))) == expected(book, number)


@pytest.mark.parametrize(("book", "number"), reference_sets())
def test_least_points_for_each_star_are_those_of_the_reference(book, number):
    cs = library.criteria_set(book, int(number))
    wanted = {}
    for part in reference(book, number)["parts"]:
        for section in part["sections"]:
            for criterion in section["criteria"]:
                least = criterion.get("required_points")
                if least is not None and not criterion.get("alternative_group"):
                    wanted[criterion["code"]] = {int(s): p for s, p in least.items()}
    # Readings of lost marks are not in the reference's derived numbers.
    for reading in library.rulebook(book).readings:
        for change in reading.changes:
            if change.field == "minimum" and change.set == cs.number:
                wanted.pop(change.code, None)
    got = {code: dict(cs.by_code[code].required) for code in wanted}
    assert got == wanted


@pytest.mark.parametrize(("book", "number"), reference_sets())
def test_parts_sections_and_criteria_carry_the_printed_points(book, number):
    cs = library.criteria_set(book, int(number))
    source = reference(book, number)
    sections = {s.code: s.max_points for p in cs.parts for s in p.sections}
    criteria = {c.code: c.max_points for c in cs.criteria}
    assert {p.code: p.max_points for p in cs.parts} == {
        p["code"]: p["max_points"] for p in source["parts"]
    }
    assert sections == {
        f"{p['code']}.{s['number']}": s["max_points"]
        for p in source["parts"]
        for s in p["sections"]
    }
    assert criteria == {
        c["code"] if not c.get("alternative_group") else c["alternative_group"]: c["max_points"]
        for p in source["parts"]
        for s in p["sections"]
        for c in s["criteria"]
    }


@pytest.mark.parametrize(("book", "number"), reference_sets())
def test_exclusions_and_stops_stand_where_the_decision_has_them(book, number):
    cs = library.criteria_set(book, int(number))
    wanted = {}
    for part in reference(book, number)["parts"]:
        for section in part["sections"]:
            for criterion in section["criteria"]:
                notes = (criterion.get("note_effect") or []) + (criterion.get("disqualifies") or [])
                for note in notes:
                    place = (
                        f"{part['code']}.{section['number']}"
                        if note.get("scope") == "section"
                        else criterion["code"]
                    )
                    wanted.setdefault(place, set()).add(note["kind"])
            for note in section.get("note_effect") or []:
                wanted.setdefault(f"{part['code']}.{section['number']}", set()).add(note["kind"])
    got = {c.code: {s.kind for s in c.stops} for c in cs.criteria if c.stops}
    for part in cs.parts:
        for section in part.sections:
            if section.stops:
                got.setdefault(section.code, set()).update(s.kind for s in section.stops)
    assert got == wanted


@pytest.mark.parametrize(("book", "number"), reference_sets())
def test_conditional_criteria_are_those_the_decision_marks(book, number):
    cs = library.criteria_set(book, int(number))
    wanted = {
        c["code"]
        for p in reference(book, number)["parts"]
        for s in p["sections"]
        for c in s["criteria"]
        if c.get("applies_if") == "has_story"
    }
    assert {c.code for c in cs.criteria if c.conditional} == wanted


@pytest.mark.parametrize(("book", "number"), reference_sets())
def test_names_and_places_in_the_classification(book, number):
    cs, source = library.criteria_set(book, int(number)), reference(book, number)
    assert (cs.number, cs.slug, cs.name) == (
        source["set_number"],
        source["set_id"],
        unicodedata.normalize("NFC", source["name"]),
    )
    if book == "26-2026":
        assert cs.subgroup == source["nhom"]["code"]
        assert cs.samples == source["sample_count"]
        # Sets 17 and 18 run two grounds into one sentence (readings 26-17-1, 26-18-2).
        apart = 1 if cs.number in (17, 18) else 0
        assert len(cs.knock_outs) == len(source["disqualifiers"]) + apart


def test_every_reference_anomaly_is_in_the_list_of_readings():
    for book in library.IDS:
        known = {r.id for r in library.rulebook(book).readings}
        named = set()
        for number in [n for b, n in reference_sets() if b == book]:
            named |= set(reference(book, number)["anomalies"])
        assert named - known == set(), book


def test_no_long_text_of_a_decision_is_copied():
    def words(text):
        return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))

    printed = set()

    def collect(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, str) and key in {
                    "text", "label_text", "note", "requirement", "description", "title",
                }:  # fmt: skip
                    printed.add(words(inner))
                else:
                    collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    for book, number in reference_sets():
        collect(reference(book, number))
    ours = words(
        " ".join(p.read_text() for p in library.DATA.rglob("*") if p.suffix in {".txt", ".toml"})
    )
    assert [t for t in printed if len(t.split()) >= 9 and t in ours] == []
