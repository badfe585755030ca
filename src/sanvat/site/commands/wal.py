"""`sanvat wal`: base backups beside the archived log, and what the archive has."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence

from sanvat.errors import Refusal
from sanvat.site.database import SETTINGS, database
from sanvat.site.terminal import Manual, _, clock, say, timed


def main(argv: Sequence[str]) -> int:
    actions = {"base": _base, "list": _list}
    asked = _parser(actions).parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    return actions[asked.action](asked)


def _parser(actions: Iterable[str]) -> Manual:
    parser = Manual(
        prog="sanvat wal",
        description=_(
            "Để trở về được bất kỳ thời điểm nào: đặt SANVAT_WAL_ARCHIVE (file:///thư/mục hoặc\n"
            "s3://…, như SANVAT_STORAGE_URL) khi chạy sanvat serve. PostgreSQL đi kèm giữ ở đó\n"
            "mọi điều nó ghi, chậm nhất một phút sau.\n\n"
            "  base   ghi một bản gốc để bắt đầu từ đó; nên mỗi tuần một lần\n"
            "  list   nơi ấy đang có gì"
        ),
        epilog=_('Trở về: sanvat restore --to "2026-11-28 10:00"'),
    )
    parser.add_argument(
        "action", metavar=_("VIỆC"), choices=actions, help=_("một trong các việc trên")
    )
    parser.add_argument(
        "--keep",
        metavar=_("SỐ"),
        type=_count,
        default=0,
        help=_("sau khi ghi bản gốc, chỉ giữ bấy nhiêu bản mới nhất và WAL của chúng"),
    )
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("%(text)r không phải một số từ 1") % {"text": text})
    return int(text)


def _base(asked: argparse.Namespace) -> int:
    with database():
        from django.conf import settings

        from sanvat.site.backup import recover, wal

        if not settings.EMBEDDED_DATABASE:
            raise Refusal(
                _(
                    "DATABASE_URL đã đặt: máy chủ PostgreSQL ấy tự giữ WAL của nó. "
                    "Hãy dùng công cụ của máy chủ để ghi bản gốc."
                ),
                code="not-embedded",
            )
        with timed(_("Ghi bản gốc")):
            base = recover.make_base()
        say(f"  {base.path}")
        if asked.keep:
            dropped = wal.drop_older(base.system, keep=asked.keep)
            say(
                _("Đã bỏ %(bases)s bản gốc cũ và %(pieces)s mẩu WAL.")
                % dict(zip(("bases", "pieces"), dropped, strict=True))
            )
    return 0


def _list(asked: argparse.Namespace) -> int:
    import django

    django.setup()
    from sanvat.site.backup import wal

    bases = wal.bases()
    for base in bases:
        say(
            _("  bản gốc %(at)s  %(path)s")
            % {
                "at": clock(base.ended_at),
                "path": base.path,
            }
        )
    for system in sorted({base.system for base in bases}):
        there = wal.pieces(system)
        say(
            _("  WAL %(system)s: %(count)s mẩu, %(first)s đến %(last)s")
            % {
                "system": system,
                "count": len(there),
                "first": there[0] if there else "–",
                "last": there[-1] if there else "–",
            }
        )
    if not bases:
        say(_("Chưa có bản gốc nào; hãy ghi một bản: sanvat wal base"))
    return 0
