"""`sanvat seed --national`: a country to try things on."""

from collections.abc import Sequence

from sanvat.errors import Refusal
from sanvat.site.database import trial_database
from sanvat.site.terminal import Manual, _, say, timed


def main(argv: Sequence[str]) -> int:
    parser = _parser()
    wanted = parser.parse_args(argv)
    if not wanted.national:
        parser.print_help()
        return 2
    refusal = Refusal(
        _(
            "SANVAT_HOSTS đã đặt, đây là hệ thống chạy thật nên không thêm dữ liệu thử. "
            "Hãy dùng một thư mục dữ liệu khác: SANVAT_DATA_DIR=thu sanvat seed --national"
        ),
        code="seed-in-production",
    )
    with trial_database(refusal):
        from django.utils import timezone

        from sanvat.site import seed

        counts = seed.seed_national(
            at=timezone.now(),
            producers=wanted.producers,
            products=wanted.products,
            again=wanted.again,
            telling=timed,
        )
    say(_("Đã có %(producer)s chủ thể, %(product)s sản phẩm, %(organisation)s tổ chức.") % counts)
    return 0


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat seed",
        description=_(
            "Đổ dữ liệu thử cỡ cả nước: cơ quan của 34 tỉnh và mọi xã, người, chủ thể, sản phẩm.\n"
            "Tên do hệ thống tự ghép và được đánh dấu là trình diễn; không ai đăng nhập bằng "
            "các tài khoản ấy."
        ),
    )
    parser.add_argument("--national", action="store_true", help=_("cỡ cả nước"))
    parser.add_argument(
        "--producers", metavar=_("SỐ"), type=int, default=12_000, help=_("số chủ thể (12000)")
    )
    parser.add_argument(
        "--products", metavar=_("SỐ"), type=int, default=20_000, help=_("số sản phẩm (20000)")
    )
    parser.add_argument(
        "--again", action="store_true", help=_("thêm nữa dù đã có chủ thể trong cơ sở dữ liệu")
    )
    return parser
