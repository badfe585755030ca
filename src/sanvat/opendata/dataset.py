"""What is published as open data: each room says it in its own `published.py`, as `DATASETS`.

A dataset is a table that anybody may have: its columns with what they mean and where their values
come from, and its rows. How it is written, described and served is no affair of the room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
Row = Sequence[Any]
"""A value for each column, in their order; None is what nobody knows."""


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    """Exact, with four places at most."""
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes_no"


KINDS: Mapping[str, Words] = {
    Kind.TEXT: _("chữ"),
    Kind.WHOLE: _("số nguyên"),
    Kind.DECIMAL: _("số thập phân"),
    Kind.NUMBER: _("số thực"),
    Kind.DAY: _("ngày"),
    Kind.MOMENT: _("ngày giờ"),
    Kind.YES_NO: _("true hoặc false"),
}


class Level(StrEnum):
    """Where a fact comes from, and so what may be built upon it."""

    DECISION = "decision"
    LAW = "law"
    REGISTER = "register"
    ENTRY = "entry"
    REPORTED = "reported"
    APPROVED = "approved"
    COMPUTED = "computed"


LEVELS: Mapping[str, tuple[Words, Words]] = {
    Level.DECISION: (
        _("quyết định có số"),
        _("Ghi theo một quyết định; số quyết định nằm ngay trong dòng ấy, tra lại được."),
    ),
    Level.LAW: (
        _("văn bản pháp luật"),
        _("Chép từ văn bản của Thủ tướng, Quốc hội, Chính phủ hoặc danh mục của nhà nước."),
    ),
    Level.REGISTER: (
        _("sổ của cơ quan"),
        _("Nhập từ sổ, bảng tính của cơ quan; sổ không ghi số quyết định."),
    ),
    Level.ENTRY: (
        _("nhập tại hệ thống"),
        _("Người có trách nhiệm nhập ở bàn làm việc; nhật ký của hệ thống ghi ai và lúc nào."),
    ),
    Level.REPORTED: (
        _("số báo cáo"),
        _("Đơn vị báo lên; không có bản ghi nào để đếm lại."),
    ),
    Level.APPROVED: (
        _("số báo cáo đã duyệt"),
        _("Đơn vị báo lên và cấp trên đã duyệt."),
    ),
    Level.COMPUTED: (
        _("tính ra"),
        _("Hệ thống tính hoặc đếm từ các bản ghi khác vào ngày lập bộ số liệu."),
    ),
}


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a dataset.

    `name`: as the files have it, for ever; `note`: what it means; `unit`: of an amount.
    `source`: where its values come from: one level for all, or the name of the column that says
    it row by row. `day`: the name of the column that says of which day a value is.
    `values`: each value there may be, with what it means, where they are few.
    """

    name: str
    note: Words
    kind: Kind = Kind.TEXT
    source: str = Level.ENTRY
    day: str = ""
    unit: Words = ""
    values: Callable[[], Mapping[Any, Words]] | None = None


@dataclass(frozen=True, eq=False)
class Dataset:
    """One table that anybody may have.

    `key`: its name in addresses, for ever: "san-pham". `about`: what stands in it and what does
    not. `rows(today)`: read as they come, in an order that stays; `identified_by`: the columns
    that together tell a row from all others. `shown_by`: the column by which the page draws how
    many rows there are. `page`: the path of the public page that shows the same to people, where
    there is one. `theme`: of the list of the European Union (data-theme).
    """

    key: str
    title: Words
    about: Words
    columns: Sequence[Column]
    identified_by: tuple[str, ...]
    rows: Callable[[date], Iterable[Row]] = field(repr=False)
    keywords: tuple[Words, ...] = ()
    theme: str = "GOVE"
    shown_by: str = ""
    page: str = ""
    order: int = 50

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}


def source_of_row() -> Mapping[str, Words]:
    """The values of a column that says where the facts of its row come from."""
    return {level.value: LEVELS[level][0] for level in Level}


@cache
def datasets() -> Mapping[str, Dataset]:
    """Every room's, by key, in their order."""
    found: dict[str, Dataset] = {}
    for room in apps.get_app_configs():
        if room.name.startswith("sanvat.") and find_spec(f"{room.name}.published"):
            for each in getattr(import_module(f"{room.name}.published"), "DATASETS", ()):
                if each.key in found:
                    raise ValueError(f"{each.key} is published twice")
                found[each.key] = each
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))
