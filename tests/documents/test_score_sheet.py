"""The printed score sheet: what stands on it, and that it is one and the same PDF each time."""

import json
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from statistics import median

import pytest
import typst

from sanvat.documents import typesetting
from sanvat.documents.score_sheet import HEAD_LIMITS, ScoreSheet, score_sheet
from sanvat.rules import library
from sanvat.rules.engine import Exclusion
from sanvat.rules.model import CriteriaSet, Rulebook
from sanvat.rules.problems import CaseRefused
from sanvat.rules.wording import Wording

BOOK = library.rulebook("26-2026")
HONEY = BOOK.sets[4]
TOURISM = BOOK.sets[26]
HEAD = {
    "product": "Mật ong hoa nhãn",
    "code": "33-11872-4-2026",
    "producer": "Hợp tác xã Phố Hiến",
    "address": "Phường Phố Hiến, Hưng Yên",
    "phone": "0221 000 000",
    "evaluator": "Nguyễn Thị Ánh Nguyệt",
    "place": "Hưng Yên",
    "date": date(2026, 6, 5),
}
NASTY = [
    '#read("/etc/passwd")',
    "$ x^2 $ *đậm* _n_ `r` @ref <nhãn> \\ // [x] {y} #let a = 1",
    '"}]}, "official": true',
    "🐝🍯 漢字 مرحبا بالعالم שלום",
    "một\nhai\r\nba\u2028bốn\x00\x07",
    "\u202egnor\u202c \u2066đảo\u2069 \ud800",
    "a\u0301" + "\u0301" * 3000,
    "x" * 10_000,
    "mật ong " * 2_000,
]


def best(cs: CriteriaSet) -> dict[str, int]:
    """The best option of every criterion; where there are cases, of the first."""
    return {
        (c.cases[0].code if c.cases else c.code): max(
            o.points for o in (c.cases[0].options if c.cases else c.options)
        )
        for c in cs.criteria
    }


def content(cs: CriteriaSet = HONEY, book: Rulebook = BOOK, **given):
    return ScoreSheet(cs, book=book, **given).content()


def criteria(sheet) -> dict:
    return {
        c["code"]: c for part in sheet["parts"] for s in part["sections"] for c in s["criteria"]
    }


def ticked(sheet) -> dict[str, list[str]]:
    return {
        code: [line["points"] for line in c["lines"] if line["ticked"]]
        for code, c in criteria(sheet).items()
    }


