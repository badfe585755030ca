"""`sanvat messages …`: the English of every sentence, kept beside the code."""

from collections.abc import Sequence

from sanvat.site import messages
from sanvat.site.terminal import Manual, _, complain, say


def main(argv: Sequence[str]) -> int:
    wanted = _parser().parse_args(argv).action
    if wanted == "update":
        for package, (came, went) in messages.update().items():
            say(
                _("%(package)s: thêm %(came)s câu, bỏ %(went)s câu.")
                % {"package": package, "came": came, "went": went}
            )
    elif wanted == "compile":
        messages.compile_if_changed()
    elif problems := messages.problems():
        complain("\n".join(problems))
        complain(_("%(count)s chỗ của bản tiếng Anh chưa đúng.") % {"count": len(problems)})
        return 1
    return 0


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat messages",
        description=_(
            "Bản tiếng Anh của mọi câu trong chương trình.\n\n"
            "  update   đưa các câu mới vào locale/en của từng gói, bỏ các câu không còn dùng\n"
            "  check    liệt kê các câu chưa có bản tiếng Anh và các tệp mà update sẽ ghi lại;\n"
            "           mã thoát 1 khi còn chỗ chưa đúng\n"
            "  compile  biên dịch cho chương trình đọc (sanvat serve tự làm việc này)"
        ),
    )
    parser.add_argument(
        "action",
        metavar=_("VIỆC"),
        choices=["update", "check", "compile"],
        help=_("một trong các việc trên"),
    )
    return parser
