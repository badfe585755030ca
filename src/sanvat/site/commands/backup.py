"""`sanvat backup`: the database and the stored files in one file, while people work."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sanvat.errors import Refusal
from sanvat.site.backup import form
from sanvat.site.backup.form import Manifest
from sanvat.site.database import database
from sanvat.site.terminal import VIETNAM, Manual, _, clock, complain, say

SECONDS_BETWEEN_WORDS = 3


def main(argv: Sequence[str]) -> int:
    asked = _parser().parse_args(argv)
    return _check(asked.path) if asked.check else _take(asked)


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat backup",
        description=_(
            "Ghi cơ sở dữ liệu, các tệp đã lưu và nguyên văn vào một tệp ZIP, khi mọi người vẫn\n"
            "đang làm việc. Tệp có mọi việc đã xong trước lúc lệnh bắt đầu."
        ),
        epilog=_(
            "Tệp chứa dữ liệu cá nhân: chỉ chủ tệp đọc được (0600). Hãy cất ở máy khác, và mã hóa\n"
            "nếu nơi cất không phải của cơ quan: gpg --symmetric TỆP.\n"
            "Khóa bí mật (SANVAT_SECRET_KEY, hoặc tệp secret-key) không nằm trong đó, trừ khi có\n"
            "--with-key. Không có khóa ấy thì bước xác thực thứ hai của mọi người không mở được:\n"
            "hãy cất khóa riêng một nơi.\n\n"
            "  sanvat backup /srv/sao-luu/         tên tệp theo ngày giờ\n"
            "  sanvat backup --check TỆP           tệp còn nguyên không\n"
            "  sanvat restore TỆP                  khôi phục"
        ),
    )
    parser.add_argument(
        "path", metavar=_("TỆP"), type=Path, help=_("tệp sẽ ghi; thư mục thì đặt tên theo ngày giờ")
    )
    parser.add_argument("--check", action="store_true", help=_("đọc hết một bản sao lưu đã có"))
    parser.add_argument("--replace", action="store_true", help=_("ghi đè lên tệp đã có"))
    parser.add_argument(
        "--with-key", action="store_true", help=_("kèm khóa bí mật: hãy cất tệp như cất khóa")
    )
    return parser


def _take(asked: argparse.Namespace) -> int:
    path = asked.path.absolute()
    if path.is_dir():
        path /= f"sanvat-{datetime.now(VIETNAM):%Y-%m-%d-%H%M%S}.zip"
    if not path.parent.is_dir():
        raise Refusal(
            _("Không có thư mục %(path)s. Hãy tạo nó, hoặc chọn một nơi khác.")
            % {"path": path.parent},
            code="no-folder",
        )
    started = time.monotonic()
    with database():
        from sanvat.operation import state
        from sanvat.site import prepare
        from sanvat.site.backup.take import take

        prepare.connect()
        manifest = take(
            path, replace=asked.replace, with_key=asked.with_key, progress=progress(_("đã ghi"))
        )
        state.note_backup(manifest.moment, path.stat().st_size)
    say(
        _("Đã sao lưu vào %(path)s: %(size)s trong %(seconds).1f giây.")
        % {
            "path": path,
            "size": megabytes(path.stat().st_size),
            "seconds": time.monotonic() - started,
        }
    )
    describe(manifest)
    if not asked.with_key:
        say(_("Không kèm khóa bí mật: hãy chắc rằng khóa đã được cất riêng một nơi."))
    if manifest.older_keys:
        complain(
            _(
                "Một số bước xác thực thứ hai còn theo khóa bí mật trước đó "
                "(SANVAT_SECRET_KEY_FALLBACKS), và khóa ấy không nằm trong tệp. Hãy chạy sanvat "
                "manage reseal rồi sao lưu lại, hoặc cất cả khóa ấy."
            )
        )
    say(_("Tệp này chứa dữ liệu cá nhân: hãy cất nơi chỉ người có trách nhiệm mở được."))
    return _tell_lacking(manifest)


def _check(path: Path) -> int:
    started = time.monotonic()
    with form.opened(path) as backup:
        backup.check(progress(_("đã đọc")))
        describe(backup.manifest)
        say(
            _("Bản sao lưu nguyên vẹn; đọc hết trong %(seconds).1f giây.")
            % {"seconds": time.monotonic() - started}
        )
        return _tell_lacking(backup.manifest)


def describe(manifest: Manifest) -> None:
    """What a backup holds, in three lines."""
    say(
        _("  lúc %(at)s, tại %(address)s, Sản Vật %(version)s, PostgreSQL %(server)s")
        % {
            "at": clock(manifest.moment),
            "address": manifest.address,
            "version": manifest.version,
            "server": f"{manifest.server // 10000}.{manifest.server % 10000}",
        }
    )
    say(
        _("  %(rows)s dòng trong %(tables)s bảng, %(files)s tệp")
        % {
            "rows": sum(manifest.counts.values()),
            "tables": len(manifest.counts),
            "files": len(manifest.files),
        }
    )
    say(
        _("  nhật ký đến số %(number)s:%(hash)s")
        % {"number": manifest.number, "hash": manifest.hash}
    )


def _tell_lacking(manifest: Manifest) -> int:
    if not manifest.lacking:
        return 0
    complain(
        _(
            "Kho tệp thiếu hoặc có sai %(count)s tệp (%(names)s …); mọi thứ khác đã được sao lưu. "
            "Hãy tìm các tệp ấy trong bản sao lưu trước."
        )
        % {"count": len(manifest.lacking), "names": ", ".join(manifest.lacking[:3])}
    )
    return 1


def progress(what: str) -> Callable[[int], None]:
    """Says every few seconds how far it is."""
    said = time.monotonic()

    def told(size: int) -> None:
        nonlocal said
        if time.monotonic() - said >= SECONDS_BETWEEN_WORDS:
            said = time.monotonic()
            say(f"  {what} {megabytes(size)} …")

    return told


def megabytes(size: int) -> str:
    return f"{size / 10**6:,.1f} MB".replace(",", " ").replace(".", ",")
