"""`sanvat rules`: what it prints, for people and for programmes, and how it ends."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sanvat.rules import library
from sanvat.site import terminal
from sanvat.site.commands import rules
from tests.rules.sheets import best, changed_sheet, nothing

HONEY = library.criteria_set("26-2026", 4)
SRC = Path(rules.__file__).parents[3]


def case(changes=None, **more):
    sheets = [{"by": "m1", "answers": best(HONEY) | (changes or {})}]
    return {"rulebook": "26-2026", "set": 4, "sheets": sheets} | more


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs the command in this process: its code, its lines and what it complains of."""
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")

    def run(*argv: str):
        try:
            code = rules.main(argv)
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def written(tmp_path):
    """Writes cases to a file: text, bytes, one case, or several, one a line."""

    def write(content, name="cham.jsonl"):
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, list):
            path.write_text("".join(json.dumps(c) + "\n" for c in content))
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)

    return write


def lines(out: str):
    return [json.loads(line) for line in out.splitlines()]


# ---- list


def test_list_tells_programmes_all_there_is(run):
    code, out, _ = run("list", "--json")
    books = json.loads(out)

    assert code == 0
    assert [b["id"] for b in books] == ["26-2026", "148-2023", "781-2020"]
    newest = books[0]
    assert {k: v for k, v in newest.items() if k not in ("sets", "readings", "title")} == {
        "id": "26-2026",
        "decision": "26/2026/QĐ-TTg",
        "issued": "2026-05-22",
        "in_force": "2026-05-22",
        "ended": None,
        "bands": {"5": 90, "4": 70, "3": 50, "2": 30, "1": 0},
        "counts": {
            "sets": 26,
            "criteria": 787,
            "options": 2579,
            "minima": newest["counts"]["minima"],
        },
        "missing_sets": {},
        "open_readings": len(newest["readings"]["open"]),
    }
    assert newest["sets"][3] == {
        "set": 4,
        "slug": "mat-ong-mat-khac-va-nong-san-thuc-pham-khac",
        "name": "Mật ong, mật khác và nông sản thực phẩm khác",
        "group": "I",
        "criteria": 32,
        "options": 104,
        "minima": {"3": 7, "4": 14, "5": 6},
        "parts": {"A": 40, "B": 25, "C": 35},
        "total": 100,
        "achievable": 100,
        "checksum": HONEY.checksum,
    }
    assert list(books[2]["missing_sets"]) == ["3"]


def test_list_tells_people_the_same_in_a_table(run):
    code, out, _ = run("list")

    assert code == 0
    assert out.splitlines()[:3] == [
        "26-2026 · 26/2026/QĐ-TTg · từ 22/05/2026",
        "  Bộ tiêu chí và quy trình OCOP áp dụng từ tháng 5 năm 2026",
        "  Khung điểm: 5★ từ 90, 4★ từ 70, 3★ từ 50, 2★ từ 30, 1★ từ 0",
    ]
    row = next(line for line in out.splitlines() if " Mật ong, mật khác" in line)
    assert " ".join(row.split()) == (
        "4 Mật ong, mật khác và nông sản thực phẩm khác 32 104 7 14 6 100 100"
    )
    assert "148-2023 · 148/QĐ-TTg · từ 24/02/2023 đến trước 21/07/2026" in out
    assert "! Chưa chấm được bộ “Gạo, ngũ cốc” của Quyết định 781" in out


def test_nothing_is_coloured_when_it_does_not_go_to_a_terminal(run, written):
    for argv in (["list"], ["show", "26-2026", "4"], ["rank", written([case()])]):
        assert "\033" not in run(*argv)[1]


