"""Reports on the desk: drafted, edited, issued, taken away."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document

from sanvat.certificates.models import Recognition
from sanvat.reports import actions
from sanvat.reports.models import YearlyReport
from tests.desk.forms import errors_of, send
from tests.desk.pages import DESK, queries, signed_in, text_of
from tests.products.conftest import coffee, cooperative, store  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def stars(coffee):  # noqa: F811
    today = timezone.localdate()
    return Recognition.objects.create(
        product=coffee,
        kind="first",
        stars=3,
        year=today.year,
        issued_on=today,
        expires_on=today + timedelta(days=1000),
    )


@pytest.fixture
def draft(province, coordinator, stars) -> YearlyReport:
    return actions.draft_report(
        province, timezone.localdate().year, by=coordinator, at=timezone.now()
    )


def page(user, report, rest=""):
    return signed_in(user).get(f"{DESK}bao-cao/{report.pk}/{rest}")


def test_a_report_of_the_year_is_drafted_from_the_list(coordinator, province, stars):
    answer = send(coordinator, "bao-cao/", place="", year=str(timezone.localdate().year), last="")

    report = YearlyReport.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{DESK}bao-cao/{report.pk}/")
    assert (report.place, report.organisation) == (province, coordinator.acting.organisation)


def test_a_year_without_a_layout_is_told_on_the_form(coordinator):
    answer = send(coordinator, "bao-cao/", place="", year="2017", last="")

    assert answer.status_code == 422
    assert "07/05/2018" in text_of(answer)


def test_every_figure_of_the_text_leads_to_what_is_behind_it(coordinator, draft):
    shown = page(coordinator, draft).content.decode()

    assert f'href="{DESK}bao-cao/{draft.pk}/so-lieu/three/"' in shown
    behind = text_of(page(coordinator, draft, "so-lieu/three/"))
    assert "Cà phê bột: 3 ★" in behind


def test_a_figure_that_was_issued_shows_then_beside_now(coordinator, draft, stars, officer):
    today, now = timezone.localdate(), timezone.now()
    actions.write_report(draft, by=coordinator, at=now, number="5/BC", signer="Bùi Thị Thu")
    actions.issue_report(
        YearlyReport.objects.get(pk=draft.pk), issued_on=today, by=coordinator, at=now
    )
    same = text_of(page(coordinator, draft, "so-lieu/three/"))
    Recognition.objects.filter(pk=stars.pk).update(stars=4)

    three = text_of(page(coordinator, draft, "so-lieu/three/"))
    four = text_of(page(coordinator, draft, "so-lieu/four/"))

    assert "Cà phê bột: 3 ★" in same
    assert "Vẫn được đếm" in same
    assert "Cà phê bột: 3 ★" in three
    assert "Không còn được đếm" in three
    assert "1 dòng khi ấy được đếm" in three
    assert "1 dòng nay được đếm cho kỳ ấy mà khi chốt chưa có" in four
    assert "Cà phê bột: 4 ★" in four
    assert page(officer, draft, "so-lieu/three/").status_code == 404


def test_a_name_that_is_no_figure_is_told_at_its_section_and_nothing_typed_is_lost(
    coordinator, draft
):
    answer = send(coordinator, f"bao-cao/{draft.pk}/sua/", stars="Có {sau} sao", number="9/BC")

    assert answer.status_code == 422
    assert "{sau}" in errors_of(answer)["id_stars"]
    assert "9/BC" in answer.content.decode()


def test_a_report_is_issued_and_its_word_file_says_what_the_page_says(coordinator, draft):
    send(coordinator, f"bao-cao/{draft.pk}/sua/", number="9/BC", signer="Bùi Thị Thu")
    answer = send(coordinator, f"bao-cao/{draft.pk}/ban-hanh/", issued_on=f"{timezone.localdate()}")

    assert answer.status_code == 302
    word = Document(BytesIO(page(coordinator, draft, "tep/docx/").content))
    said = "\n".join(each.text for each in word.paragraphs)
    assert "1 sản phẩm đang được công nhận" in said
    assert "Đã ban hành" in text_of(page(coordinator, draft))
    assert page(coordinator, draft, "sua/").status_code == 403


def test_without_a_number_it_is_not_issued(coordinator, draft):
    answer = send(coordinator, f"bao-cao/{draft.pk}/ban-hanh/", issued_on=f"{timezone.localdate()}")

    assert answer.status_code == 422
    assert "số, ký hiệu" in text_of(answer)


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_a_draft_is_taken_away_in_every_form(coordinator, draft, form):
    answer = page(coordinator, draft, f"tep/{form}/")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer.content[:4] == (b"%PDF" if form == "pdf" else b"PK\x03\x04")


def test_a_draft_is_nobody_elses(draft, advisor, officer, centre, producer, stranger):
    for other in (advisor, officer, centre, producer, stranger):
        assert page(other, draft).status_code == 404


def test_a_list_asks_the_same_with_one_and_with_three(coordinator, draft, province):
    one = queries(coordinator, "bao-cao/")
    for year in (2025, 2024):
        actions.draft_report(province, year, by=coordinator, at=timezone.now())
    assert queries(coordinator, "bao-cao/") == one
