"""`sanvat search …`: makes the index of the public search anew, or follows what was done since."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from sanvat.errors import Refusal
from sanvat.site.database import database
from sanvat.site.terminal import Manual, _, say


def main(argv: Sequence[str]) -> int:
    acts = {"rebuild": _rebuild, "follow": _follow}
    asked = _parser(acts).parse_args(argv)
    with database():
        from sanvat.site import prepare

        prepare.connect()
        if prepare.pending_migrations():
            raise Refusal(
                _("Các bảng dữ liệu chưa cập nhật. Hãy chạy sanvat serve một lần trước."),
                code="tables-pending",
            )
        acts[asked.act]()
    return 0


def _parser(acts: Iterable[str]) -> Manual:
    parser = Manual(
        prog="sanvat search",
        description=_(
            "Mục tra cứu của trang /tim/: những gì người ngoài được đọc, để tìm không cần dấu.\n\n"
            "  rebuild   lập lại toàn bộ; trang tìm kiếm vẫn dùng mục cũ cho đến khi xong\n"
            "  follow    chỉ đọc lại những gì đã đổi, như mỗi phút một lần vẫn làm"
        ),
    )
    parser.add_argument("act", metavar=_("VIỆC"), choices=acts, help=_("một trong các việc trên"))
    return parser


def _rebuild() -> None:
    from sanvat.findable import building
    from sanvat.findable.declared import findables

    started = time.monotonic()
    built = building.rebuild()
    for kind, one in findables().items():
        say(f"  {one.label!s:<24}{built.counts[kind]:>9}")
    say(
        _("Đã lập lại %(count)s mục tra cứu và %(words)s chữ trong %(seconds).1f giây.")
        % {
            "count": built.counts.total(),
            "words": built.words,
            "seconds": time.monotonic() - started,
        }
    )


def _follow() -> None:
    from sanvat.findable import building

    say(_("Đã đọc lại %(count)s mục.") % {"count": building.follow()})
