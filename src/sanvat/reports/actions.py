"""What can be done with reports, in the order of their life."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.documents.paper import Paper
from sanvat.documents.paper_data import as_data, of_data
from sanvat.documents.paper_docx import docx
from sanvat.documents.paper_pdf import pdf
from sanvat.documents.paper_xlsx import xlsx
from sanvat.documents.printed import check_length, is_large
from sanvat.errors import Refusal
from sanvat.indicators.counting import Counted
from sanvat.indicators.keeping import rows_shown
from sanvat.instruments import actions as instruments
from sanvat.instruments.models import Instrument
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.records import files, journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.reports import access, documents
from sanvat.reports.drafting import Span, figures_of, question_of
from sanvat.reports.jobs import ask_to_make_files
from sanvat.reports.layouts import FACTS, layout_on, lines, names_in
from sanvat.reports.models import ReportFigure, YearlyReport
from sanvat.text.numbers import number
from sanvat.text.tidy import tidy, tidy_lines

__all__ = [
    "discard_report",
    "draft_report",
    "issue_report",
    "make_files",
    "recount_report",
    "write_report",
]

LONGEST_SECTION = 20_000
"""Letters of one section's text."""


@transaction.atomic
def draft_report(
    place: Place | None, year: int, *, by: User, at: datetime, last: date | None = None
) -> YearlyReport:
    """Begin the report of a year in a place, None is the country, for the body one acts for.

    It is counted at once, until `last` (the year's end where it is not given) or today where that
    is later. Refuses years before the programme (`no-layout`), and a year not begun
    (`not-begun`).
    """
    require(access.may_draft_report(by, place))
    assert by.acting is not None
    first, last = date(year, 1, 1), last or date(year, 12, 31)
    today = timezone.localdate(at)
    if first > today:
        raise Refusal(
            _("Năm %(year)s chưa bắt đầu nên chưa có gì để đếm. Hãy chọn năm khác.")
            % {"year": year},
            code="not-begun",
        )
    if last.year != year:
        raise ValidationError({"last": _("Ngày cuối của kỳ nằm trong năm báo cáo.")})
    report = YearlyReport(
        layout=layout_on(last).id,
        organisation=by.acting.organisation,
        place=place,
        year=year,
        first=first,
        last=last,
        counted_to=min(last, today),
        drafted_at=at,
        drafted_by=by,
    )
    report.full_clean(exclude=("drafted_by",))
    report.save()
    _count(report)
    journal.write("draft_report", by=by, subject=report, at=at, changes={"year": (None, year)})
    return report


@transaction.atomic
def write_report(
    report: YearlyReport,
    *,
    by: User,
    at: datetime,
    texts: Mapping[str, str] | None = None,
    number: str | None = None,
    signer: str | None = None,
    signer_position: str | None = None,
    seen: str = "",
) -> bool:
    """Change what a draft says. A text may name figures in braces; what is not given stays.

    Returns whether anything changed. Refuses an issued report (`report-issued`), names that are no
    figure (at the section's field), and where it is no longer as it was `seen`.
    """
    report = _locked(report)
    require(access.may_change_report(by, report))
    YearlyReport.STEPS.check(report, YearlyReport.State.DRAFT)
    check_version(seen, report)
    before = {name: getattr(report, name) for name in YearlyReport.EDITED}
    report.texts = report.texts | _checked(report, texts or {})
    for name, value in (
        ("number", number),
        ("signer", signer),
        ("signer_position", signer_position),
    ):
        if value is not None:
            setattr(report, name, tidy(value))
    changes = {
        name: (was, now) for name, was in before.items() if (now := getattr(report, name)) != was
    }
    if not changes:
        return False
    report.full_clean(exclude=("drafted_by",))
    report.save()
    journal.write("write_report", by=by, subject=report, at=at, changes=changes)
    return True


@transaction.atomic
def recount_report(
    report: YearlyReport, *, by: User, at: datetime
) -> dict[str, tuple[Decimal, Decimal]]:
    """Count a draft anew. Returns what became of each figure that changed: before, after.

    Counting changes nothing that anybody said, so it has no journal entry.
    """
    report = _locked(report)
    require(access.may_change_report(by, report))
    YearlyReport.STEPS.check(report, YearlyReport.State.DRAFT)
    before = {each.name: each.value for each in report.figures.all()}
    report.counted_to = min(report.last, timezone.localdate(at))
    report.save(update_fields=["counted_to"])
    after = {each.name: each.value for each in _count(report)}
    return {
        name: (before.get(name, Decimal(0)), value)
        for name, value in after.items()
        if before.get(name) != value
    }


@transaction.atomic
def issue_report(report: YearlyReport, *, issued_on: date, by: User, at: datetime) -> Instrument:
    """Issue a draft: its papers and figures, with the rows behind them, stay as they are today.

    It becomes an official paper of its number; the files of a large one are made by a job. Refuses
    an issued one (`report-issued`), one without a number or a signer (at their fields), a day
    before the last day counted or after today, and figures that have changed since they were
    counted (`figures-changed`).
    """
    report = _locked(report)
    require(access.may_change_report(by, report))
    today = timezone.localdate(at)
    moved = YearlyReport.STEPS.move(report, YearlyReport.State.ISSUED)
    _check_head(report, issued_on, today=today)
    span = Span.of(report)
    counted = figures_of(span)
    _check_figures(report, counted)
    _freeze_rows(report, span)
    report.issued_on = issued_on
    figures = list(report.figures.all())
    made = documents.paper(report, figures)
    check_length(made)
    report.description = as_data(made)
    if is_large(made):
        ask_to_make_files(report.pk, by.pk)
    else:
        _make_files(report, made, figures, by=by, at=at)
    report.instrument = instruments.record(
        kind=Instrument.Kind.REPORT,
        number=report.number,
        issued_on=issued_on,
        issuer=report.organisation.name,
        organisation=report.organisation,
        summary=report.form.title_of_paper.format(year=report.year),
        file=report.pdf,
        by=by,
        at=at,
    )
    report.full_clean(exclude=("drafted_by",))
    report.save()
    changes = {**moved, "issued_on": (None, issued_on), "number": (None, report.number)}
    journal.write("issue_report", by=by, subject=report, at=at, changes=changes)
    return report.instrument


