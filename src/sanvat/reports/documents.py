"""A report as a paper, and its figures as tables for Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sanvat.documents.paper import (
    Block,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from sanvat.parties.models import OrganisationKind
from sanvat.places.models import Place
from sanvat.reports.drafting import Span, facts_of, said, written
from sanvat.reports.layouts import Section, lines
from sanvat.reports.models import ReportFigure, YearlyReport

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def paper(report: YearlyReport, figures: Sequence[ReportFigure]) -> Paper:
    """The report in the words of its writer, with its figures."""
    values = values_of(report, figures)
    by_name = {each.name: each for each in figures}
    blocks: list[Block] = []
    for mark, section in zip(ROMAN, report.form.sections, strict=False):
        blocks.append(Heading(f"{mark}. {section.heading}"))
        text = said(text_of(report, section), values)
        blocks += [Paragraph(line) for line in text.splitlines() if line.strip()]
        if section.table and (table := _table(section, by_name, values)) is not None:
            blocks.append(table)
    committee = report.organisation.kind in (
        OrganisationKind.COMMUNE_COMMITTEE,
        OrganisationKind.DISTRICT_COMMITTEE,
        OrganisationKind.PROVINCE_COMMITTEE,
    )
    return Paper(
        letterhead=Letterhead(
            issuer=report.organisation.name,
            above=report.organisation.parent.name if report.organisation.parent else "",
            number=report.number,
            place=report.place.name if report.place else "",
            day=report.issued_on,
        ),
        kind="BÁO CÁO",
        summary=report.form.title_of_paper.format(year=report.year),
        grounds=report.form.grounds_on(report.last),
        blocks=blocks,
        signatures=[
            Signature(
                capacity=f"TM. {report.organisation.name}" if committee else "",
                position=report.signer_position,
                name=report.signer,
            )
        ],
        recipients=["Như trên", "Lưu: VT"],
        is_draft=not report.is_issued,
    )


def values_of(report: YearlyReport, figures: Sequence[ReportFigure]) -> dict[str, str]:
    """What each name in the report's texts stands for."""
    return facts_of(Span.of(report), report.year) | {
        each.name: written(each.value) for each in figures
    }


def text_of(report: YearlyReport, section: Section) -> str:
    """What the writer made of a section, or its draft."""
    return str(report.texts.get(section.id, section.text))


def _table(
    section: Section, by_name: Mapping[str, ReportFigure], values: Mapping[str, str]
) -> Table | None:
    names = [name for name in section.table if name in by_name]
    rows = units_of(by_name, names)
    if not rows:
        return None
    return Table(
        caption=said(section.table_caption, values),
        columns=[
            TableColumn("Địa bàn", 1.5),
            *(TableColumn(title_of(by_name[name]), 1, "right") for name in names),
        ],
        rows=[(place, *(written(each) for each in numbers)) for place, numbers in rows],
        total=("Cộng", *(written(by_name[name].value) for name in names)),
    )


def units_of(
    by_name: Mapping[str, ReportFigure], names: Sequence[str]
) -> list[tuple[str, list[Decimal]]]:
    """Unit by unit the amounts of these figures; units in the order of their names."""
    amounts: dict[tuple[int, str], dict[str, Decimal]] = {}
    for name in names:
        for place, title, amount in by_name[name].by_place:
            amounts.setdefault((place, title), {})[name] = Decimal(str(amount))
    order = {pk: n for n, pk in enumerate(_in_order([pk for pk, _title in amounts]))}
    return [
        (title, [parts.get(name, Decimal(0)) for name in names])
        for (pk, title), parts in sorted(amounts.items(), key=lambda item: order[item[0][0]])
    ]


def _in_order(places: Sequence[int]) -> list[int]:
    return list(
        Place.objects.filter(pk__in=places).order_by("sort_key", "pk").values_list("pk", flat=True)
    )


def title_of(figure: ReportFigure) -> str:
    """What a figure is called over a column: its countable, and what is chosen of it."""
    what = lines()[figure.name].countable
    chosen = [
        str(what.breakdowns[name].choices().get(value, value))
        for name, value in figure.choices.items()
    ]
    return f"{what.label}: {', '.join(chosen)}" if chosen else str(what.label)


def sheets(report: YearlyReport, figures: Sequence[ReportFigure]) -> Paper:
    """What the Excel file of a report is made of: every figure with its definition, and the tables
    by units."""
    blocks: list[Block] = [
        Heading("Số liệu"),
        Table(
            columns=[
                TableColumn("Số liệu", 4),
                TableColumn("Giá trị", 2, align="right"),
                TableColumn("Đơn vị tính", 2),
                TableColumn("Định nghĩa", 8),
            ],
            rows=[
                (title_of(each), written(each.value), each.unit, each.definition)
                for each in figures
            ],
        ),
    ]
    values = values_of(report, figures)
    by_name = {each.name: each for each in figures}
    for section in report.form.sections:
        if section.table and (table := _table(section, by_name, values)) is not None:
            blocks += [Heading(section.heading), table]
    return Paper(
        letterhead=Letterhead(issuer=report.organisation.name, day=report.counted_to),
        kind="",
        summary=report.form.title_of_paper.format(year=report.year),
        blocks=blocks,
    )
