"""`sanvat opendata …`: builds the open data now, or sees whether what is published is whole."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence

from sanvat.errors import Refusal
from sanvat.site.commands.backup import megabytes
from sanvat.site.database import SETTINGS, database
from sanvat.site.terminal import Manual, _, complain, say


def main(argv: Sequence[str]) -> int:
    acts = {"build": _build, "check": _check}
    asked = _parser(acts).parse_args(argv)
    return acts[asked.act]()


def _parser(acts: Iterable[str]) -> Manual:
    parser = Manual(
        prog="sanvat opendata",
        description=_(
            "Số liệu mở ở /so-lieu/: bảng CSV, JSON, Parquet, kèm danh mục DCAT và bản kê.\n\n"
            "  build   lập lại ngay, thay cho việc lập mỗi đêm\n"
            "  check   đọc lại bộ mới nhất và so với mã SHA-256 của nó"
        ),
        epilog=_(
            "Giấy phép, đơn vị công bố, số ngày giữ và thư mục: SANVAT_OPEN_DATA_LICENCE,\n"
            "SANVAT_OPEN_DATA_PUBLISHER, SANVAT_OPEN_DATA_DAYS, SANVAT_OPEN_DATA_DIR."
        ),
    )
    parser.add_argument("act", metavar=_("VIỆC"), choices=acts, help=_("một trong các việc trên"))
    return parser


def _build() -> int:
    started = time.monotonic()
    with database():
        from sanvat.opendata import building
        from sanvat.site import prepare

        prepare.connect()
        if prepare.pending_migrations():
            raise Refusal(
                _("Các bảng dữ liệu chưa cập nhật. Hãy chạy sanvat serve một lần trước."),
                code="tables-pending",
            )
        built = building.build()
    for each in built.manifest["datasets"]:
        size = sum(file["bytes"] for file in each["files"])
        say(f"  {each['key']:<24}{each['rows']:>9}  {megabytes(size):>12}")
    say(
        _("Đã lập số liệu mở ngày %(day)s ở %(path)s trong %(seconds).1f giây.")
        % {
            "day": f"{built.day:%d/%m/%Y}",
            "path": built.path,
            "seconds": time.monotonic() - started,
        }
    )
    if not built.manifest["licence"]["name"]:
        say(_("Chưa có giấy phép: các trang ghi như vậy. Đặt SANVAT_OPEN_DATA_LICENCE."))
    return 0


def _check() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()  # no database: only files are read
    from sanvat.opendata import sets
    from sanvat.opendata.writing import digest

    latest = sets.latest()
    if latest is None:
        raise Refusal(
            _("Chưa có bộ số liệu nào. Hãy chạy sanvat opendata build."), code="no-open-data"
        )
    wrong = [
        name
        for name, expected in latest.manifest["digests"].items()
        if not (latest.path / name).is_file() or digest(latest.path / name) != expected
    ]
    for name in wrong:
        complain(_("%(name)s thiếu, hoặc không còn như lúc lập.") % {"name": name})
    if wrong:
        complain(_("Hãy lập lại: sanvat opendata build"))
        return 1
    say(
        _("Bộ ngày %(day)s còn nguyên: %(count)s tệp.")
        % {"day": f"{latest.day:%d/%m/%Y}", "count": len(latest.manifest["digests"])}
    )
    return 0