def text_of(pdf: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(
        [program, "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


# ---------------------------------------------------------------- head and foot


def test_a_blank_sheet_has_every_box_empty_and_no_result():
    sheet = content()

    assert sheet["heading"] == "PHIẾU ĐÁNH GIÁ"
    assert sheet["result"] is None
    assert set(map(tuple, ticked(sheet).values())) == {()}
    assert {f["value"] for f in sheet["head"]["wide"] + sheet["head"]["pairs"]} == {""}
    assert sheet["total"] == {"label": "TỔNG CỘNG", "max": "100", "given": ""}
    assert sheet["signature"]["place_date"] == (
        ".........................., ngày ........ tháng ........ năm ............"
    )


def test_the_head_says_what_is_known_and_the_day_as_official_papers_write_it():
    sheet = content(head=HEAD, answers={})

    assert sheet["title"] == "PHIẾU TỰ CHẤM · Bộ tiêu chí số 4 · Mật ong hoa nhãn"
    assert [f["value"] for f in sheet["head"]["wide"] + sheet["head"]["pairs"]] == [
        "Mật ong hoa nhãn",
        "Hợp tác xã Phố Hiến",
        "Phường Phố Hiến, Hưng Yên",
        "33-11872-4-2026",
        "0221 000 000",
        "Nguyễn Thị Ánh Nguyệt",
        "05/06/2026",
    ]
    assert sheet["signature"] == {
        "place_date": "Hưng Yên, ngày 05 tháng 6 năm 2026",
        "role": "NGƯỜI TỰ CHẤM",
        "name": "Nguyễn Thị Ánh Nguyệt",
    }


def test_a_self_scored_sheet_says_that_it_is_not_official():
    assert content(answers={}, head=HEAD)["disclaimer"] == (
        "Đây không phải kết quả chính thức: điểm tự chấm, tính ngày 05/06/2026."
    )
    assert content(answers={})["disclaimer"] == "Đây không phải kết quả chính thức: điểm tự chấm."
    assert content()["disclaimer"] == (
        "Phiếu trống để tự chấm và tham khảo, không phải văn bản chính thức."
    )


def test_an_official_sheet_is_an_evaluators():
    sheet = content(answers=best(HONEY), official=True)

    assert (sheet["heading"], sheet["disclaimer"]) == ("PHIẾU ĐÁNH GIÁ", "")
    assert sheet["signature"]["role"] == "NGƯỜI ĐÁNH GIÁ"


def test_the_foot_names_the_set_its_source_and_its_checksum():
    assert content()["footer"] == (
        f"Bộ tiêu chí số 4 · Phụ lục II, Quyết định 26/2026/QĐ-TTg · mã kiểm {HONEY.checksum[:16]}"
    )


# ---------------------------------------------------------------- criteria


@pytest.mark.parametrize("book", library.rulebooks(), ids=lambda book: book.id)
def test_every_criterion_and_option_of_every_set_is_printed(book):
    for cs in book.sets.values():
        sheet = content(cs, book)
        printed = {
            code: [line["text"] for line in c["lines"] if line["kind"] == "option"]
            for code, c in criteria(sheet).items()
        }
        assert printed == {
            c.code: [o.text for o in c.all_options]
            + (["Không đạt mức nào"] if all(o.points for o in c.all_options) else [])
            for c in cs.criteria
        }


def test_the_chosen_options_are_ticked_and_summed():
    sheet = content(answers=best(HONEY))

    assert ticked(sheet) == {c.code: [str(c.best)] for c in HONEY.criteria}
    assert [part["sum"]["given"] for part in sheet["parts"]] == ["40", "25", "35"]
    assert [s["sum"]["given"] for s in sheet["parts"][0]["sections"]] == ["18", "10", "12"]
    assert sheet["total"]["given"] == "100"


def test_none_met_is_ticked_where_the_decision_prints_no_such_option():
    line = criteria(content(answers={"A.1.1": 0}))["A.1.1"]["lines"][-1]

    assert (line["text"], line["points"], line["ticked"]) == ("Không đạt mức nào", "0", True)


def test_only_the_option_of_the_case_answered_is_ticked():
    sheet = content(TOURISM, answers={"C.8.b": 3})

    lines = criteria(sheet)["C.8"]["lines"]
    assert [(line["kind"], line["points"], line["ticked"]) for line in lines] == [
        ("case", "0", False),
        ("option", "1", False),
        ("option", "3", False),
        ("case", "0", False),
        ("option", "1", False),
        ("option", "3", True),
        ("option", "0", False),
    ]


def test_points_that_two_cases_share_tick_none_of_them():
    book = library.rulebook("781-2020")

    sheet = content(book.sets[4], book, answers={"A.3.2": 1})

    assert criteria(sheet)["A.3.2"]["given"] == "1"
    assert ticked(sheet)["A.3.2"] == []


def test_an_option_carries_the_stars_whose_minimum_it_is():
    stars = {
        code: {int(line["points"]): line["stars"] for line in c["lines"] if line["stars"]}
        for code, c in criteria(content()).items()
    }

    assert stars["A.1.5"] == {2: [4], 3: [5]}
    assert stars["A.1.1"] == {}
    assert content(library.rulebook("781-2020").sets[4], library.rulebook("781-2020"))["guide"] == [
        "Mỗi tiêu chí đánh dấu một mức; không đạt mức nào thì ghi 0."
    ]


def test_the_decisions_own_words_take_the_place_of_ours_where_given():
    wording = Wording(
        BOOK.id,
        {
            (4, "A", None): "Phần A nguyên văn",
            (4, "A.1.1", None): "Tiêu chí nguyên văn",
            (4, "A.1.1", 1): "Mức nguyên văn",
        },
    )

    sheet = content(wording=wording)
    criterion = criteria(sheet)["A.1.1"]

    assert sheet["parts"][0]["title"] == "Phần A nguyên văn"
    assert criterion["title"] == "Tiêu chí nguyên văn"
    assert criterion["lines"][0]["text"] == "Mức nguyên văn"
    assert criterion["lines"][1]["text"] == HONEY.by_code["A.1.1"].options[1].text
    assert criteria(content(wording=wording, language="en"))["A.1.1"]["title"] != criterion["title"]


def test_an_english_sheet_is_english_throughout():
    sheet = content(answers={"A.1.1": 1}, language="en")
    english = library.english()

    assert (sheet["language"], sheet["heading"]) == ("en", "SELF-SCORE SHEET")
    assert criteria(sheet)["A.1.1"]["title"] == english[HONEY.by_code["A.1.1"].title]
    vietnamese = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
    ours = [v for k, v in sheet["labels"].items()] + sheet["guide"] + sheet["result"]["sentences"]
    assert [text for text in ours if vietnamese.search(text)] == []


# ---------------------------------------------------------------- result


def test_a_complete_sheet_shows_its_star():
    assert content(answers=best(HONEY))["result"] == {
        "stars": 5,
        "star_name": "5 sao",
        "sentences": ["Tổng điểm 100/100, nằm trong khung 5 sao (từ 90 điểm)."],
        "unmet": [],
    }


def test_a_minimum_not_met_is_named_with_what_it_needs():
    result = content(answers=best(HONEY) | {"A.1.5": 2})["result"]

    assert (result["stars"], result["star_name"]) == (4, "4 sao")
    assert result["sentences"][1] == "Xếp 4 sao vì còn mức tối thiểu chưa đạt ở: A.1.5."
    assert result["unmet"] == [{"stars": 5, "text": "A.1.5 (cần 3, được 2)"}]


def test_a_begun_sheet_has_no_star_and_says_what_is_missing():
    answers = best(HONEY)
    del answers["C.12"], answers["B.4.1"]

    sheet = content(answers=answers)

    assert (sheet["result"]["stars"], sheet["result"]["unmet"]) == (None, [])
    assert sheet["result"]["sentences"] == [
        "Tổng tạm tính 92/100; chưa xếp hạng vì còn 2 tiêu chí chưa chấm: B.4.1, C.12."
    ]
    assert sheet["total"] == {
        "label": "TỔNG CỘNG (mới chấm 30/32 tiêu chí)",
        "max": "100",
        "given": "92",
    }


def test_an_excluded_product_has_its_reason_and_no_star():
    result = content(answers=best(HONEY), excluded=Exclusion("Hồ sơ bị làm giả", "A.2.1"))["result"]

    assert result["stars"] is None
    assert result["sentences"] == [
        "Tổng điểm 100/100.",
        "Sản phẩm bị loại (A.2.1): Hồ sơ bị làm giả",
    ]


def test_zero_on_a_criterion_that_stops_the_evaluation_is_pointed_out():
    book = library.rulebook("781-2020")

    result = content(book.sets[7], book, answers={"C.6.1": 0})["result"]

    assert result["sentences"][-1] == (
        "C.6.1 được 0 điểm; ghi chú của tiêu chí: "
        "Bị 0 điểm ở đây thì không đánh giá tiếp các bước sau."
    )


def test_what_the_rulebook_lacks_is_said_on_the_sheet():
    book = library.rulebook("781-2020")

    assert book.facts["gaps"][1]["message"] in content(book.sets[4], book)["notes"]


# ---------------------------------------------------------------- refusals


def test_answers_of_another_set_are_refused():
    with pytest.raises(CaseRefused):
        score_sheet(HONEY, book=BOOK, answers={"Z.9": 1})
    with pytest.raises(CaseRefused):
        score_sheet(HONEY, book=BOOK, answers={"A.1.1": 99})


def test_a_set_of_another_rulebook_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="must all be of 148-2023"):
        score_sheet(HONEY, book=library.rulebook("148-2023"))
    with pytest.raises(ValueError, match="must all be of 26-2026"):
        score_sheet(HONEY, book=BOOK, wording=Wording("148-2023", {}))
    with pytest.raises(ValueError, match="no such field in the head: colour"):
        score_sheet(HONEY, book=BOOK, head={"colour": "red"})


# ---------------------------------------------------------------- what people write


@pytest.mark.parametrize("text", NASTY)
def test_what_people_write_stays_one_short_line_of_text(text):
    head = dict.fromkeys(HEAD_LIMITS, text)

    sheet = content(head=head, answers={})
    values = {f["value"].replace("\u200b", "") for f in sheet["head"]["wide"]}

    assert all(len(value) <= 200 and value.isprintable() for value in values)
    assert score_sheet(HONEY, book=BOOK, head=head, answers={}).startswith(b"%PDF-")


def test_a_long_name_is_cut_with_an_ellipsis():
    name = content(head={"product": "mật ong " * 2_000})["head"]["wide"][0]["value"]

    assert (len(name), name[-4:]) == (200, "ong…")


def test_markup_is_printed_as_it_was_written():
    text = text_of(score_sheet(HONEY, book=BOOK, head={"product": '#read("/etc/passwd") *$x$*'}))

    assert '#read("/etc/passwd") *$x$*' in text
    assert "root:" not in text


# ---------------------------------------------------------------- the file


def test_the_same_sheet_is_the_same_file_in_every_thread():
    def make(_):
        return score_sheet(HONEY, book=BOOK, answers=best(HONEY), head=HEAD)

    with ThreadPoolExecutor(3) as threads:
        files = set(threads.map(make, range(6)))

    assert files == {make(0)}


def test_a_sheet_that_was_asked_for_is_not_set_again(monkeypatch):
    made = score_sheet(HONEY, book=BOOK, answers=best(HONEY), head=HEAD)

    def never(*given, **told):
        raise AssertionError("set again")

    monkeypatch.setattr("sanvat.documents.score_sheet.pdf_of_json", never)

    assert score_sheet(HONEY, book=BOOK, answers=best(HONEY), head=HEAD) is made
    with pytest.raises(AssertionError, match="set again"):
        score_sheet(HONEY, book=BOOK, answers=best(HONEY), head=HEAD | {"place": "Huế"})


def test_a_sheet_for_another_product_costs_a_part_of_a_whole_one():
    """What is the same on it is remembered by the typesetter; were the name part of what holds for
    the whole file, or an input of it, all would be laid out anew."""
    compiler = typst.Compiler(
        typesetting.TEMPLATES / "score_sheet.typ",
        root=typesetting.TEMPLATES,
        font_paths=typesetting._fonts(),
        ignore_system_fonts=True,
    )
    sheets = [
        typesetting.as_json(content(answers=best(HONEY), head=HEAD | {"product": f"Mật {n}"}))
        for n in range(10)
    ]

    def seconds(make, sheet) -> float:
        started = time.process_time()
        make(sheet)
        return time.process_time() - started

    def anew(sheet):
        return compiler.compile(format="pdf", sys_inputs={"sheet": sheet})

    def remembered(sheet):
        return typesetting.pdf_of_json("score_sheet.typ", sheet, name="sheet")

    assert anew(sheets[0]) == remembered(sheets[0])
    whole = median(seconds(anew, sheet) for sheet in sheets[1:])
    assert median(seconds(remembered, sheet) for sheet in sheets[1:]) < whole / 2


SHARED = """
import json, os, sys
from concurrent.futures import ThreadPoolExecutor
from sanvat.documents import typesetting

def threads():
    return len(os.listdir("/proc/self/task"))

def told():
    given = json.load(sys.stdin)
    before = threads()
    typesetting.load()
    assert "typst" in sys.modules and threads() == before == 1
    assert not typesetting._compiler.cache_info().currsize
    child = os.fork()
    if child:
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    typesetting._apart = None  # the child sets it itself
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda each: typesetting.pdf_of_json(*each, name="sheet"), given))
    assert [each[:5] for each in made] == [b"%PDF-"] * len(given)
    assert typesetting._compiler.cache_info().misses == 1  # for both threads
    os._exit(0)

told()
"""


def test_a_process_forked_from_one_that_has_loaded_the_typesetter_sets_its_sheets_in_one_thread():
    sheets = [["score_sheet.typ", typesetting.as_json(content(head={}))] for _time in range(3)]

    done = subprocess.run(
        [sys.executable, "-c", SHARED],
        input=json.dumps(sheets),
        text=True,
        capture_output=True,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_file_is_tagged_titled_and_says_its_language_and_no_time():
    pdf = score_sheet(HONEY, book=BOOK, head=HEAD, language="vi")

    assert b"/Marked true" in pdf
    assert re.search(rb"/Lang ?\(vi", pdf)
    assert b"/Title" in pdf
    assert b"/CreationDate" not in pdf
    fonts = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+(\w+)", pdf))
    assert fonts <= {b"BeVietnamPro", b"DejaVuSansMono"}


def test_every_page_repeats_the_columns_the_warning_and_its_number():
    pages = text_of(score_sheet(HONEY, book=BOOK, answers=best(HONEY), head=HEAD)).split("\f")[:-1]

    last_of_table = next(i for i, page in enumerate(pages, start=1) if "TỔNG CỘNG" in page)
    for number, page in enumerate(pages, start=1):
        assert number > last_of_table or "Tiêu chí và các mức, mỗi mức với" in page
        assert "Đây không phải kết quả chính thức: điểm tự chấm, tính ngày 05/06/2026." in page
        assert f"Trang {number}/{len(pages)}" in page


def test_long_official_words_run_over_pages_and_nothing_is_lost():
    words = " ".join(f"chữ{i}" for i in range(3_000))
    wording = Wording(BOOK.id, {(4, "A.1.1", 1): words, (4, "A.1.2", None): words})

    text = text_of(score_sheet(HONEY, book=BOOK, wording=wording))

    assert text.count("chữ2999") == 2


OLD_BOOK = library.rulebook("148-2023")
OLD_HONEY = OLD_BOOK.sets[4]


@pytest.mark.parametrize("told", [True, False, None])
def test_whether_there_is_a_story_is_asked_on_paper_too(told):
    has = {} if told is None else {"story": told}

    sheet = content(OLD_HONEY, OLD_BOOK, answers={"B.5.1": 0}, has=has)

    assert criteria(sheet)["B.5.1"]["question"] == {
        "text": "Sản phẩm có câu chuyện không?",
        "choices": [
            {"text": "Có", "ticked": told is True},
            {"text": "Không", "ticked": told is False},
        ],
    }
    assert criteria(content())["B.5.1"]["question"] is None


def test_the_question_and_its_answer_stand_in_the_file():
    def words(**given):
        return text_of(score_sheet(OLD_HONEY, book=OLD_BOOK, answers={"B.5.1": 0}, **given))

    assert "Sản phẩm có câu chuyện không?" in words()
    assert words(has={"story": True}) != words(has={"story": False})


def test_a_zero_in_a_section_that_stops_at_zero_is_pointed_out():
    for book, number in (("26-2026", 16), ("781-2020", 17)):
        of = library.rulebook(book)

        sheet = content(of.sets[number], of, answers={"C.6.1": 0, "C.6.4": 0, "C.6.2": 3})

        assert sheet["result"]["sentences"][-1] == (
            "C.6.1, C.6.4 được 0 điểm; ghi chú của mục C.6: Bị 0 điểm ở bất kỳ chỉ tiêu nào của "
            "mục này thì không đánh giá tiếp các bước sau."
        )
