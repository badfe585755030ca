"""The self-scorer's sheet on paper, as the browser prints it: read back from its PDF."""

import re
import shutil
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sanvat.portal.self_score.drafts import NAME_LENGTH, Draft
from sanvat.rules import library
from sanvat.rules.model import CriteriaSet

SHEETS = [
    ("26-2026", 4),
    ("26-2026", 26),
    ("148-2023", 16),
    ("781-2020", 14),
]
LONG = "Mật ong hoa nhãn ủ men thảo mộc rừng phía bắc, chai thủy tinh nâu 500 ml, loại biếu tặng "
PRODUCT = (LONG * 2)[:NAME_LENGTH].strip()
PRODUCER = (
    "Hợp tác xã dịch vụ nông nghiệp tổng hợp và du lịch cộng đồng Suối Mơ Thượng"  # 75 letters
)


def best(cs: CriteriaSet) -> dict[str, int]:
    answers = {}
    for criterion in cs.criteria:
        asked = criterion.cases[0] if criterion.cases else criterion
        answers[asked.code] = asked.options[-1].points
    return answers


def printed(page: Page) -> list[str]:
    """The text of each printed page, line by line as it stands."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    pdf = page.pdf(prefer_css_page_size=True)
    told = subprocess.run(
        [program, "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return told.stdout.decode().split("\f")[:-1]


def open_sheet(page: Page, server, draft: Draft) -> None:
    cs = draft.criteria_set
    page.goto(f"{server.url}/tu-cham/{cs.rulebook}/{cs.number}/?{draft.query}")


@pytest.fixture(scope="module")
def on_paper() -> dict[str, list[str]]:
    """The printed pages of each draft that was looked at."""
    return {}


@pytest.fixture
def sheet(live_server, page: Page, on_paper) -> Callable[[Draft], list[str]]:
    """The printed pages of a draft; each is printed once."""

    def print_it(draft: Draft) -> list[str]:
        key = f"{draft.criteria_set.rulebook}/{draft.criteria_set.number}?{draft.query}"
        if key not in on_paper:
            open_sheet(page, live_server, draft)
            on_paper[key] = printed(page)
        return on_paper[key]

    return print_it


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def first_line(text: str) -> str:
    """Empty for a blank page."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def last_line(text: str) -> str:
    """Without the stars and the points that stand beside an option."""
    line = [line for line in text.splitlines() if line.strip()][-1]
    return re.sub(r"^\d+ |[\s★]+$", "", in_one_line(line))


def begins_something(cs: CriteriaSet, line: str) -> bool:
    """Whether the line opens a part, a section, a heading, a criterion or the result."""
    opens = [f"{c.code} " for c in cs.criteria]
    for part in cs.parts:
        opens.append(f"{part.code} ")
        for section in part.sections:
            opens += [f"{section.number}. ", *(h.title for h in section.headings)]
    return line.startswith((*opens, "Tự chấm được", "Tạm tính"))


@pytest.mark.parametrize(("book", "number"), SHEETS)
@pytest.mark.parametrize("filled", [True, False], ids=["full", "empty"])
def test_every_page_begins_with_a_whole_criterion(sheet, book, number, filled):
    cs = library.criteria_set(book, number)

    pages = sheet(Draft(cs, best(cs) if filled else {}))

    assert len(pages) > 3
    begun = [first_line(text) for text in pages[1:]]
    assert [line for line in begun if not begins_something(cs, line)] == []


@pytest.mark.parametrize(("book", "number"), SHEETS)
def test_no_heading_stands_alone_at_the_foot_of_a_page(sheet, book, number):
    cs = library.criteria_set(book, number)

    ends = [last_line(text) for text in sheet(Draft(cs, best(cs)))[:-1]]

    options = [f"{in_one_line(o.text)} " for c in cs.criteria for o in c.all_options]
    texts = [*options, "Không đạt mức nào ", "Có Không "]
    assert [line for line in ends if not any(t.endswith(f"{line} ") for t in texts)] == []


@pytest.mark.parametrize(("book", "number"), SHEETS)
def test_names_are_printed_in_full_at_the_head(live_server, page, book, number):
    cs = library.criteria_set(book, number)
    open_sheet(page, live_server, Draft(cs, {}, {}, PRODUCT, PRODUCER))

    head = in_one_line(printed(page)[0])

    assert f"Tên sản phẩm {PRODUCT}" in head
    assert f"Tên chủ thể {PRODUCER}" in head


def test_a_name_that_is_being_typed_is_printed_too(live_server, page):
    cs = library.criteria_set("26-2026", 4)
    open_sheet(page, live_server, Draft(cs))

    page.get_by_label("Tên sản phẩm").fill(PRODUCT)

    assert PRODUCT in in_one_line(printed(page)[0])


@pytest.mark.parametrize(("book", "number"), SHEETS)
@pytest.mark.parametrize("filled", [True, False], ids=["full", "empty"])
def test_nothing_empty_is_printed(sheet, book, number, filled):
    cs = library.criteria_set(book, number)

    pages = sheet(Draft(cs, best(cs) if filled else {}))

    text = in_one_line(" ".join(pages))
    assert "Giấy tờ nào chứng minh?" not in text
    assert "trường hợp nào bị loại ngay?" not in text
    assert "Mã nguồn mở" not in text
    assert ("trên 100 điểm" in text) is filled
    last = in_one_line(pages[-1])
    assert "không phải kết quả chính thức" in last if filled else cs.criteria[-1].code in last


def test_what_a_reader_opened_is_printed(live_server, page):
    cs = library.criteria_set("26-2026", 4)
    open_sheet(page, live_server, Draft(cs))

    page.locator('fieldset[id="A.1.1"] summary').click()

    assert in_one_line(" ".join(printed(page))).count("Giấy tờ nào chứng minh?") == 1


def test_the_question_asked_apart_opens_and_closes_at_once(live_server, page):
    cs = library.criteria_set("148-2023", 4)
    open_sheet(page, live_server, Draft(cs))
    told = page.locator('input[name="B.5.2"]').last

    page.locator('input[name="B.5.1"][value="0"]').check()
    expect(told).to_be_enabled()
    page.get_by_label("Không", exact=True).last.check()
    expect(told).to_be_disabled()
    expect(page).to_have_url(re.compile(r"&co=0"))
    page.get_by_label("Có", exact=True).last.check()
    expect(told).to_be_enabled()
    told.check()
    expect(page.locator("#ket-qua")).to_contain_text("5 trên 100 điểm")
