"""The draft of a self-scorer: into a link and back, into a file and back."""

import json

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from sanvat.portal.self_score.drafts import Draft, choices, sign_of
from sanvat.rules import library
from sanvat.rules.problems import CaseRefused

HONEY = library.criteria_set("26-2026", 4)
TOURISM = library.criteria_set("26-2026", 26)


@st.composite
def drafts(draw):
    cs = draw(st.sampled_from([cs for book in library.rulebooks() for cs in book.sets.values()]))
    form = {}
    for criterion in cs.criteria:
        sign = draw(st.sampled_from(["", *(sign for sign, _, _ in choices(criterion))]))
        if sign:
            form[criterion.code] = sign
    for criterion in cs.asked.values():
        form[f"co-{criterion.code}"] = draw(st.sampled_from(["", "0", "1"]))
    return Draft.from_form(cs, form)


@settings(max_examples=60, deadline=None)
@given(drafts())
def test_a_link_brings_back_every_answer(draft):
    back = Draft.from_link(draft.criteria_set, QueryDict(draft.query))
    assert (dict(back.answers), back.has, back.lost) == (dict(draft.answers), draft.has, 0)


@settings(max_examples=60, deadline=None)
@given(drafts())
def test_a_file_brings_back_every_answer(draft):
    back = Draft.from_file(json.dumps(draft.as_case()).encode())
    assert (back.criteria_set, back.has) == (draft.criteria_set, draft.has)
    assert dict(back.answers) == dict(draft.answers)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_word_in_a_link_is_read_without_failing(word):
    draft = Draft.from_link(TOURISM, {"d": word})
    for code, points in draft.answers.items():
        criterion, case = TOURISM.answer_codes[code]
        assert points == 0 or points in {o.points for o in (case or criterion).options}


def test_the_word_has_a_sign_for_each_criterion_and_two_for_a_case():
    draft = Draft.from_form(TOURISM, {"A.1.1": "3", "C.8": "b3"})
    assert draft.word == "3" + "." * 21 + "b3" + "." * 9
    assert dict(draft.answers) == {"A.1.1": 3, "C.8.b": 3}


def test_without_a_story_what_speaks_of_it_is_answered_with_none_met():
    draft = Draft.from_form(HONEY, {"B.5.1": "0", "B.5.2": "2"})
    assert dict(draft.answers) == {"B.5.1": 0, "B.5.2": 0, "B.5.3": 0}


def test_a_link_of_another_version_of_the_set_says_so():
    assert Draft.from_link(HONEY, {"d": "3" + "." * 31, "v": "0badc0de"}).lost == 1


def test_signs_that_are_no_option_are_left_open_and_counted():
    draft = Draft.from_form(HONEY, {"A.1.1": "9", "A.1.2": "2", "A.1.3": "<script>"})
    assert (dict(draft.answers), draft.lost) == ({"A.1.2": 2}, 2)


def test_names_are_cut_and_cleaned_of_what_does_not_print():
    draft = Draft.from_link(HONEY, {"sp": "Mật\x00 ong\n rừng " + "x" * 500})
    assert draft.product == ("Mật ong rừng " + "x" * 500)[:120]


def test_none_met_is_offered_first_where_it_is_not_printed():
    criterion = HONEY.by_code["A.3.1"]
    assert [sign for sign, _, _ in choices(criterion)] == ["0", "1", "2", "3"]


def test_a_bare_answer_of_781_stands_under_the_first_case_that_offers_it():
    cs = library.criteria_set("781-2020", 4)
    assert sign_of(cs.by_code["A.3.2"], {"A.3.2": 2}) == "a2"
    assert sign_of(cs.by_code["A.3.2"], {"A.3.2.b": 1}) == "b1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "json"),
        (b"\xff\xfe", "json"),
        (b"[]", "not_a_case"),
        (b'{"rulebook": "26-2026"}', "not_a_case"),
        (b'{"rulebook": "26-2026", "set": true, "sheets": []}', "not_a_case"),
        (b'{"rulebook": "1-1900", "set": 1, "sheets": []}', "unknown_rulebook"),
        (b'{"rulebook": "781-2020", "set": 3, "sheets": []}', "set_not_held"),
        (b'{"rulebook": "26-2026", "set": 4, "sheets": []}', "one_sheet"),
        (b'{"rulebook": "26-2026", "set": 4, "sheets": [{"answers": 3}]}', "answers"),
        (b'{"rulebook": "26-2026", "set": 4, "sheets": [{"answers": {"X": 3}}]}', "unknown_code"),
        (
            b'{"rulebook": "26-2026", "set": 4, "sheets": [{"answers": {"A.1.1": 9}}]}',
            "no_option",
        ),
        (b"[" * 100000, "json"),
    ],
)
def test_a_file_that_is_no_draft_is_refused(text, code):
    with pytest.raises(CaseRefused) as refused:
        Draft.from_file(text)
    assert refused.value.code == code


OLD_HONEY = library.criteria_set("148-2023", 4)


def test_a_story_without_papers_keeps_what_speaks_of_it_open():
    form = {"co-B.5.1": "1", "B.5.1": "0", "B.5.2": "3", "B.5.3": "2"}

    draft = Draft.from_form(OLD_HONEY, form)

    assert dict(draft.has) == {"story": True}
    assert dict(draft.answers) == {"B.5.1": 0, "B.5.2": 3, "B.5.3": 2}
    assert (draft.closed, draft.open_questions) == (frozenset(), ())


def test_without_a_story_what_speaks_of_it_closes_whatever_the_points_are():
    draft = Draft.from_form(OLD_HONEY, {"co-B.5.1": "0", "B.5.1": "1", "B.5.2": "3"})

    assert dict(draft.answers) == {"B.5.1": 1, "B.5.2": 0, "B.5.3": 0}
    assert draft.closed == {"B.5.2", "B.5.3"}


@pytest.mark.parametrize(("points", "asked"), [(0, True), (1, True), (2, False), (5, False)])
def test_a_draft_from_before_the_question_is_asked_unless_its_points_tell(points, asked):
    case = {
        "rulebook": "148-2023",
        "set": 4,
        "sheets": [{"answers": {"B.5.1": points, "B.5.2": 3}}],
    }

    draft = Draft.from_file(json.dumps(case).encode())

    assert dict(draft.has) == {}
    assert dict(draft.answers) == {"B.5.1": points, "B.5.2": 3}
    assert [c.code for c in draft.open_questions] == (["B.5.1"] if asked else [])
    assert draft.closed == frozenset()


@pytest.mark.parametrize("told", [True, False])
def test_the_answer_apart_travels_by_link_and_by_file(told):
    draft = Draft.from_form(OLD_HONEY, {"co-B.5.1": "1" if told else "0", "A.1.1": "3"})

    by_link = Draft.from_link(OLD_HONEY, QueryDict(draft.query))
    by_file = Draft.from_file(json.dumps(draft.as_case()).encode())

    assert (by_link.has, by_link.answers) == (draft.has, draft.answers)
    assert (by_file.has, by_file.answers) == (draft.has, draft.answers)
    assert draft.as_case()["has"] == {"story": told}


@pytest.mark.parametrize("word", ["", "x", "11", "2", "1" * 500])
def test_a_garbled_answer_apart_is_left_open_or_read(word):
    assert Draft.from_link(OLD_HONEY, {"co": word}).has in ({}, {"story": True})
    assert Draft.from_link(HONEY, {"co": word}).has == {}
