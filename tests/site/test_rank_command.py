"""`sanvat rules rank`: one answer for every case, for people and for programmes."""

from __future__ import annotations

import io
import json
import sys

import pytest

from tests.rules.sheets import best, nothing
from tests.site.rules_command import HONEY, case, lines


def test_rank_answers_a_case_as_the_contract_says(run, written):
    code, out, err = run("rank", written(case({"B.4.1": 3}), "mot.json"), "--json")

    unmet = {"criterion": "B.4.1", "stars": 5, "needs": 5, "has": "3.0000"}
    assert (code, err) == (0, "")
    assert lines(out) == [
        {
            "rulebook": "26-2026",
            "set": 4,
            "total": "98.0000",
            "parts": {"A": "40.0000", "B": "23.0000", "C": "35.0000"},
            "band": 5,
            "stars": 4,
            "held_back_by": [unmet],
            "next_star": {"stars": 5, "points_missing": "0.0000", "minima_missing": [unmet]},
            "excluded": None,
        }
    ]


def test_rank_gives_one_line_for_every_case_in_their_order(run, written):
    cases = [case({"A.1.1": points}) for points in (0, 1, 2, 3)]

    code, out, _ = run("rank", written(cases), "--json")

    assert code == 0
    assert [r["total"] for r in lines(out)] == ["97.0000", "98.0000", "99.0000", "100.0000"]


def test_a_case_that_is_refused_does_not_stop_the_others(run, written):
    path = written([case(), case({"B.4.1": 4}), case({"A.9.9": 1}), case()])

    code, out, _ = run("rank", path, "--json")
    first, no_option, unknown, last = lines(out)

    assert code == 1
    assert first == last
    assert no_option == {
        "error": "Phiếu m1: B.4.1: «4» không phải mức điểm nào; chọn một trong 0, 1, 2, 3, 5.",
        "code": "no_option",
    }
    assert unknown["error"] == "Phiếu m1: bộ 4 (26-2026) không có tiêu chí «A.9.9»."


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("{", "json", "không phải JSON: "),
        ("nothing", "json", "không phải JSON: "),
        ("[]", "not_a_case", "Một ca chấm phải là một đối tượng JSON"),
        ("null", "not_a_case", "Một ca chấm phải là một đối tượng JSON"),
        ("[" * 100_000, "json", "JSON lồng nhau quá sâu"),
        ('{"set": ' + "9" * 5_000 + "}", "json", "không phải JSON: "),
        ('{"set": 4, "set": 4}', "twice", "«set» được ghi hai lần trong một đối tượng."),
        (
            json.dumps(case()).replace('"B.4.1": 5', '"B.4.1": 5, "B.4.1": 3'),
            "twice",
            "«B.4.1» được ghi hai lần trong một đối tượng.",
        ),
        (
            json.dumps(case()).replace('"B.4.1": 5', '"B.4.1": NaN'),
            "no_option",
            "Phiếu m1: B.4.1: «nan»",
        ),
        (
            json.dumps(case()).replace('"B.4.1": 5', '"B.4.1": 1e999'),
            "no_option",
            "Phiếu m1: B.4.1: «inf»",
        ),
        (
            json.dumps(case()).replace('"B.4.1": 5', '"B.4.1": true'),
            "no_option",
            "Phiếu m1: B.4.1: «True»",
        ),
        (
            json.dumps(case()).replace('"B.4.1"', '"\\ud800"'),
            "json",
            "không phải JSON: có nửa ký tự",
        ),
    ],
)  # fmt: skip
def test_what_is_no_case_is_refused_and_the_next_line_answered(run, written, line, code, message):
    path = written(f"{line}\n{json.dumps(case())}\n")

    ended, out, err = run("rank", path, "--json")
    refused, answered = lines(out)

    assert (ended, err) == (1, "")
    assert refused["code"] == code
    assert refused["error"].startswith(message)
    assert answered["stars"] == 5


def test_bytes_that_are_no_text_are_refused_and_the_next_line_answered(run, written):
    path = written(b"\xff\xfe\n" + json.dumps(case()).encode() + b"\n")

    code, out, _ = run("rank", path, "--json")
    refused, answered = lines(out)

    assert code == 1
    assert refused == {"error": "không phải UTF-8; hãy lưu lại với mã UTF-8", "code": "utf8"}
    assert answered["stars"] == 5


def test_a_file_as_windows_writes_it_is_read(run, written):
    path = written(b"\xef\xbb\xbf" + json.dumps(case()).encode() + b"\r\n\r\n")

    code, out, _ = run("rank", path, "--json")

    assert (code, [r["stars"] for r in lines(out)]) == (0, [5])


def test_a_set_that_781_lacks_is_refused_with_its_reason(run, written):
    code, out, _ = run("rank", written([case(rulebook="781-2020", set=3)]), "--json")

    assert code == 1
    assert lines(out)[0]["code"] == "set_not_held"
    assert lines(out)[0]["error"].startswith("Chưa chấm được bộ “Gạo, ngũ cốc”")


def test_partial_counts_what_is_missing_as_nothing(run, written):
    sheet = best(HONEY)
    del sheet["B.4.3"]
    path = written([case(sheets=[{"by": "m1", "answers": sheet}])])

    strict, out, _ = run("rank", path, "--json")
    assert (strict, lines(out)[0]["code"]) == (1, "missing_criterion")

    partial, out, _ = run("rank", path, "--json", "--partial")
    assert (partial, lines(out)[0]["total"]) == (0, "95.0000")