def test_a_terminal_gets_colours_unless_it_asks_for_none(run, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    coloured = rules._paint("đậm", "bold")
    monkeypatch.setenv("NO_COLOR", "1")

    assert (coloured, rules._paint("đậm", "bold")) == ("\033[1mđậm\033[0m", "đậm")


# ---- show


def test_show_tells_programmes_the_whole_set(run):
    code, out, _ = run("show", "26-2026", "4", "--json")
    shown = json.loads(out)

    assert code == 0
    assert {key: shown[key] for key in HONEY.as_dict()} == HONEY.as_dict()
    assert shown["checksum"] == HONEY.checksum
    assert {r["id"] for r in shown["readings"]} == {
        r.id for r in library.rulebook("26-2026").readings_of(4)
    }


def test_show_tells_people_every_criterion_option_and_minimum(run):
    code, out, _ = run("show", "26-2026", "4")

    assert code == 0
    assert out.startswith("Bộ 4. Mật ong, mật khác và nông sản thực phẩm khác\n")
    assert "\nA. SẢN PHẨM VÀ SỨC MẠNH CỘNG ĐỒNG · 40 điểm\n" in out
    assert "\n  B.4.1 Khu vực phân phối chính · 5\n" in out
    assert "\n       5 ★★★★★ Bán ở thị trường quốc tế" in out
    assert "\n      Chỉ chấm khi có câu chuyện sản phẩm.\n" in out
    assert "26-04-1" in out
    assert max(map(len, out.splitlines())) <= 110


def test_show_tells_the_cases_of_tourism_apart(run):
    out = run("show", "26-2026", "26")[1]

    assert "      C.8.a Trường hợp 1" in out
    assert "      C.8.b Trường hợp 2" in out


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (
            ["show", "27-2027", "4"],
            "Không có bộ quy định «27-2027». Các bộ đang có: 26-2026, 148-2023, 781-2020.\n",
        ),
        (
            ["show", "26-2026", "27"],
            "Bộ quy định 26-2026 không có bộ tiêu chí số «27»; các số dùng được là 1 đến 26.\n",
        ),
        (
            ["show", "781-2020", "3"],
            library.rulebook("781-2020").missing_sets[3].vi + "\n",
        ),
    ],
)
def test_show_says_what_there_is_when_asked_for_something_else(run, argv, message):
    assert run(*argv) == (1, "", message)


# ---- check


def test_check_finds_that_every_rulebook_adds_up(run):
    code, out, err = run("check")

    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if not line.startswith("·")] == [
        "26-2026: 26 bộ, 787 tiêu chí, 0 chỗ sai",
        "148-2023: 26 bộ, 795 tiêu chí, 0 chỗ sai",
        "781-2020: 25 bộ, 751 tiêu chí, 0 chỗ sai",
    ]
    assert (
        "· 148-2023 bộ 7 C.6.4: mức cao nhất 3, tiêu chí ghi 4 (đã ghi trong cách đọc 148-07-1)"
        in out
    )


def test_check_ends_with_one_where_something_does_not_add_up(run, monkeypatch, tmp_path):
    data = copy_of_data(tmp_path)
    sets = data / "26-2026" / "sets.txt"
    sets.write_text(sets.read_text().replace("  A.1 18 ", "  A.1 17 ", 1))
    monkeypatch.setattr(library, "DATA", data)

    code, out, _ = run("check")

    assert code == 1
    assert "✗ 26-2026 bộ 1 A.1: các tiêu chí cộng được 18, mục ghi 17\n" in out
    assert "26-2026: 26 bộ, 787 tiêu chí, 2 chỗ sai\n" in out


def test_check_says_which_line_of_a_file_makes_no_sense(run, monkeypatch, tmp_path):
    data = copy_of_data(tmp_path)
    sets = data / "26-2026" / "sets.txt"
    sets.write_text(sets.read_text().replace("samples: 5", "samples: năm", 1))
    monkeypatch.setattr(library, "DATA", data)

    code, out, err = run("check")

    assert (code, out) == (1, "")
    assert err == "sets.txt:6: «samples: năm» không phải số → viết «samples: 5»\n"


def copy_of_data(folder: Path) -> Path:
    return Path(shutil.copytree(library.DATA, folder / "data"))


def test_check_reads_a_file_of_official_wording_too(run, written):
    good = written("set,code,points,text\n4,A,,PHẦN A\n", "tot.csv")
    bad = written("set,code,points,text\n4,D,,PHẦN D\n", "xau.csv")

    assert run("check", "--wording", good)[1].endswith("tot.csv: 1 câu, dùng được\n")
    assert run("check", "--wording", bad)[::2] == (
        1,
        "xau.csv:2: bộ 4 không có mã «D» → xem `sanvat rules show`\n",
    )


# ---- rank


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


# ---- in an English terminal


