import json

import pytest

from sanvat.api.rulebooks import _forms as forms_as_sent
from sanvat.rules import answers, library
from sanvat.site.commands import rules
from tests.api.pages import all_items

API = "/api/v1"


def get(client, address, **headers):
    return client.get(f"{API}/{address}", headers=headers)


def printed(capsys, *arguments):
    rules.main(arguments)
    return json.loads(capsys.readouterr().out)


def test_the_rulebooks_are_those_of_the_command_line(client, capsys):
    listed = printed(capsys, "list", "--json")

    for book in listed:
        facts = answers.facts_as_dict(library.rulebook(book["id"]))
        whole = get(client, f"rulebooks/{book['id']}").json()
        sets = get(client, f"rulebooks/{book['id']}/sets").json()
        assert whole == {**book, "facts": facts}
        assert sets == {"items": book["sets"], "count": len(book["sets"]), "next": None}
        del book["sets"]
    assert get(client, "rulebooks").json() == listed


@pytest.mark.parametrize("book", library.IDS)
def test_every_set_is_that_of_the_command_line(client, capsys, book):
    for number, criteria_set in library.rulebook(book).sets.items():
        whole = printed(capsys, "show", book, str(number), "--json")

        assert get(client, f"rulebooks/{book}/sets/{number}").json() == whole
        assert get(client, f"rulebooks/{book}/sets/{criteria_set.slug}").json() == whole
        assert whole["checksum"] == criteria_set.checksum


def test_the_criteria_of_a_set_stand_in_a_row(client):
    whole = get(client, "rulebooks/148-2023/sets/26").json()

    listed = get(client, "rulebooks/148-2023/sets/26/criteria").json()

    assert listed == [
        {"rulebook": "148-2023", "set": 26, "part": p["code"], "section": s["code"], **criterion}
        for p in whole["parts"]
        for s in p["sections"]
        for criterion in s["criteria"]
    ]
    for criterion in listed:
        address = f"rulebooks/148-2023/sets/26/criteria/{criterion['code']}"
        assert get(client, address).json() == criterion


def test_a_criterion_is_found_by_the_code_of_its_case(client):
    criterion = get(client, "rulebooks/26-2026/sets/1/criteria/C.8").json()

    for case in criterion["cases"]:
        address = f"rulebooks/26-2026/sets/1/criteria/{case['code']}"
        assert get(client, address).json() == criterion


def test_a_set_in_english_has_the_same_shape_and_other_words(client):
    vietnamese = get(client, "rulebooks/26-2026/sets/13").json()
    response = get(client, "rulebooks/26-2026/sets/13?language=en")

    english = response.json()
    first = english["parts"][0]["sections"][0]["criteria"][0]
    assert response["Content-Language"] == "en"
    assert english["name"] == "Coffee and cocoa products"
    assert first["title"] == library.english()["Nguồn nguyên liệu"]
    assert english["readings"][0]["why"] != vietnamese["readings"][0]["why"]
    assert list(_unworded(english)) == list(_unworded(vietnamese))
    assert not [text for text in _texts(english) if text in library.english()]


WORDS = {"name", "title", "description", "requirement", "note", "text", "knock_outs"}
TOLD = {"where", "printed", "reading", "why", "transcript", "annex"}


