"""The tables of the pages of open data, and the lines of code beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.opendata.dataset import LEVELS, Dataset, Level
from sanvat.opendata.dataset import Column as Described
from sanvat.opendata.described import kind_said, source_said
from sanvat.text.days import day
from sanvat.text.numbers import number
from sanvat.ui.tables import Cell, Column, link, under

OF_DATASETS = [
    Column(gettext_lazy("Bảng")),
    Column(gettext_lazy("Dòng"), kind="number"),
    Column(gettext_lazy("Tải về"), kind="whole"),
]
OF_COLUMNS = [
    Column(gettext_lazy("Cột"), kind="nowrap"),
    Column(gettext_lazy("Ý nghĩa"), kind="whole", phone_label=""),
    Column(gettext_lazy("Kiểu, đơn vị")),
    Column(gettext_lazy("Nguồn gốc")),
    Column(gettext_lazy("Của ngày nào")),
]
OF_LEVELS = [Column(gettext_lazy("Nguồn gốc")), Column(gettext_lazy("Nghĩa là"), phone_label="")]
OF_DAYS = [
    Column(gettext_lazy("Ngày")),
    Column(gettext_lazy("Dòng"), kind="number"),
    Column(gettext_lazy("Bản kê")),
]
SHOWN = 60
"""Signs of a value that the preview shows."""
NAMES = {"csv": "CSV", "json": "JSON", "jsonl": "JSON lines", "parquet": "Parquet"}


def size(count: int) -> str:
    return filesizeformat(count).replace("\xa0", " ")


def address_of(name: str) -> str:
    return reverse("portal:open_data_file", args=[name])


def downloads(files: Iterable[Mapping[str, Any]]) -> SafeString:
    """A link for each form, with its size."""
    return format_html_join(
        " · ",
        '<a href="{}">{}</a> <span class="muted">{}</span>',
        (
            (address_of(file["name"]), NAMES[file["name"].rpartition(".")[2]], size(file["bytes"]))
            for file in files
        ),
    )


def of_datasets(told: Sequence[Mapping[str, Any]], known: Mapping[str, Dataset]) -> list[Any]:
    """In the language of the page where the dataset is still one of ours."""
    rows = []
    for each in told:
        dataset = known.get(each["key"])
        title = str(dataset.title) if dataset else each["title"]
        name = link(title, reverse("portal:open_data_set", args=[each["key"]]))
        page = dataset.page if dataset else ""
        rows.append(
            (
                under(name, link(_("Xem thành trang"), page)) if page else name,
                number(each["rows"]),
                downloads(each["files"]),
            )
        )
    return rows


def of_columns(dataset: Dataset) -> list[Any]:
    return [
        (
            format_html("<code>{}</code>", column.name),
            _meaning(column),
            under(kind_said(column), column.unit) if column.unit else kind_said(column),
            source_said(column),
            _day_of(column),
        )
        for column in dataset.columns
    ]


def _day_of(column: Described) -> Cell:
    if column.day:
        return format_html("<code>{}</code>", column.day)
    return _("ngày lập bộ") if column.source == Level.COMPUTED else "–"


def _meaning(column: Described) -> Cell:
    if column.values is None:
        return column.note
    values = format_html_join(
        "; ", "<code>{}</code> {}", ((value, said) for value, said in column.values().items())
    )
    return under(column.note, values)


def of_levels() -> list[Any]:
    return [(name, meaning) for name, meaning in LEVELS.values()]


def of_days(kept: Iterable[Any]) -> list[Any]:
    rows = []
    for each in kept:
        href = reverse("portal:open_data_of_day", args=[each.day.isoformat(), "ban-ke.json"])
        count = sum(one["rows"] for one in each.manifest["datasets"])
        rows.append((day(each.day), number(count), link("ban-ke.json", href)))
    return rows


def preview(dataset: Dataset, rows: Iterable[Mapping[str, Any]]) -> tuple[list[Column], list[Any]]:
    """A few rows as the files have them."""
    columns = [Column(column.name) for column in dataset.columns]
    names = [column.name for column in dataset.columns]
    return columns, [[_shown(row.get(name)) for name in names] for row in rows]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"


def counted(dataset: Dataset, counts: Mapping[str, Any]) -> list[tuple[str, int]]:
    """How many rows have which value of the column by which the dataset is shown."""
    column = dataset.by_name.get(dataset.shown_by)
    if column is None or column.values is None:
        return []
    labels = {str(value): str(said) for value, said in column.values().items()}
    found = dict(counts.get(column.name, ()))
    order = {value: place for place, value in enumerate(labels)}
    return [
        (labels.get(str(value), str(value)) if value is not None else _("không ghi"), count)
        for value, count in sorted(
            found.items(), key=lambda pair: order.get(str(pair[0]), len(order))
        )
    ]


def examples(key: str, root: str) -> list[tuple[str, str]]:
    """The same table read with four tools."""
    csv, parquet = f"{root}{address_of(f'{key}.csv')}", f"{root}{address_of(f'{key}.parquet')}"
    return [
        ("curl", f"curl --compressed -O '{csv}'"),
        ("Python (pandas)", f"import pandas\nrows = pandas.read_parquet('{parquet}')"),
        ("R", f"rows <- readr::read_csv('{csv}')"),
        ("DuckDB", f"SELECT count(*) FROM read_parquet('{parquet}');"),  # nosec B608  # shown only
    ]