@pytest.fixture
def english(run, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    terminal._translations.cache_clear()
    yield run
    terminal._translations.cache_clear()


@pytest.mark.parametrize("argv", [["list"], ["check"], ["show", "26-2026", "26"]], ids=" ".join)
def test_an_english_terminal_gets_no_vietnamese(english, argv):
    code, out, _ = english(*argv)

    decisions = out.replace("QĐ-TTg", "")
    assert code == 0
    assert [c for c in decisions if c in "đĐ" or "\u1ea0" <= c <= "\u1eff"] == []


def test_show_tells_every_text_in_english(english):
    out = english("show", "26-2026", "4")[1]

    assert out.startswith("Set 4. Honey, other nectars and other farm foods\n")
    assert "Decision 26/2026/QĐ-TTg, Annex II\n" in out
    assert "\nA. PRODUCT AND STRENGTH OF THE COMMUNITY · 40 points\n" in out
    assert "  26-04-1 (C.7, option 3): 13 points → 3 points." in out


def test_a_refusal_is_told_in_english_to_people_and_in_vietnamese_to_programmes(english, written):
    path = written([case({"B.4.1": 4})])

    told = english("rank", path)[1]
    answer = lines(english("rank", path, "--json")[1])[0]

    assert told == (
        "cham.jsonl:1: Sheet m1: B.4.1: “4” is the points of no option; "
        "choose one of 0, 1, 2, 3, 5.\n"
    )
    assert answer["error"].startswith("Phiếu m1: B.4.1: «4» không phải mức điểm nào")
    assert (
        english("show", "781-2020", "3")[2]
        == library.rulebook("781-2020").missing_sets[3].en + "\n"
    )


def test_reasons_are_english_to_people_and_vietnamese_to_programmes(english, written):
    path = written([case()])

    assert "    Result: 5 star(s).\n" in english("rank", path, "--explain")[1]
    answer = lines(english("rank", path, "--explain", "--json")[1])[0]
    assert answer["explanation"][-1] == "Kết quả: 5 sao."


# ---- manuals, and the command as a whole


@pytest.mark.parametrize(
    ("argv", "usage", "words"),
    [
        (
            ["--help"],
            "sanvat rules [-h] LỆNH ...",
            ["show QUY_ĐỊNH BỘ", "sanvat rules rank cham.jsonl"],
        ),
        (["list", "--help"], "sanvat rules list", ["--json", "đạt được"]),
        (["show", "--help"], "sanvat rules show", ["--json", "QUY_ĐỊNH", "BỘ"]),
        (["check", "--help"], "sanvat rules check", ["--wording", "mã 1"]),
        (
            ["rank", "--help"],
            "sanvat rules rank",
            ["--partial", "--minima", "--explain", '{"error": "…"}'],
        ),
    ],
)  # fmt: skip
def test_every_command_has_its_page_of_the_manual(run, argv, usage, words):
    code, out, err = run(*argv)

    assert (code, err) == (0, "")
    assert out.startswith(f"Cách dùng: {usage}")
    assert [word for word in words if word not in out] == []


@pytest.mark.parametrize(
    "argv", [[], ["remove"], ["show"], ["show", "26-2026"], ["rank"], ["rank", "a.json", "--jsn"]]
)
def test_a_wrong_use_is_told_on_the_error_output(run, argv):
    code, out, err = run(*argv)

    assert (code, out) == (2, "")
    assert "Cách dùng: sanvat rules" in err
    assert "sai cách dùng" in err


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SRC)}


def test_a_reader_who_has_seen_enough_is_no_fault(tmp_path):
    path = tmp_path / "cham.jsonl"
    path.write_text("".join(json.dumps(case()) + "\n" for _ in range(500)))
    command = f"{sys.executable} -m sanvat.site.cli rules rank {path} --json | head -1"

    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        env=ENVIRONMENT,
        capture_output=True,
        timeout=60,
    )

    assert (ended.returncode, ended.stderr) == (0, b"")
    assert len(ended.stdout.splitlines()) == 1


def test_the_command_starts_neither_django_nor_numpy():
    code = (
        "import sys; from sanvat.site.cli import main; main(['rules', 'list']); "
        "heavy = {'django', 'numpy', 'psycopg'} & set(sys.modules); sys.exit(bool(heavy))"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=ENVIRONMENT,
        capture_output=True,
        timeout=60,
    )

    assert (ended.returncode, ended.stderr) == (0, b"")


def test_an_answer_is_the_same_in_any_locale(tmp_path):
    path = tmp_path / "cham.json"
    path.write_text(json.dumps(case(changed_sheet(HONEY, {}, {"B.4.1": 4}))))

    for locale in ("C", "C.UTF-8", "POSIX"):
        ended = subprocess.run(
            [sys.executable, "-m", "sanvat.site.cli", "rules", "rank", str(path), "--json"],
            env=ENVIRONMENT | {"LC_ALL": locale},
            capture_output=True,
            timeout=60,
        )
        assert ended.returncode == 1
        assert json.loads(ended.stdout.decode("utf-8"))["code"] == "no_option"
