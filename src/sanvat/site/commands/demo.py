"""`sanvat demo`: the demonstration world, built once."""

from collections.abc import Sequence

from sanvat.errors import Refusal
from sanvat.site.database import trial_database
from sanvat.site.terminal import Manual, _, say, timed


def main(argv: Sequence[str]) -> int:
    _parser().parse_args(argv)
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


def _parser() -> Manual:
    return Manual(
        prog="sanvat demo",
        description=_(
            "Dựng dữ liệu trình diễn: năm câu chuyện đầu tiên, một tỉnh hôm nay với chủ thể, "
            "sản phẩm,\ný tưởng, và mỗi vai trò một tài khoản. Gọi lại không thay đổi gì."
        ),
        epilog=_("Đặt SANVAT_DEMO=1 khi chạy sanvat serve để trang đăng nhập liệt kê tài khoản."),
    )
