"""`sanvat tables …`: the tables of a new installation, kept beside the migrations."""

import os
import tempfile
from collections.abc import Sequence

from sanvat.site.database import database
from sanvat.site.terminal import Manual, _, complain, say


def main(argv: Sequence[str]) -> int:
    wanted = _parser().parse_args(argv).action
    with tempfile.TemporaryDirectory(prefix="sanvat-tables-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ["SANVAT_DATA_DIR"] = folder
        with database():
            from sanvat.site import tables

            if wanted == "update":
                say(_("Đã ghi lại.") if tables.update() else _("Không có gì phải ghi lại."))
                return 0
            if tables.is_right():
                return 0
    complain(
        _("%(file)s không khớp với các bước nâng cấp bảng. Hãy chạy sanvat tables update.")
        % {"file": tables.FILE.name}
    )
    return 1


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat tables",
        description=_(
            "Các bảng của một cài đặt mới, ghi sẵn để lần mở đầu tiên nhanh hơn.\n\n"
            "  update   chạy mọi bước nâng cấp trên một cơ sở dữ liệu tạm rồi ghi lại kết quả\n"
            "  check    so kết quả ấy với tệp đang có; mã thoát 1 khi khác"
        ),
    )
    parser.add_argument(
        "action",
        metavar=_("VIỆC"),
        choices=["update", "check"],
        help=_("một trong các việc trên"),
    )
    return parser
