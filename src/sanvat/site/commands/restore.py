"""`sanvat restore`: a backup, or a moment of the archived log, into an empty installation."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sanvat.errors import Refusal
from sanvat.site.backup import form
from sanvat.site.backup.form import Manifest
from sanvat.site.commands.backup import describe
from sanvat.site.database import SETTINGS
from sanvat.site.terminal import VIETNAM, Manual, _, clock, complain, say, timed

if TYPE_CHECKING:
    from sanvat.site.backup.restore import Restored

LAST = "last"


def main(argv: Sequence[str]) -> int:
    parser = _parser()
    asked = parser.parse_args(argv)
    if (asked.path is None) == (asked.to is None):
        parser.error(_("cần một TỆP, hoặc --to"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    return _restore(asked) if asked.path else _recover(asked.to)


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat restore",
        description=_(
            "Khôi phục một bản sao lưu vào một hệ thống trống: thư mục dữ liệu mới\n"
            "(SANVAT_DATA_DIR) hoặc cơ sở dữ liệu trống (DATABASE_URL). Không ghi đè lên hệ thống\n"
            "đã có người dùng. Tất cả trở lại, hoặc không có gì thay đổi."
        ),
        epilog=_(
            "Sau đó nhật ký được kiểm tra từ đầu đến cuối và so với bản sao lưu. Mọi người đăng\n"
            "nhập lại; thư đang chờ không tự gửi, vì có thể đã gửi sau lúc sao lưu: người có việc\n"
            "hỏi người nhận rồi gửi lại trên trang Thư.\n\n"
            "  sanvat restore sanvat-2026-11-28-020000.zip\n"
            '  sanvat restore --to "2026-11-28 10:00"    khi đã giữ WAL (SANVAT_WAL_ARCHIVE)'
        ),
    )
    parser.add_argument(
        "path", metavar=_("TỆP"), type=Path, nargs="?", help=_("tệp do sanvat backup ghi")
    )
    parser.add_argument(
        "--to",
        metavar=_("LÚC"),
        type=_moment,
        help=_("thời điểm cần trở về, giờ Việt Nam; last: đến hết nhật ký đã giữ"),
    )
    parser.add_argument(
        "--moved",
        action="store_true",
        help=_("hệ thống dời về địa chỉ này và từ nay gửi thư từ đây"),
    )
    parser.add_argument(
        "--other-key",
        action="store_true",
        help=_("khóa bí mật cũ đã mất: bỏ bước xác thực thứ hai của mọi người"),
    )
    return parser


def _moment(text: str) -> datetime | str:
    if text == LAST:
        return LAST
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("không đọc được %(text)r; hãy ghi như 2026-11-28 10:00") % {"text": text}
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=VIETNAM)
    if moment > datetime.now(UTC):
        raise argparse.ArgumentTypeError(_("%(text)s chưa tới") % {"text": text})
    return moment


# From a backup


def _restore(asked: argparse.Namespace) -> int:
    with form.opened(asked.path) as backup:
        describe(backup.manifest)
        with timed(_("Kiểm tra bản sao lưu")):
            backup.check()
        if not os.environ.get("SANVAT_SECRET_KEY"):
            backup.bring_key(Path(os.environ.get("SANVAT_DATA_DIR") or "var").absolute())
        import django

        django.setup()
        from django.utils import timezone

        from sanvat.site.backup import restore

        restore.allow(backup.manifest, asked.path, moved=asked.moved, other_key=asked.other_key)
        with _installation():
            restore.allow_here()
            with timed(_("Khôi phục các tệp")):
                restore.put_files_back(backup)
            with timed(_("Khôi phục cơ sở dữ liệu")):
                restore.put_database_back(backup)
            manifest = backup.manifest
            with timed(_("Đưa về bản đang cài và kiểm tra nhật ký")):
                restored = restore.bring_up_to_date(
                    made_at=manifest.moment,
                    came_from=manifest.address,
                    head=(manifest.number, manifest.hash),
                    at=timezone.now(),
                )
    return _ending(restored, manifest)


@contextmanager
def _installation() -> Iterator[None]:
    """The database, and nobody else at it."""
    from django.conf import settings

    from sanvat.site import prepare
    from sanvat.site.postgres import Cluster

    with Cluster(settings.DATA_DIR) if settings.EMBEDDED_DATABASE else nullcontext():
        prepare.connect()
        yield


def _ending(restored: Restored, manifest: Manifest | None) -> int:
    from django.conf import settings

    from sanvat.site.backup import settle

    report = restored.journal
    head = f"{report.number}:{report.hash}"
    if restored.letters:
        say(
            _("%(count)s thư đang chờ đã được giữ lại; hãy hỏi người nhận rồi gửi lại.")
            % {"count": restored.letters}
        )
    if settle.mails_leave():
        say(
            _(
                "Từ nay hệ thống này gửi thư qua %(host)s. Nếu bản cũ vẫn chạy, hãy dừng một trong "
                "hai, hoặc bỏ SANVAT_EMAIL_URL ở bản thứ hai."
            )
            % {"host": settings.EMAIL_HOST}
        )
    if not report.intact:
        complain(
            _(
                "Đã khôi phục, nhưng nhật ký không còn nguyên vẹn từ trước khi sao lưu. "
                "Hãy chạy sanvat journal verify và báo người phụ trách."
            )
        )
        return 1
    if manifest and manifest.lacking:
        complain(
            _("Bản sao lưu thiếu %(count)s tệp mà cơ sở dữ liệu có nhắc tới.")
            % {"count": len(manifest.lacking)}
        )
    said = (
        _("Đã khôi phục. Nhật ký nguyên vẹn, số cuối và mã băm đúng như khi sao lưu: %(head)s")
        if manifest
        else _("Đã trở về thời điểm ấy. Nhật ký nguyên vẹn, số cuối và mã băm: %(head)s")
    )
    say(said % {"head": head})
    say(_("Hãy mở bằng sanvat serve, rồi chạy sanvat doctor."))
    return 0


# From the archived log


def _recover(to: datetime | str) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from sanvat.site.backup import recover, restore

    if not settings.EMBEDDED_DATABASE:
        raise Refusal(
            _(
                "DATABASE_URL đã đặt: máy chủ PostgreSQL ấy tự giữ WAL của nó. "
                "Hãy trở về thời điểm cũ bằng công cụ của máy chủ."
            ),
            code="not-embedded",
        )
    moment = to if isinstance(to, datetime) else None
    base = recover.choose(moment)
    say(_("  bắt đầu từ bản gốc %(at)s") % {"at": clock(base.ended_at)})
    with timed(_("Làm lại mọi việc cho tới lúc ấy")):
        recover.recover(base, moment)
    with _installation(), timed(_("Đưa về bản đang cài và kiểm tra nhật ký")):
        restored = restore.bring_up_to_date(
            made_at=moment or timezone.now(),
            came_from=settings.SITE_ADDRESS,
            head=restore.head(),
            at=timezone.now(),
        )
    return _ending(restored, None)
