"""The law's own data, which no room above the rules has: the criteria of every decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from sanvat.opendata.dataset import Column, Dataset, Kind, Level, Row, Words
from sanvat.rules import library
from sanvat.rules.model import CriteriaSet, Criterion, Option


def _books() -> Mapping[str, Words]:
    return {book.id: book.decision for book in library.rulebooks()}


def _rows(today: date) -> Iterator[Row]:
    """One for each rung of each criterion; those of a case under the case's code."""
    for book in library.rulebooks():
        for number in sorted(book.sets):
            one = book.sets[number]
            for criterion in one.criteria:
                for code, title, options in _answers(criterion):
                    for option in options:
                        told = _row(one, criterion, code, title, option)
                        yield (book.id, book.decision, book.in_force, *told)


def _answers(criterion: Criterion) -> Iterator[tuple[str, str, tuple[Option, ...]]]:
    if criterion.options:
        yield criterion.code, criterion.title, criterion.options
    for case in criterion.cases:
        yield case.code, f"{criterion.title}: {case.title}", case.options


def _row(
    one: CriteriaSet, criterion: Criterion, code: str, title: str, option: Option
) -> tuple[object, ...]:
    return (
        one.number,
        one.name,
        one.group,
        one.subgroup,
        code,
        title,
        criterion.max_points,
        option.points,
        option.text,
        option.minimum_for,
    )


CRITERIA = Dataset(
    key="tieu-chi",
    page="/tieu-chi/",
    order=20,
    title=_("Bộ tiêu chí"),
    about=_(
        "Mọi tiêu chí của các bộ tiêu chí OCOP, mỗi mức điểm một dòng, theo các quyết định từ năm "
        "2020 đến nay. Câu chữ do Sản Vật diễn đạt lại; nguyên văn ở quyết định có số trong dòng."
    ),
    columns=(
        Column("rulebook", _("Mã bộ quy định"), source=Level.LAW, values=_books),
        Column("decision", _("Quyết định ban hành bộ tiêu chí"), source=Level.LAW),
        Column("in_force", _("Ngày quyết định có hiệu lực"), Kind.DAY, Level.LAW),
        Column("set", _("Số bộ tiêu chí"), Kind.WHOLE, Level.LAW, day="in_force"),
        Column("set_name", _("Tên bộ tiêu chí"), source=Level.LAW, day="in_force"),
        Column("group", _("Ngành hàng, ghi bằng số La Mã"), source=Level.LAW, day="in_force"),
        Column("subgroup", _("Nhóm hàng"), source=Level.LAW, day="in_force"),
        Column("code", _("Mã tiêu chí, hoặc của một trường hợp"), source=Level.LAW, day="in_force"),
        Column("title", _("Tên tiêu chí"), source=Level.LAW, day="in_force"),
        Column(
            "max_points",
            _("Điểm cao nhất của tiêu chí"),
            Kind.WHOLE,
            Level.LAW,
            day="in_force",
            unit=_("điểm"),
        ),
        Column(
            "points",
            _("Điểm của mức này"),
            Kind.WHOLE,
            Level.LAW,
            day="in_force",
            unit=_("điểm"),
        ),
        Column("text", _("Mức này là gì"), source=Level.LAW, day="in_force"),
        Column(
            "minimum_for",
            _("Hạng sao mà mức này là mức tối thiểu"),
            Kind.WHOLE,
            Level.LAW,
            day="in_force",
            unit=_("sao"),
        ),
    ),
    identified_by=("rulebook", "set", "code", "points"),
    rows=_rows,
    keywords=(_("bộ tiêu chí"), _("OCOP")),
    shown_by="rulebook",
)
DATASETS = (CRITERIA,)
