"""`sanvat demo`: the demonstration world, built once; and its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sanvat.errors import Refusal
from sanvat.site.database import database, trial_database
from sanvat.site.terminal import Manual, _, complain, say, timed

if TYPE_CHECKING:
    from sanvat.parties.remains import Remains


def main(argv: Sequence[str]) -> int:
    arguments = _parser().parse_args(argv)
    if arguments.end:
        return _end(asking=not arguments.yes)
    refusal = Refusal(
        _(
            "SANVAT_HOSTS đã đặt, đây là hệ thống chạy thật nên không dựng dữ liệu trình diễn. "
            "Hãy dùng một thư mục dữ liệu khác: SANVAT_DATA_DIR=trinh-dien sanvat demo"
        ),
        code="demo-in-production",
    )
    with trial_database(refusal):
        from sanvat.site import demo

        with timed(_("Dựng dữ liệu trình diễn")):
            built = demo.build()
        if not built:
            say(_("Dữ liệu trình diễn đã có từ trước; không thay đổi gì."))
        for account in demo.demo_accounts():
            say(f"  {account.role}: {account.user} ({account.organisation})")
    return 0


def _end(*, asking: bool) -> int:
    from django.utils import timezone

    with database():
        from sanvat.parties import actions
        from sanvat.parties.remains import remains

        found = remains(at=timezone.now())
        say(_("Của bản trình diễn: %(remains)s.") % {"remains": said(found)})
        if not found.can_be_ended:
            say(_("Không còn gì mở được; không thay đổi gì."))
            return 0
        if asking and not _confirmed():
            complain(_("Chưa làm gì cả."))
            return 1
        actions.end_demonstration(at=timezone.now())
    say(
        _(
            "Đã khóa mọi tài khoản trình diễn, kết thúc tư cách, hủy khóa và rút lời mời. Tổ chức "
            "và sản phẩm trình diễn vẫn còn và có ghi như vậy; muốn sạch hẳn, hãy bắt đầu với một "
            "SANVAT_DATA_DIR khác."
        )
    )
    return 0


def said(found: Remains) -> str:
    """How many there are of each, in words."""
    return _(
        "%(people)d tài khoản, %(roles)d tư cách, %(invitations)d lời mời còn hạn, %(keys)d khóa "
        "API, %(bodies)d tổ chức"
    ) % {
        "people": found.people,
        "roles": found.roles,
        "invitations": found.invitations,
        "keys": found.keys,
        "bodies": found.bodies,
    }


def _confirmed() -> bool:
    try:
        answer = input(_("Khóa và kết thúc tất cả? Gõ “co” để làm: ")).strip().lower()
    except EOFError:
        return False
    return answer in ("co", "có", "yes")


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat demo",
        description=_(
            "Dựng dữ liệu trình diễn: năm câu chuyện đầu tiên, một tỉnh hôm nay với chủ thể, "
            "sản phẩm,\ný tưởng, và mỗi vai trò một tài khoản. Gọi lại không thay đổi gì.\n\n"
            "Khi dùng tiếp dữ liệu ấy cho hệ thống thật: thêm --end. Mọi tài khoản trình diễn bị "
            "khóa,\nkhóa API bị hủy, lời mời bị rút, và nhật ký ghi lại."
        ),
        epilog=_("Đặt SANVAT_DEMO=1 khi chạy sanvat serve để trang đăng nhập liệt kê tài khoản."),
    )
    parser.add_argument(
        "--end", action="store_true", help=_("kết thúc mọi thứ của bản trình diễn còn mở được")
    )
    parser.add_argument("--yes", action="store_true", help=_("không hỏi lại trước khi làm"))
    return parser
