"""A list as a table: its columns, its cells, and the HTML made of them.

A row is a sequence of cells, one for each column. A cell is text or a whole number, which is
escaped, or HTML that is already safe: from `link`, `under`, `with_unit`, `format_html` or a tag of
`ui.tags`. The first cell is the heading of its row.

    columns = [Column(_("Sản phẩm")), Column(_("Điểm"), kind="number")]
    rows = [(link(product.name, href), shown(product.points)) for product in products]

Templates write it with `{% table rows columns caption=… %}…{% endtable %}`.
"""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sanvat.ui.tags.arguments import check

Text: TypeAlias = str | Promise
Cell: TypeAlias = str | Promise | int

COLUMN_KINDS = ("plain", "number", "nowrap", "whole")
TABLE_CLASSES = {
    "plain": "table",
    "dense": "table table--dense",
    "brief": "table table--dense table--brief",
}


@dataclass(frozen=True)
class Column:
    """The heading of a column, and what its cells have in common.

    `kind` is `plain`, `number` (to the right, digits of one width), `nowrap`, or `whole` (a line of
    its own in a brief table on a phone). On a phone the cells carry the label before them:
    `phone_label` says it shorter, and "" leaves it out. `for_readers` hides the heading from the
    eye, as over a column of buttons; its cells carry no label.
    """

    label: Text
    kind: str = "plain"
    phone_label: Text | None = None
    for_readers: bool = False

    def __post_init__(self) -> None:
        check("kind", self.kind, COLUMN_KINDS)


def link(label: Text | int, href: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', href, label)


def under(cell: Cell, line: Cell) -> SafeString:
    """The cell, with a smaller line under it."""
    return format_html('{} <span class="table__under">{}</span>', cell, line)


def with_unit(cell: Cell, unit: Text) -> SafeString:
    """The cell, and on a phone its unit, where a brief table shows no heading."""
    return format_html('{}<span class="on-phone"> {}</span>', cell, unit)


def table(
    rows: Iterable[Sequence[Cell]],
    columns: Sequence[Column],
    *,
    caption: Text = "",
    show_caption: bool = False,
    kind: str = "plain",
    css: str = "",
) -> SafeString:
    """The table as HTML; nothing at all where there is no row.

    `kind` is `plain`, `dense`, or `brief` (dense, and without labels on a phone). `caption` is for
    those who hear the page unless `show_caption`; `css` adds a class of the page's own.
    ValueError when a row has more or fewer cells than there are columns.
    """
    check("kind", kind, TABLE_CLASSES)
    pattern = _row_pattern(columns)
    lines = (pattern.format(*map(_escaped, row)) for row in _checked(rows, len(columns)))
    body = mark_safe("\n".join(lines))  # nosec B308 B703  # every cell is escaped
    if not body:
        return body
    return format_html(
        '<table class="{}{}">{}\n<thead><tr>{}</tr></thead>\n<tbody>{}</tbody>\n</table>',
        TABLE_CLASSES[kind],
        f" {css}" if css else "",
        _caption(caption, show=show_caption),
        format_html_join("", "{}", ((_heading(column),) for column in columns)),
        body,
    )


def _escaped(cell: Any) -> str:
    """Mere text without the detours that Django takes for what is translated only when it is
    written: a page has thousands of cells."""
    return html.escape(cell) if type(cell) is str else conditional_escape(cell)


def _row_pattern(columns: Sequence[Column]) -> SafeString:
    """One row with `{}` for each cell. Labels are translated and escaped here, once a table."""
    cells = "".join(f"<td{_cell_attributes(column)}>{{}}</td>" for column in columns[1:])
    pattern = f'<tr><th scope="row"{_class_of(columns[0])}>{{}}</th>{cells}</tr>'
    return mark_safe(pattern)  # nosec B308 B703  # every label is escaped


def _cell_attributes(column: Column) -> str:
    label = "" if column.for_readers else column.label
    if column.phone_label is not None:
        label = column.phone_label
    if not label:
        return _class_of(column)
    # The pattern is filled by `format`, which would take a brace in a label for a place of a cell.
    braced = html.escape(str(label)).replace("{", "{{").replace("}", "}}")
    return f'{_class_of(column)} data-label="{braced}"'


def _class_of(column: Column) -> str:
    return "" if column.kind == "plain" else f' class="{column.kind}"'


def _checked(rows: Iterable[Sequence[Cell]], width: int) -> Iterator[Sequence[Cell]]:
    for row in rows:
        if len(row) != width:
            raise ValueError(f"a row of {len(row)} cells in a table of {width} columns")
        yield row


def _caption(caption: Text, *, show: bool) -> SafeString:
    if not caption:
        return SafeString("")
    hidden = "" if show else SafeString(' class="for-readers"')
    return format_html("<caption{}>{}</caption>", hidden, caption)


def _heading(column: Column) -> SafeString:
    label = column.label
    if column.for_readers:
        label = format_html('<span class="for-readers">{}</span>', label)
    css = SafeString(' class="number"') if column.kind == "number" else ""
    return format_html('<th scope="col"{}>{}</th>', css, label)