def test_minima_may_be_counted_by_majority(run, written):
    sheets = [
        {"by": f"m{i}", "answers": best(HONEY) | {"C.10": p}} for i, p in enumerate([5, 5, 1, 1])
    ]
    path = written([case(sheets=sheets)])

    stars = [
        lines(run("rank", path, "--json", *more)[1])[0]["stars"]
        for more in ([], ["--minima", "mean"], ["--minima", "majority"])
    ]

    assert stars == [5, 5, 3]


def test_an_excluded_product_says_so(run, written):
    path = written([case(excluded={"criterion": "C.6.1", "reason": "Có mạt kim loại"})])

    answer = lines(run("rank", path, "--json")[1])[0]

    assert (answer["stars"], answer["next_star"]) == (None, None)
    assert answer["excluded"] == {"criterion": "C.6.1", "reason": "Có mạt kim loại"}
    assert "bị loại" in run("rank", path)[1]


def test_several_files_are_answered_one_after_the_other(run, written):
    one, two = written(case(), "mot.json"), written([case({"A.1.1": 0})] * 2)

    code, out, _ = run("rank", one, two, "--json")

    assert (code, [r["total"] for r in lines(out)]) == (0, ["100.0000", "97.0000", "97.0000"])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("khong-co.json", "khong-co.json: không đọc được tệp → No such file or directory\n"),
        ("cham.xlsx", "cham.xlsx: phải là tệp .json hoặc .jsonl → đổi tên hoặc đổi tệp\n"),
    ],
)
def test_a_file_that_cannot_be_read_does_not_stop_the_others(run, written, name, message):
    code, out, err = run("rank", name, written([case()]), "--json")

    assert (code, len(lines(out)), err) == (1, 1, message)


def test_a_dash_reads_the_standard_input(run, monkeypatch):
    text = json.dumps(case()) + "\n" + json.dumps(case({"A.1.1": 0})) + "\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    code, out, _ = run("rank", "-", "--json")

    assert (code, [r["total"] for r in lines(out)]) == (0, ["100.0000", "97.0000"])


def test_people_get_stars_total_and_what_holds_back(run, written):
    path = written([case({"B.4.1": 3}), case(), case({"B.4.1": 4})])

    code, out, _ = run("rank", path)

    assert code == 1
    assert out.splitlines() == [
        "cham.jsonl:1  ★★★★☆   98.0000  A 40.0000 B 23.0000 C 35.0000  bị giữ lại bởi B.4.1 3/5",
        "cham.jsonl:2  ★★★★★  100.0000  A 40.0000 B 25.0000 C 35.0000",
        "cham.jsonl:3: Phiếu m1: B.4.1: «4» không phải mức điểm nào; chọn một trong 0, 1, 2, 3, 5.",
    ]


def test_what_holds_back_is_told_in_numbers_as_people_write_them(run, written):
    sheets = [{"by": f"m{i}", "answers": nothing(HONEY)} for i in range(2)]
    sheets.append({"by": "m2", "answers": best(HONEY)})
    kept = [{"by": f"m{i}", "answers": best(HONEY) | {"A.3.5": p}} for i, p in enumerate([0, 1])]

    assert "bị giữ lại" not in run("rank", written([case(sheets=sheets)]))[1]
    assert run("rank", written([case(sheets=kept)]))[1].endswith(
        "bị giữ lại bởi A.3.5 0.5/1, A.3.5 0.5/2\n"
    )


def test_reasons_path_and_divergence_come_when_asked_for(run, written):
    sheets = [
        {"by": "m1", "answers": best(HONEY) | {"B.4.1": 3}},
        {"by": "m2", "answers": best(HONEY) | {"B.4.1": 3, "C.10": 1}},
    ]
    path = written([case(sheets=sheets)])

    answer = lines(run("rank", path, "--json", "--explain", "--path", "--divergence")[1])[0]
    spoken = run("rank", path, "--explain", "--path", "--divergence")[1]

    assert answer["path"] == {
        "stars": 5,
        "points": "2.0000",
        "improvements": [
            {
                "criterion": "B.4.1",
                "has": "3.0000",
                "to": 5,
                "reaches": "5.0000",
                "because_minimum": True,
            },
        ],
    }
    assert answer["explanation"][-1] == "Kết quả: 4 sao."
    assert answer["divergence"]["total"]["values"] == [98, 94]
    assert "    Kết quả: 4 sao.\n    B.4.1: 3 → 5\n    C.10: 5 1\n" in spoken


def test_minima_asked_for_keep_the_decimals_of_the_case(run, written):
    ninety = {"B.4.1": 0, "B.4.3": 0}
    sheets = [
        {"by": f"m{i}", "answers": best(HONEY) | changes}
        for i, changes in enumerate([ninety, ninety, ninety | {"A.1.1": 2}])
    ]
    path = written([case(sheets=sheets, regulation={"decimals": 0})])

    answer = lines(run("rank", path, "--json", "--minima", "majority")[1])[0]

    assert (answer["total"], answer["band"]) == ("89.6667", 5)
