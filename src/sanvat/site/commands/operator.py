"""`sanvat operator`: the first person of a new installation, who then invites all others."""

from collections.abc import Sequence

from sanvat.errors import Refusal
from sanvat.site.database import database
from sanvat.site.terminal import Manual, _, say


def main(argv: Sequence[str]) -> int:
    arguments = _parser().parse_args(argv)
    with database():
        say(_("Hãy mở đường dẫn sau để đặt mật khẩu (dùng một lần, trong 14 ngày):"))
        say(_invite(arguments.email, arguments.organisation))
    return 0


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat operator",
        description=_(
            "Mời người vận hành đầu tiên: gửi thư và in đường dẫn để nhận lời. Từ đó trở đi, mọi\n"
            "lời mời đều làm trên trang web."
        ),
    )
    parser.add_argument("email", metavar=_("THƯ"), help=_("thư điện tử của người ấy"))
    parser.add_argument(
        "--organisation",
        default=_("Đơn vị vận hành"),
        help=_("tổ chức của người ấy (mặc định: %(default)s)"),
    )
    return parser


def _invite(email: str, organisation: str) -> str:
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from sanvat.parties import actions, links

    try:
        invitation = actions.open_installation(email=email, name=organisation, at=timezone.now())
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), code="invalid") from None
    return links.link_of(invitation)
