"""`sanvat operator`: the first person of a new installation, who then invites all others; and a
way back for an operator who lost the password or the second step."""

from collections.abc import Sequence

from sanvat.errors import Refusal
from sanvat.site.database import database
from sanvat.site.terminal import Manual, _, complain, say


def main(argv: Sequence[str]) -> int:
    arguments = _parser().parse_args(argv)
    if arguments.back and not arguments.yes and not _confirmed(arguments.email):
        complain(_("Chưa làm gì cả."))
        return 1
    with database():
        # The link first: what cannot be done is said instead of it, not behind it.
        if arguments.back:
            link = _back(arguments.email)
            say(_("Hãy mở đường dẫn sau để đặt mật khẩu mới (dùng một lần, trong 24 giờ):"))
        else:
            link = _invite(arguments.email, arguments.organisation)
            say(_("Hãy mở đường dẫn sau để đặt mật khẩu (dùng một lần, trong 14 ngày):"))
        say(link)
        if arguments.back:
            say(_("Sau đó hệ thống sẽ hỏi để lập lại bước xác thực thứ hai."))
    return 0


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat operator",
        description=_(
            "Mời người vận hành đầu tiên: gửi thư và in đường dẫn để nhận lời. Từ đó trở đi, mọi\n"
            "lời mời đều làm trên trang web.\n\n"
            "Người vận hành mất điện thoại và mã dự phòng, hoặc quên mật khẩu: thêm --back. Mật\n"
            "khẩu, bước xác thực thứ hai và mọi phiên đăng nhập của người ấy bị gỡ bỏ, nhật ký\n"
            "ghi lại, và một đường dẫn mới được in ra."
        ),
    )
    parser.add_argument(
        "email",
        metavar=_("THƯ"),
        help=_("thư điện tử của người ấy; với --back, cũng có thể là tên đăng nhập"),
    )
    parser.add_argument(
        "--organisation",
        default=_("Đơn vị vận hành"),
        help=_("tổ chức của người ấy (mặc định: %(default)s)"),
    )
    parser.add_argument(
        "--back", action="store_true", help=_("mở lại đường vào cho người vận hành đã có")
    )
    parser.add_argument("--yes", action="store_true", help=_("không hỏi lại trước khi làm"))
    return parser


def _confirmed(name: str) -> bool:
    question = _(
        "Gỡ mật khẩu, bước xác thực thứ hai và mọi phiên đăng nhập của %(name)s? Gõ “co” để làm: "
    ) % {"name": name}
    try:
        answer = input(question).strip().lower()
    except EOFError:
        return False
    return answer in ("co", "có", "yes")


def _invite(email: str, organisation: str) -> str:
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from sanvat.parties import actions, links

    try:
        invitation = actions.open_installation(email=email, name=organisation, at=timezone.now())
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), code="invalid") from None
    return links.link_of(invitation)


def _back(name: str) -> str:
    from django.db.models import Q
    from django.utils import timezone

    from sanvat.desk.account.mails import new_password_address
    from sanvat.parties import actions
    from sanvat.parties.models import User

    user = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).first()
    if user is None:
        raise Refusal(
            _("Không có tài khoản nào là %(name)s. Hãy kiểm tra lại địa chỉ.") % {"name": name},
            code="nobody",
        )
    actions.let_operator_back(user, at=timezone.now())
    user.refresh_from_db()  # the link holds for the password as it is now
    return new_password_address(user)
