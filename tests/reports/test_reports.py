"""Reports, from the first count to the paper that stays."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from sanvat.certificates.models import Recognition
from sanvat.documents import printed
from sanvat.documents.paper_data import as_data
from sanvat.errors import Refusal
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.versions import version_of
from sanvat.reports import actions, documents
from sanvat.reports.models import YearlyReport
from tests.products.conftest import coffee, cooperative, store  # noqa: F401

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 31, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LATER = datetime(2027, 1, 5, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HEAD = {"number": "12/BC-VPĐP", "signer": "Bùi Thị Thu", "signer_position": "Chánh Văn phòng"}


@pytest.fixture
def four_stars(coffee):  # noqa: F811
    return Recognition.objects.create(
        product=coffee,
        kind="first",
        stars=4,
        year=2026,
        issued_on=date(2026, 6, 1),
        expires_on=date(2029, 5, 31),
    )


@pytest.fixture
def draft(province, coordinator, four_stars) -> YearlyReport:
    return actions.draft_report(province, 2026, by=coordinator, at=NOON)


@pytest.fixture
def ready(draft, coordinator) -> YearlyReport:
    actions.write_report(draft, by=coordinator, at=NOON, **HEAD)
    draft.refresh_from_db()
    return draft


def values(report: YearlyReport) -> dict[str, int]:
    return {each.name: int(each.value) for each in report.figures.all() if each.value}


def test_a_draft_is_counted_at_once(draft, commune, coordinator):
    assert (draft.layout, draft.state) == ("yearly", "draft")
    assert draft.organisation == coordinator.acting.organisation
    counted = values(draft)
    assert (counted["in_force"], counted["four"], counted["issued"], counted["first"]) == (
        1,
        1,
        1,
        1,
    )
    assert "five" not in counted
    assert draft.figures.get(name="four").by_place == [[commune.pk, commune.title, 1]]
    assert [each.act for each in journal.of(draft)] == ["draft_report"]


def test_what_happened_before_the_year_is_not_told_of_it(province, coordinator, four_stars):
    next_year = actions.draft_report(province, 2027, by=coordinator, at=LATER)

    counted = values(next_year)
    assert counted["in_force"] == 1
    assert "issued" not in counted


def test_a_year_that_goes_on_is_counted_until_today(province, coordinator):
    half = datetime(2026, 7, 1, 12, tzinfo=NOON.tzinfo)
    report = actions.draft_report(province, 2026, by=coordinator, at=half)
    assert (report.last, report.counted_to) == (date(2026, 12, 31), date(2026, 7, 1))


def test_a_year_not_begun_has_no_report(province, coordinator):
    with pytest.raises(Refusal) as refused:
        actions.draft_report(province, 2028, by=coordinator, at=NOON)
    assert refused.value.code == "not-begun"


def test_nobody_reports_for_another_place(province, far_advisor, programme_party, producer):
    for other in (far_advisor, programme_party, producer):
        with pytest.raises(PermissionDenied):
            actions.draft_report(province, 2026, by=other, at=NOON)


def test_a_text_names_figures_and_never_a_number_of_its_own(draft, coordinator):
    actions.write_report(
        draft, by=coordinator, at=NOON, texts={"stars": "Tỉnh có {four} sản phẩm 4 sao."}
    )

    draft.refresh_from_db()
    paper = documents.paper(draft, list(draft.figures.all()))
    assert "Tỉnh có 1 sản phẩm 4 sao." in [getattr(each, "text", "") for each in paper.blocks]


def test_a_name_that_is_no_figure_is_told_at_its_section(draft, coordinator):
    with pytest.raises(ValidationError) as refused:
        actions.write_report(draft, by=coordinator, at=NOON, texts={"stars": "Có {sau} sao"})
    assert list(refused.value.error_dict) == ["stars"]


def test_who_saw_another_version_is_told(draft, coordinator):
    seen = version_of(draft)
    actions.write_report(draft, by=coordinator, at=NOON, texts={"ideas": "Khác."})
    with pytest.raises(Refusal) as refused:
        actions.write_report(draft, by=coordinator, at=NOON, seen=seen, texts={"ideas": "Nữa."})
    assert refused.value.code == "changed-meanwhile"


def test_issued_it_stays_with_its_papers_figures_and_rows(ready, coordinator, four_stars, coffee):  # noqa: F811
    paper = actions.issue_report(ready, issued_on=date(2026, 12, 31), by=coordinator, at=NOON)

    ready.refresh_from_db()
    assert (paper.number, paper.kind, paper.file) == ("12/BC-VPĐP", "report", ready.pdf)
    assert [ready.pdf.extension, ready.word.extension, ready.sheet.extension] == [
        "pdf",
        "docx",
        "xlsx",
    ]
    assert ready.figures.get(name="four").rows == [
        [four_stars.pk, str(four_stars), coffee.producer.place.full_name, "", [], False]
    ]
    assert ready.description == as_data(documents.paper(ready, list(ready.figures.all())))
    assert ready.figures.get(name="five").rows == []
    four_stars.delete()
    assert ready.figures.get(name="four").value == 1
    for act in (actions.recount_report, actions.discard_report):
        with pytest.raises(Refusal) as refused:
            act(ready, by=coordinator, at=LATER)
        assert refused.value.code == "report-issued"


def test_a_worker_makes_the_files_of_a_large_one(ready, coordinator, monkeypatch):
    monkeypatch.setattr(printed, "LARGE_TABLES", 1)
    paper = actions.issue_report(ready, issued_on=date(2026, 12, 31), by=coordinator, at=NOON)
    ready.refresh_from_db()
    assert (ready.is_issued, ready.pdf, paper.file) == (True, None, None)
    said = ready.description

    assert actions.make_files(ready, by=coordinator, at=LATER)
    assert not actions.make_files(ready, by=coordinator, at=LATER)

    ready.refresh_from_db()
    paper.refresh_from_db()
    assert (ready.pdf.extension, ready.sheet.extension) == ("pdf", "xlsx")
    assert (paper.file, ready.description) == (ready.pdf, said)
    for change in ({"pdf": None, "word": None, "sheet": None}, {"number": "13/BC"}):
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            YearlyReport.objects.filter(pk=ready.pk).update(**change)


def test_figures_that_changed_since_they_were_counted_are_counted_anew_first(
    ready, coordinator, four_stars
):
    Recognition.objects.filter(pk=four_stars.pk).update(stars=5)
    with pytest.raises(Refusal, match="Đếm lại") as refused:
        actions.issue_report(ready, issued_on=date(2026, 12, 31), by=coordinator, at=NOON)
    assert refused.value.code == "figures-changed"

    moved = actions.recount_report(ready, by=coordinator, at=NOON)
    assert moved == {"five": (0, 1), "four": (1, 0)}
    actions.issue_report(ready, issued_on=date(2026, 12, 31), by=coordinator, at=NOON)


def test_a_report_without_a_number_or_a_signer_is_not_issued(draft, coordinator):
    with pytest.raises(ValidationError) as refused:
        actions.issue_report(draft, issued_on=date(2026, 12, 30), by=coordinator, at=NOON)
    assert sorted(refused.value.error_dict) == ["issued_on", "number", "signer"]


def test_the_database_keeps_an_issued_report_as_it_is(ready, coordinator):
    actions.issue_report(ready, issued_on=date(2026, 12, 31), by=coordinator, at=NOON)
    for change in (
        "UPDATE reports_yearlyreport SET year = 2025",
        "DELETE FROM reports_reportfigure",
        "UPDATE reports_reportfigure SET value = 0",
        "DELETE FROM reports_yearlyreport",
    ):
        with (
            pytest.raises(DatabaseError, match="issued"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_a_draft_is_seen_by_its_own_body_and_an_issued_one_above_it_too(
    ready, coordinator, advisor, officer, far_advisor, centre, programme_party, nobody
):
    def sees(user):
        return YearlyReport.objects.visible_to(user).filter(pk=ready.pk).exists()

    everybody = (coordinator, advisor, officer, far_advisor, centre, programme_party, nobody)
    assert [sees(each) for each in everybody] == [True, *[False] * 6]
    actions.issue_report(ready, issued_on=date(2026, 12, 31), by=coordinator, at=NOON)
    assert [sees(each) for each in everybody] == [True, True, False, False, True, False, False]


def test_an_old_province_is_reported_by_its_districts(centre, db):
    thai_binh = Place.objects.on(date(2020, 12, 31)).provinces().get(folded="thai binh")
    report = actions.draft_report(thai_binh, 2020, by=centre, at=NOON)
    assert report.layout == "yearly-districts"
