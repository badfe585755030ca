import json
import random

import pytest

from sanvat.rules import library
from sanvat.rules.sheets import score
from sanvat.site.commands import rules
from tests.api.cases import careless_line, case

RANK = "/api/v1/rank"
FLAGS = [
    [],
    ["--partial"],
    ["--explain", "--divergence", "--path"],
    ["--partial", "--minima=majority", "--path"],
]


def post(client, body, query="", address=RANK):
    data = body if isinstance(body, str) else json.dumps(body)
    return client.post(address + query, data, content_type="application/json")


@pytest.fixture
def command_line(tmp_path, capsys):
    """What `sanvat rules rank --json` prints for these lines, one value a line."""

    def rank(lines, flags):
        file = tmp_path / "cases.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        rules.main(["rank", str(file), "--json", *flags])
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return rank


def as_query(flags):
    named = (flag.removeprefix("--").partition("=") for flag in flags)
    return "?" + "&".join(f"{name}={value or 'true'}" for name, _, value in named)


@pytest.mark.parametrize("flags", FLAGS, ids=" ".join)
def test_many_cases_are_answered_as_the_command_line_answers_them(client, command_line, flags):
    chance = random.Random(26)
    lines = [careless_line(chance) for _ in range(300)]
    lines = [line for line in lines if len(line) < 100_000]

    response = post(client, f"[{','.join(lines)}]", as_query(flags))

    assert response.status_code == 200
    assert response.json() == command_line(lines, flags)


def test_one_case_is_answered_as_the_command_line_answers_it(client, command_line):
    chance = random.Random(148)
    lines = [line for line in (careless_line(chance) for _ in range(150)) if line[0] != "["]

    answers = [post(client, line) for line in lines]

    expected = command_line(lines, [])
    assert [a.json() for a in answers] == expected
    assert [a.status_code for a in answers] == [422 if "error" in e else 200 for e in expected]
    assert {200, 422} == {a.status_code for a in answers}


def test_the_answer_to_one_case_is_whole(client):
    criteria = library.criteria_set("26-2026", 23).criteria
    best = {c.code: max(c.allowed) for c in criteria}

    response = post(
        client,
        {
            "rulebook": "26-2026",
            "set": 23,
            "sheets": [
                {"by": "An", "answers": best},
                {"by": "Bình", "answers": {**best, "C.6.2": 0}},
            ],
        },
        "?explain=true&path=true&divergence=true&language=en",
    )

    four = {"criterion": "C.6.2", "stars": 4, "needs": 3, "has": "2.5000"}
    five = {"criterion": "C.6.2", "stars": 5, "needs": 5, "has": "2.5000"}
    apart = {"values": [5, 0], "low": 0, "high": 5, "width": 5, "mean": "2.5000"}
    assert response.json() == {
        "rulebook": "26-2026",
        "set": 23,
        "total": "97.5000",
        "parts": {"A": "40.0000", "B": "25.0000", "C": "32.5000"},
        "band": 5,
        "stars": 3,
        "held_back_by": [four, five],
        "next_star": {"stars": 4, "points_missing": "0.0000", "minima_missing": [four]},
        "excluded": None,
        "explanation": [
            "The total is the mean of 2 sheet(s): (100 + 95) / 2 = 97.5000 "
            "(A 40.0000, B 25.0000, C 32.5000).",
            "97.5000 points lie in the band of 5 star(s) (from 90 points).",
            "C.6.2 Colour: 4 stars need at least 3 points; the mean is 2.5000.",
            "C.6.2 Colour: 5 stars need at least 5 points; the mean is 2.5000.",
            "Result: 3 star(s).",
        ],
        "divergence": {
            "members": ["An", "Bình"],
            "criteria": {"C.6.2": {**apart, "splits_minimum": [4, 5], "cases_differ": False}},
            "parts": {
                "A": {"values": [40, 40], "low": 40, "high": 40, "width": 0, "mean": "40.0000"},
                "B": {"values": [25, 25], "low": 25, "high": 25, "width": 0, "mean": "25.0000"},
                "C": {"values": [35, 30], "low": 30, "high": 35, "width": 5, "mean": "32.5000"},
            },
            "total": {"values": [100, 95], "low": 95, "high": 100, "width": 5, "mean": "97.5000"},
            "bands": [5, 5],
            "stars": [5, 3],
        },
        "path": {
            "stars": 4,
            "points": "0.5000",
            "improvements": [
                {
                    "criterion": "C.6.2",
                    "has": "2.5000",
                    "to": 1,
                    "reaches": "3.0000",
                    "because_minimum": True,
                }
            ],
        },
    }
    assert response["Cache-Control"] == "no-store"


def test_a_refused_case_says_what_and_where(client):
    response = post(
        client, {"rulebook": "26-2026", "set": 1, "sheets": [{"by": "An", "answers": {"A.1.1": 9}}]}
    )

    assert (response.status_code, response.json()) == (
        422,
        {
            "error": "Phiếu An: A.1.1: «9» không phải mức điểm nào; chọn một trong 0, 1, 2, 3.",
            "code": "no_option",
        },
    )


