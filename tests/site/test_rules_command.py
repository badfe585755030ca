"""`sanvat rules`: what it prints, for people and for programmes, and how it ends."""

from __future__ import annotations

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
from tests.rules.sheets import changed_sheet
from tests.site.rules_command import HONEY, SRC, case, lines

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
        "26-2026 · 26/2026/QĐ-TTg · từ 22/5/2026",
        "  Bộ tiêu chí và quy trình OCOP áp dụng từ tháng 5 năm 2026",
        "  Khung điểm: 5★ từ 90, 4★ từ 70, 3★ từ 50, 2★ từ 30, 1★ từ 0",
    ]
    row = next(line for line in out.splitlines() if " Mật ong, mật khác" in line)
    assert " ".join(row.split()) == (
        "4 Mật ong, mật khác và nông sản thực phẩm khác 32 104 7 14 6 100 100"
    )
    assert "148-2023 · 148/QĐ-TTg · từ 24/2/2023 đến trước 21/7/2026" in out
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
