"""The open data, for programmes: which tables there are, and where their files lie."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.examples import Examples
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import page
from sanvat.api.parameters import Spoken
from sanvat.api.shapes import Shape
from sanvat.opendata import sets
from sanvat.opendata.dataset import datasets
from sanvat.opendata.described import address, in_both

router = Router(tags=[_("Số liệu mở")])


class InBoth(Shape):
    vi: str = Field(description=_("Tiếng Việt"))
    en: str = Field(description=_("Tiếng Anh"))


class TableFile(Shape):
    name: str = Field(description=_("Tên tệp"))
    media_type: str = Field(description=_("Loại nội dung"))
    bytes: int = Field(description=_("Số byte"))
    sha256: str = Field(description=_("SHA-256 của tệp"))
    latest: str = Field(description=_("Địa chỉ luôn trỏ tới bản mới nhất"))
    dated: str = Field(description=_("Địa chỉ của bản ngày ấy, không đổi"))


class TableRow(Shape):
    key: str = Field(description=_("Tên của bảng trong địa chỉ, không đổi"))
    title: InBoth = Field(description=_("Tên bảng"))
    about: InBoth = Field(description=_("Bảng có gì và không có gì"))
    page: str = Field(description=_("Trang của bảng, với nghĩa từng cột"))
    rows: int | None = Field(description=_("Số dòng; null là chưa lập lần nào"))
    built_at: datetime | None = Field(description=_("Lúc lập; null là chưa lập lần nào"))
    day: date | None = Field(description=_("Ngày của bộ số liệu; null là chưa lập lần nào"))
    files: list[TableFile] = Field(description=_("Các tệp; danh sách rỗng là chưa lập lần nào"))


class TablePage(Shape):
    items: list[TableRow] = Field(description=_("Các bảng"))
    count: int = Field(description=_("Số bảng"))
    next: None = Field(description=_("Luôn null: mọi bảng ở một trang"))


@router.get(
    "/datasets/",
    operation_id="list_datasets",
    summary=_("Các bảng số liệu mở"),
    description=_(
        "Mỗi bảng công khai với tệp CSV, JSON, JSON Lines, Parquet của bộ mới nhất. Cần cả bảng "
        "thì tải tệp, đừng hỏi API từng trang."
    ),
    response=shapes.of_list(TablePage),
)
def list_datasets(request: HttpRequest, language: Spoken = "vi") -> HttpResponse:
    kept = sets.latest()
    told = {each["key"]: each for each in kept.manifest["datasets"]} if kept else {}
    built_at = datetime.fromisoformat(kept.manifest["built_at"]) if kept else None
    items = [
        {
            "key": key,
            "title": in_both(dataset.title),
            "about": in_both(dataset.about),
            "page": address(f"{key}/"),
            "rows": told[key]["rows"] if key in told else None,
            "built_at": built_at.isoformat() if built_at and key in told else None,
            "day": kept.day.isoformat() if kept and key in told else None,
            "files": [_file(each) for each in told[key]["files"]] if key in told else [],
        }
        for key, dataset in datasets().items()
    ]
    values = page(items, count=len(items), next_page=None)
    return cached_response(request, as_content(values), language, changed_at=built_at)


def _file(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in TableFile.model_fields}


EXAMPLE = {
    "items": [
        {
            "key": "san-pham",
            "title": {"vi": "Sản phẩm", "en": "Products"},
            "about": {
                "vi": "Sản phẩm đã được công nhận.",
                "en": "Products that have been recognised.",
            },
            "page": "https://sanvat.example/so-lieu/san-pham/",
            "rows": 1240,
            "built_at": "2026-11-28T02:10:00+07:00",
            "day": "2026-11-28",
            "files": [
                {
                    "name": "san-pham.csv",
                    "media_type": "text/csv",
                    "bytes": 311406,
                    "sha256": "9f2c1d5e8a7b40c3d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3",
                    "latest": "https://sanvat.example/so-lieu/san-pham.csv",
                    "dated": "https://sanvat.example/so-lieu/2026-11-28/san-pham.csv",
                }
            ],
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {"list_datasets": lambda language: EXAMPLE}
