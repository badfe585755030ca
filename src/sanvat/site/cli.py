"""The console script `sanvat`: one word chooses a command, the command reads the rest."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from sanvat.errors import Refusal
from sanvat.site.terminal import Manual, _, complain


def main(argv: Sequence[str] | None = None) -> int:
    commands = _commands()
    parser = _parser(commands)
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help()
        return 0
    # Imported only now, so that a light command does not wait for the heavy ones.
    command = importlib.import_module(f"sanvat.site.commands.{arguments.command}")
    try:
        return command.main(arguments.rest) or 0
    except Refusal as refusal:
        complain(refusal.message)
        return 1
    except PermissionError as error:
        complain(
            _(
                "Không có quyền với %(path)s. Hãy chạy bằng tài khoản sở hữu nó, "
                "hoặc chọn thư mục dữ liệu khác bằng SANVAT_DATA_DIR."
            )
            % {"path": error.filename}
        )
        return 1
    except KeyboardInterrupt:
        return 130


def _commands() -> dict[str, str]:
    return {
        "serve": _("mở hệ thống: cơ sở dữ liệu, trang web, mọi thứ"),
        "worker": _("làm các việc chạy sau: gửi thư, dọn dẹp"),
        "operator": _("mời người vận hành đầu tiên"),
        "rules": _("đọc các bộ tiêu chí, kiểm tra và chấm điểm (không cần cơ sở dữ liệu)"),
        "demo": _("dựng dữ liệu trình diễn: một tỉnh, năm câu chuyện, mỗi vai trò một tài khoản"),
        "doctor": _("khám máy và cài đặt, nói điều gì chưa ổn"),
        "seed": _("đổ dữ liệu thử cỡ cả nước"),
        "backup": _("sao lưu: cơ sở dữ liệu và tệp vào một tệp, khi mọi người đang làm việc"),
        "restore": _("khôi phục một bản sao lưu, hoặc trở về một thời điểm"),
        "wal": _("giữ nhật ký ghi trước (WAL) để trở về được bất kỳ thời điểm nào"),
        "opendata": _("lập số liệu mở ngay, hoặc xem bộ đã công bố còn nguyên không"),
        "search": _("lập lại mục tra cứu của trang tìm kiếm"),
        "places": _("nạp ranh giới địa bàn của riêng mình, để vẽ bản đồ"),
        "journal": _("kiểm tra nhật ký còn nguyên vẹn, hoặc ghi ra lịch sử của một đối tượng"),
        "manage": _("các lệnh quản trị của Django"),
        "messages": _("cập nhật, kiểm tra và biên dịch bản dịch tiếng Anh"),
        "tables": _("ghi lại hoặc kiểm tra các bảng của một cài đặt mới"),
    }


def _parser(commands: dict[str, str]) -> Manual:
    width = max(map(len, commands))
    listing = "\n".join(f"  {name:<{width}}  {about}" for name, about in commands.items())
    parser = Manual(
        prog="sanvat",
        description=_("Sản Vật: nền tảng mở cho chương trình Mỗi xã một sản phẩm (OCOP)."),
        epilog=_(
            "Các lệnh:\n%(listing)s\n\n"
            "Xem hướng dẫn của một lệnh: sanvat LỆNH --help\n"
            "Bắt đầu nhanh: sanvat serve, rồi mở địa chỉ được in ra."
        )
        % {"listing": listing},
    )
    parser.add_argument(
        "command",
        metavar=_("LỆNH"),
        nargs="?",
        choices=commands,
        help=_("một lệnh dưới đây"),
    )
    parser.add_argument("rest", metavar="…", nargs=argparse.REMAINDER, help=_("đối số của lệnh ấy"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