def test_a_refused_case_is_told_in_english_where_that_was_asked_for(client):
    wrong = {"rulebook": "26-2026", "set": 1, "sheets": [{"by": "An", "answers": {"A.1.1": 9}}]}
    many = {"rulebook": "26-2026", "set": 1, "sheets": [{}] * 51}
    sentences = [
        "Sheet An: A.1.1: “9” is the points of no option; choose one of 0, 1, 2, 3.",
        "A case has at most 50 sheets, this one has 51. Send the sheets of one scoring session.",
        "“a” stands twice in one object.",
    ]

    listed = post(
        client, f'[{json.dumps(wrong)}, {json.dumps(many)}, {{"a": 1, "a": 2}}]', "?language=en"
    )
    alone = post(client, wrong, "?language=en")

    assert [each["error"] for each in listed.json()] == sentences
    assert (alone.status_code, alone.json()["error"]) == (422, sentences[0])
    assert alone["Content-Language"] == "en"


def test_minima_asked_for_keep_the_decimals_of_the_case(client):
    honey = library.criteria_set("26-2026", 4).criteria
    ninety = {c.code: max(c.allowed) for c in honey} | {"B.4.1": 0, "B.4.3": 0}
    less = ninety | {"A.1.1": 2}
    sheets = [{"by": f"m{i}", "answers": a} for i, a in enumerate([ninety, ninety, less])]
    rounded = {"rulebook": "26-2026", "set": 4, "sheets": sheets, "regulation": {"decimals": 0}}

    response = post(client, rounded, "?minima=majority")

    assert (response.json()["total"], response.json()["band"]) == ("89.6667", 5)


def test_no_case_is_an_empty_list(client):
    response = post(client, " [ ] ")

    assert (response.status_code, response.json()) == (200, [])


def test_answers_are_carried_over_to_the_decision_of_today(client):
    chance = random.Random(781)
    for book in ("148-2023", "781-2020"):
        for old in library.rulebook(book).sets.values():
            answers = case(chance, book=book, number=old.number, sheets=1)["sheets"][0]["answers"]
            response = post(
                client,
                {
                    "from": {"rulebook": book, "set": old.number},
                    "to": {"rulebook": "26-2026"},
                    "answers": answers,
                },
                address="/api/v1/compare/carry-over",
            )
            if response.status_code == 422:
                assert response.json()["code"] in ("no_same_set", "several_same_sets")
                continue
            carried = response.json()
            new = library.criteria_set("26-2026", carried["to"]["set"])
            score(new, carried["answers"], partial=True)
            answered = {new.answer_codes[code][0].code for code in carried["answers"]}
            anew = {each["criterion"] for each in carried["anew"]}
            assert answered | anew == set(new.by_code)
            assert not answered & anew


def test_a_carried_answer_is_whole(client):
    response = post(
        client,
        {
            "from": {"rulebook": "148-2023", "set": 14},
            "to": {"rulebook": "26-2026", "set": 14},
            "answers": {},
        },
        "?language=en",
        address="/api/v1/compare/carry-over",
    )

    answer = response.json()
    assert answer["from"] == {"rulebook": "148-2023", "set": 14, "name": "White spirits"}
    assert answer["answers"] == {}
    assert {each["because"] for each in answer["anew"]} == {"new"}


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ([], "not_a_question"),
        ({}, "missing_from"),
        ({"from": {"rulebook": "26-2026", "set": 1}}, "missing_to"),
        ({"from": {"rulebook": "x", "set": 1}, "to": {}}, "unknown_rulebook"),
        ({"from": {"rulebook": "26-2026", "set": 99}, "to": {}}, "unknown_set"),
        ({"from": {"rulebook": "781-2020", "set": 3}, "to": {}}, "set_not_held"),
        ({"from": {"rulebook": "26-2026", "set": None}, "to": {}}, "set"),
        ({"from": {"rulebook": "26-2026", "set": 1}, "to": {"rulebook": "148-2023"}}, "answers"),
        (
            {"from": {"rulebook": "781-2020", "set": 21}, "to": {"rulebook": "26-2026"}},
            "no_same_set",
        ),
        (
            {"from": {"rulebook": "26-2026", "set": 21}, "to": {"rulebook": "781-2020"}},
            "several_same_sets",
        ),
        (
            {
                "from": {"rulebook": "148-2023", "set": 1},
                "to": {"rulebook": "26-2026"},
                "answers": {"Z": 1},
            },
            "unknown_code",
        ),
    ],
)
def test_a_question_that_cannot_be_carried_is_told_why(client, question, code):
    response = post(client, question, address="/api/v1/compare/carry-over")
    english = post(client, question, "?language=en", address="/api/v1/compare/carry-over")

    assert (response.status_code, response.json()["code"]) == (422, code)
    assert english.json()["code"] == code
    assert english.json()["error"] != response.json()["error"]


def test_what_is_asked_apart_comes_with_the_case(client):
    criteria = library.criteria_set("148-2023", 4).criteria
    answers = {c.code: c.best for c in criteria if c.code not in ("B.5.2", "B.5.3")}
    one = {"rulebook": "148-2023", "set": 4, "sheets": [{"by": "An", "answers": answers}]}

    asked = post(client, one)
    told = post(client, {**one, "has": {"story": False}}, "?explain=true&language=en")
    refused = post(client, {**one, "has": {"story": "no"}}, "?language=en")

    assert (asked.status_code, asked.json()["code"]) == (422, "missing_criterion")
    assert told.json()["total"] == "93.0000"
    assert told.json()["explanation"][-1] == (
        "Note: the option with 5 points of B.5.1 says there is one, although “Does the product "
        "have a story?” is answered with no. Change one of the two."
    )
    assert (refused.status_code, refused.json()) == (
        422,
        {"error": "“has” takes only true or false for: story.", "code": "has"},
    )