@transaction.atomic
def make_files(report: YearlyReport, *, by: User, at: datetime) -> bool:
    """By a job: the files of a large report that `by` issued, from its description. Returns whether
    they were missing. Writes no journal of the report: nothing of it changes."""
    report = _locked(report)
    if report.description is None or report.pdf is not None:
        return False
    made = of_data(report.description)
    _make_files(report, made, list(report.figures.defer("rows")), by=by, at=at)
    report.save(update_fields=["pdf", "word", "sheet"])
    assert report.instrument is not None
    assert report.pdf is not None
    instruments.attach_made(report.instrument, report.pdf, at=at)
    return True


@transaction.atomic
def discard_report(report: YearlyReport, *, by: User, at: datetime) -> None:
    """Throw a draft away. Refuses an issued report (`report-issued`)."""
    report = _locked(report)
    require(access.may_change_report(by, report))
    YearlyReport.STEPS.check(report, YearlyReport.State.DRAFT)
    journal.write("discard_report", by=by, subject=report, at=at)
    report.delete()


def _locked(report: YearlyReport) -> YearlyReport:
    return locked(report, "organisation__parent", "place")


def _make_files(
    report: YearlyReport, made: Paper, figures: Sequence[ReportFigure], *, by: User, at: datetime
) -> None:
    name = f"bao-cao-{report.year}-{report.pk}"
    for field, content, kind, extension in (
        ("pdf", pdf(made), files.PDF, "pdf"),
        ("word", docx(made), files.DOCX, "docx"),
        ("sheet", xlsx(documents.sheets(report, figures)), files.XLSX, "xlsx"),
    ):
        stored = files.keep_made(
            io.BytesIO(content), kind=kind, name=f"{name}.{extension}", by=by, at=at
        )
        setattr(report, field, stored)


def _count(report: YearlyReport) -> list[ReportFigure]:
    report.figures.all().delete()
    return ReportFigure.objects.bulk_create(
        [_figure(report, name, each) for name, each in figures_of(Span.of(report)).items()]
    )


def _figure(report: YearlyReport, name: str, counted: Counted) -> ReportFigure:
    line = lines()[name]
    what = line.countable
    return ReportFigure(
        report=report,
        name=name,
        countable=what.key,
        choices=dict(line.choices),
        value=counted.total,
        unit=str(what.unit),
        definition=str(what.definition),
        by_place=[
            (place.pk, place.title, int(n) if n == int(n) else float(n))
            for place, n in counted.by_place.items()
        ],
    )


def _checked(report: YearlyReport, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as they are kept. At each section's field: what it names and is no figure."""
    kept, faults = {}, {}
    known = set(lines()) | FACTS
    sections = {each.id for each in report.form.sections}
    for id, text in texts.items():
        if id not in sections:
            continue
        kept[id] = tidy_lines(text)
        unknown = [name for name in names_in(text) if name not in known]
        if unknown:
            faults[id] = ValidationError(
                _("Không có số liệu nào tên {%(name)s}. Hãy chọn một tên trong bảng số liệu.")
                % {"name": unknown[0]},
                code="unknown-figure",
            )
        elif len(text) > LONGEST_SECTION:
            faults[id] = ValidationError(
                _("Phần này dài hơn %(most)s chữ. Hãy viết gọn lại.")
                % {"most": number(LONGEST_SECTION)},
                code="too-long",
            )
    if faults:
        raise ValidationError(faults)
    return kept


def _check_head(report: YearlyReport, issued_on: date, *, today: date) -> None:
    faults = {}
    if not report.number:
        faults["number"] = _("Hãy ghi số, ký hiệu của báo cáo trước khi ban hành.")
    if not report.signer:
        faults["signer"] = _("Hãy ghi người ký báo cáo trước khi ban hành.")
    if issued_on > today:
        faults["issued_on"] = _("Ngày ban hành không sau hôm nay.")
    elif issued_on < report.counted_to:
        faults["issued_on"] = _(
            "Báo cáo đếm đến %(day)s nên không thể ban hành trước ngày ấy. "
            "Hãy ghi ngày khác, hoặc lập báo cáo cho một kỳ ngắn hơn."
        ) % {"day": f"{report.counted_to:%d/%m/%Y}"}
    if faults:
        raise ValidationError(faults)


def _check_figures(report: YearlyReport, counted: Mapping[str, Counted]) -> None:
    kept = {each.name: each.value for each in report.figures.all()}
    moved = [name for name, each in counted.items() if kept.get(name) != Decimal(each.total)]
    if moved:
        raise Refusal(
            _(
                "Từ lúc đếm đến nay, %(count)d số liệu đã đổi (%(names)s). Hãy bấm “Đếm lại”, "
                "xem lại lời văn rồi ban hành."
            )
            % {
                "count": len(moved),
                "names": ", ".join(str(lines()[name].countable.label) for name in moved[:3]),
            },
            code="figures-changed",
        )


def _freeze_rows(report: YearlyReport, span: Span) -> None:
    """Keep with each figure the rows behind it, for whoever asks years later."""
    for figure in report.figures.all():
        question = question_of(lines()[figure.name], span)
        figure.rows = rows_shown(question, within=span.place, map_of=span.last)
        figure.save(update_fields=["rows"])