def _unworded(value, key=""):
    """Every value but the words, with its key, in order."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _unworded(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _unworded(inner, key)
    else:
        yield key, None if key in WORDS | TOLD else value


def _texts(value, key=""):
    if isinstance(value, dict):
        return [t for name, inner in value.items() for t in _texts(inner, name)]
    if isinstance(value, list):
        return [t for inner in value for t in _texts(inner, key)]
    return [value] if key in WORDS and value else []


def test_the_readings_say_what_is_applied(client):
    listed = get(client, "rulebooks/26-2026/readings").json()

    assert len(listed) == len(library.rulebook("26-2026").readings)
    assert listed[0] == {
        "id": "26-04-1",
        "sets": [4],
        "where": "C.7, mức 3",
        "kind": "points",
        "confidence": "certain",
        "printed": "13 điểm",
        "reading": "3 điểm",
        "why": "Cả tiêu chí chỉ có 3 điểm; bộ 1 và bộ 3 in 0, 1, 3.",
        "applied": True,
        "changes": [
            {
                "set": 4,
                "criterion": "C.7",
                "option": 3,
                "field": "points",
                "printed": 13,
                "reading": 3,
            }
        ],
    }
    assert {r["confidence"] for r in listed if not r["applied"]} == {"open"}


@pytest.mark.parametrize("book", library.IDS)
def test_the_forms_are_those_of_the_file(client, book):
    forms = get(client, f"rulebooks/{book}/forms").json()

    assert forms == answers.forms(book)
    assert forms["id"] == book


def test_a_rulebook_without_forms_says_so(client, monkeypatch):
    monkeypatch.setattr(answers, "forms", lambda book: None)
    forms_as_sent.cache_clear()

    response = get(client, "rulebooks/781-2020/forms")

    assert (response.status_code, response.json()) == (
        404,
        {
            "error": "Chưa có biểu mẫu nào của bộ quy định 781-2020 thành dữ liệu.",
            "code": "no_forms",
        },
    )


def test_the_sets_come_in_pages_and_by_group(client):
    found = all_items(client, f"{API}/rulebooks/26-2026/sets?group=I&limit=5", count=13)

    assert [each["set"] for each in found] == list(range(1, 14))
    assert get(client, "rulebooks/26-2026/sets?group=iv").json()["count"] == 2
    assert get(client, "rulebooks/26-2026/sets?group=X").json() == {
        "items": [],
        "count": 0,
        "next": None,
    }
    assert get(client, "rulebooks/26-2026/sets?offset=100").json()["items"] == []


def test_a_product_finds_its_set(client):
    def found(query):
        return [(f["rulebook"], f["set"]) for f in get(client, f"sets/find?q={query}").json()]

    assert found("cà phê rang xay")[0] == ("26-2026", 13)
    assert found("CA PHE")[0] == ("26-2026", 13)
    assert found("ca phe&rulebook=781-2020")[0] == ("781-2020", 14)
    assert found("") == found("🜃") == []


@pytest.mark.parametrize(
    ("address", "sentence", "code"),
    [
        (
            "rulebooks/x",
            "Không có bộ quy định «x». Các bộ đang có: 26-2026, 148-2023, 781-2020.",
            "unknown_rulebook",
        ),
        (
            "rulebooks/26-2026/sets/99",
            "Bộ quy định 26-2026 không có bộ tiêu chí số «99»; các số dùng được là 1 đến 26.",
            "unknown_set",
        ),
        (
            "rulebooks/26-2026/sets/²/criteria",
            "Bộ quy định 26-2026 không có bộ tiêu chí số «²»; các số dùng được là 1 đến 26.",
            "unknown_set",
        ),
        (
            "rulebooks/26-2026/sets/1/criteria/Z.1",
            "Bộ 1 của 26-2026 không có tiêu chí «Z.1». "
            "Các mã được kê ở /api/v1/rulebooks/26-2026/sets/1/criteria.",
            "unknown_code",
        ),
    ],
)
def test_what_is_not_there_is_told(client, address, sentence, code):
    response = get(client, address)

    assert (response.status_code, response.json()) == (404, {"error": sentence, "code": code})


def test_what_is_not_there_is_told_in_english_where_that_was_asked_for(client):
    told = {
        "rulebooks/x": "There is no rulebook “x”. Those there are: 26-2026, 148-2023, 781-2020.",
        "rulebooks/781-2020/sets/3": library.rulebook("781-2020").missing_sets[3].en,
        "rulebooks/26-2026/sets/1/criteria/Z.1": (
            "Set 1 of 26-2026 has no criterion “Z.1”. "
            "The codes are listed at /api/v1/rulebooks/26-2026/sets/1/criteria."
        ),
    }
    for address, sentence in told.items():
        response = get(client, f"{address}?language=en")
        assert (response.status_code, response.json()["error"]) == (404, sentence)
        assert response["Content-Language"] == "en"


def test_a_cookie_changes_nothing_for_a_programme(client):
    vietnamese = get(client, "rulebooks/26-2026/sets/1/criteria/Z.1").json()
    client.cookies["sanvat_language"] = "en"

    assert get(client, "rulebooks/26-2026/sets/1/criteria/Z.1").json() == vietnamese


def test_a_set_nobody_has_is_told_why(client):
    response = get(client, "rulebooks/781-2020/sets/3")

    assert response.status_code == 404
    assert response.json() == {
        "error": library.rulebook("781-2020").missing_sets[3].vi,
        "code": "set_not_held",
    }


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("rulebooks/26-2026/sets?limit=0", "Tham số «limit» phải từ 1 trở lên."),
        ("rulebooks/26-2026/sets?limit=101", "Tham số «limit» tối đa là 100."),
        ("rulebooks/26-2026/sets?offset=x", "Tham số «offset» phải là số nguyên."),
        (f"rulebooks/26-2026/sets?offset={'9' * 5000}", "Tham số «offset» phải là số nguyên."),
        ("rulebooks?language=fr", "Tham số «language» chỉ nhận vi, en."),
        ("sets/find", "Tham số «q» còn thiếu."),
        (f"sets/find?q={'a' * 201}", "Tham số «q» dài tối đa 200 ký tự."),
    ],
)
def test_a_wrong_parameter_is_told_what_it_may_be(client, address, sentence):
    response = get(client, address)

    assert response.status_code == 422
    assert response.json() == {
        "error": f"{sentence} Cách dùng: /api/v1/docs.",
        "code": "parameter",
    }


@pytest.mark.parametrize(
    "address",
    [
        "rulebooks",
        "rulebooks/26-2026",
        "rulebooks/26-2026/sets",
        "rulebooks/26-2026/sets/1",
        "rulebooks/26-2026/sets/1/criteria",
        "rulebooks/26-2026/sets/1/criteria/A.1.1",
        "rulebooks/26-2026/readings",
        "rulebooks/26-2026/forms",
        "sets/find?q=tra",
        "openapi.json",
    ],
)
def test_what_a_reader_has_already_is_not_sent_again(client, address):
    first = get(client, address)
    mark = first["ETag"]

    again = get(client, address, if_none_match=f'"other", W/{mark}')
    changed = get(client, address, if_none_match='"other"')

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=3600"
    assert again["Access-Control-Allow-Origin"] == "*"
    assert changed.content == first.content
    assert get(client, address, if_none_match="*").status_code == 304


def test_each_language_has_its_own_mark(client):
    marks = {get(client, f"rulebooks/26-2026/sets/1?language={x}")["ETag"] for x in ("vi", "en")}

    assert len(marks) == 2
