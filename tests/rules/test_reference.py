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


def kind_of(note):
    """A stop that speaks of 0 points is one at 0, whatever the transcription calls it."""
    return "stop_if_zero" if "scores 0" in note.get("when", "") else note["kind"]


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
                    wanted.setdefault(place, set()).add(kind_of(note))
            for note in section.get("note_effect") or []:
                wanted.setdefault(f"{part['code']}.{section['number']}", set()).add(kind_of(note))
    for reading in library.rulebook(book).readings_of(cs.number):
        for change in reading.changes:
            if change.field == "stop" and change.set == cs.number:
                assert wanted[change.code] == {change.printed}
                wanted[change.code] = {change.reading}
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
def test_whether_there_is_a_story_is_asked_apart_where_its_0_points_do_not_say(book, number):
    cs = library.criteria_set(book, int(number))
    wanted = {
        c["code"]
        for p in reference(book, number)["parts"]
        for s in p["sections"]
        for c in s["criteria"]
        for o in c.get("options") or []
        if o["points"] == 0 and re.search(r"câu chuyện,? \(?hoặc có\b", printed_text(o))
    }
    assert {c.code for c in cs.asked.values()} == wanted


# ---- conditions of the options, whatever their words


def printed_text(option):
    text = option.get("text_reading") or option.get("text") or option["label_text"]
    return unicodedata.normalize("NFC", text)


def options_side_by_side(book, number):
    """(code, printed text, our text) of every option."""
    cs = library.criteria_set(book, int(number))
    for part in reference(book, number)["parts"]:
        for section in part["sections"]:
            for criterion in section["criteria"]:
                for row in criterion.get("cases") or [criterion]:
                    found, case = cs.answer_codes.get(row["code"], (None, None))
                    found = found or cs.by_code[criterion["code"]]
                    texts = [o.text for o in (case.options if case else found.all_options)]
                    printed = [printed_text(o) for o in row.get("options") or []]
                    if printed:
                        yield from (
                            (row["code"], *pair) for pair in zip(printed, texts, strict=True)
                        )


def figures(text):
    return {number.lstrip("0") or "0" for number in re.findall(r"\d+(?:[.,]\d+)?", text)}


SPELT_OUT = {"HTX", "DNTN", "TNHH", "ATTP", "BVTV", "NTM"}
"""Short forms of the decisions that our texts write out."""


def names(text):
    """The standards, bodies and sites that a text names: VietGAP, ISO, TripAdvisor."""
    text = re.sub(r"global ?g\.?a\.?p\b\.?", "GLOBALGAP", text, flags=re.I)
    found = re.findall(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b", text)
    return {name.upper() for name in found} - SPELT_OUT


@pytest.mark.parametrize(("book", "number"), reference_sets())
def test_every_option_asks_for_the_figures_of_the_decision(book, number):
    pairs = list(options_side_by_side(book, number))
    assert pairs
    assert [p for p in pairs if figures(p[1]) != figures(p[2])] == []


@pytest.mark.parametrize(("book", "number"), reference_sets())
def test_every_option_names_what_the_decision_names(book, number):
    pairs = options_side_by_side(book, number)
    assert [p for p in pairs if names(p[1]) - names(p[2])] == []


@pytest.mark.parametrize(("book", "number"), reference_sets())
def test_an_option_that_asks_for_a_part_is_not_met_by_none(book, number):
    """ "Used …, under 50%": something is used, so the option is not that of a product with none."""
    pairs = options_side_by_side(book, number)
    asked = re.compile(r"^(Có )?(sử dụng|sản phẩm được).*dưới 50", re.I)
    least = [p for p in pairs if p[0].startswith("A.1.1") and asked.search(p[1])]
    assert [p for p in least if not re.match(r"Có |Từ ", p[2])] == []


@pytest.mark.parametrize(("book", "number"), reference_sets())
def test_a_result_that_added_value_asks_for_is_not_told_as_an_aim(book, number):
    cs = library.criteria_set(book, int(number))
    codes = {c.code for c in cs.criteria if c.subject == "added-value"}
    pairs = [p for p in options_side_by_side(book, number) if p[0] in codes]
    results = [p for p in pairs if not re.search(r"\b(để|nhằm)\b|Ứng dụng công nghệ cao sản", p[1])]
    assert [p for p in results if re.search(r"\bđể\b", p[2])] == []


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
