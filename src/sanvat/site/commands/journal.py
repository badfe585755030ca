"""`sanvat journal …`: proves that the journal is whole, and hands out one subject's life."""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanvat.errors import Refusal
from sanvat.site.database import database
from sanvat.site.terminal import Manual, _, complain, say

if TYPE_CHECKING:
    from sanvat.records.chain import Fault, Report

SECONDS_BETWEEN_WORDS = 3


def main(argv: Sequence[str]) -> int:
    actions = {"verify": (_verify_parser, _verify), "export": (_export_parser, _export)}
    arguments = _parser(actions).parse_args(argv)
    manual, action = actions[arguments.action]
    asked = manual().parse_args(arguments.rest)
    with database():
        _look_for_the_journal()
        return action(asked)


def _look_for_the_journal() -> None:
    from django.db import connection

    from sanvat.records.models import Entry

    if Entry._meta.db_table not in connection.introspection.table_names():
        raise Refusal(
            _("Cơ sở dữ liệu này chưa có nhật ký. Hãy chạy sanvat serve một lần trước."),
            code="no-journal",
        )


def _parser(actions: Iterable[str]) -> Manual:
    parser = Manual(
        prog="sanvat journal",
        description=_(
            "Nhật ký: ai làm gì, thay mặt ai, lúc nào. Mỗi dòng được niêm phong cùng dòng trước,\n"
            "nên sửa, bớt, chèn hay đổi chỗ một dòng đều lộ ra.\n\n"
            "  verify   đọc cả nhật ký và nói dòng nào không còn nguyên\n"
            "  export   ghi lịch sử của một đối tượng thành một tệp"
        ),
        epilog=_(
            "Xem hướng dẫn của một việc: sanvat journal VIỆC --help\n"
            "Chỉ đọc, không thay đổi gì; chạy được khi hệ thống đang làm việc."
        ),
    )
    parser.add_argument(
        "action", metavar=_("VIỆC"), choices=actions, help=_("một trong các việc trên")
    )
    parser.add_argument("rest", metavar="…", nargs=argparse.REMAINDER, help=_("đối số của việc ấy"))
    return parser


# verify


def _verify_parser() -> Manual:
    parser = Manual(
        prog="sanvat journal verify",
        description=_(
            "Đọc nhật ký từ đầu đến cuối và tính lại mọi dấu niêm phong.\n"
            "Một triệu dòng mất chừng mười giây. Mã thoát 1 khi có dòng không còn nguyên."
        ),
        epilog=_(
            "Ai nắm trọn cơ sở dữ liệu có thể niêm phong lại mọi dòng từ một chỗ nào đó. Vì vậy\n"
            "hãy chép lại số và mã băm cuối cùng mà lệnh này in ra, cất ở nơi khác, lần sau đưa\n"
            "vào bằng --known; nếu nhật ký cũ đã bị viết lại thì lệnh sẽ nói.\n\n"
            "  sanvat journal verify --known 1200:5f2c…"
        ),
    )
    parser.add_argument(
        "--from",
        dest="first",
        metavar=_("SỐ"),
        type=_number,
        default=1,
        help=_("bắt đầu từ số này, tin các dòng trước nó"),
    )
    parser.add_argument(
        "--known",
        metavar=_("SỐ:MÃ_BĂM"),
        type=_known,
        help=_("số và mã băm đã chép lại từ một lần trước"),
    )
    return parser


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("%(text)r không phải một số từ 1") % {"text": text})
    return int(text)


def _known(text: str) -> tuple[int, str]:
    if not (found := re.fullmatch(r"(\d+):([0-9a-f]{64})", text.strip().lower())):
        raise argparse.ArgumentTypeError(_("cần SỐ:MÃ_BĂM, mã băm có 64 chữ số"))
    return int(found[1]), found[2]


def _verify(asked: argparse.Namespace) -> int:
    from sanvat.records.chain import verify

    started = time.monotonic()
    report = verify(first=asked.first, progress=_progress())
    for fault in report.faults:
        complain("  " + _sentence(fault))
    if report.untold:
        complain(_("  … và %(count)s chỗ khác.") % {"count": report.untold})
    if rewritten := asked.known and not _still_there(*asked.known):
        complain(
            _("  Số %(number)s: mã băm không còn như đã chép lại; nhật ký đã bị viết lại.")
            % {"number": asked.known[0]}
        )
    say(
        _("Đã đọc %(count)s dòng trong %(seconds).1f giây.")
        % {"count": _grouped(report.count), "seconds": time.monotonic() - started}
    )
    if rewritten or not report.intact:
        complain(
            _(
                "Nhật ký không còn nguyên vẹn. Hãy giữ nguyên cơ sở dữ liệu, "
                "so với bản sao lưu gần nhất và báo người phụ trách."
            )
        )
        return 1
    say(_ending(report))
    return 0


def _progress() -> Callable[[int], None]:
    """Says every few seconds how far it is, so that nobody takes a long run for a stuck one."""
    said = time.monotonic()

    def progress(count: int) -> None:
        nonlocal said
        if time.monotonic() - said >= SECONDS_BETWEEN_WORDS:
            said = time.monotonic()
            say(_("  đã đọc %(count)s dòng …") % {"count": _grouped(count)})

    return progress


def _sentence(fault: Fault) -> str:
    numbers = {"number": fault.number, "last": fault.last, "place": fault.place}
    several = fault.number != fault.last
    match fault.kind:
        case "missing" if several:
            return _("Số %(number)s đến %(last)s: mất.") % numbers
        case "missing":
            return _("Số %(number)s: mất.") % numbers
        case "inserted" if fault.number is None:
            return _("Có một dòng không số, không niêm phong: chèn vào từ ngoài.")
        case "inserted" if several:
            return _("Số %(number)s đến %(last)s: chèn thêm.") % numbers
        case "inserted":
            return _("Số %(number)s: chèn thêm.") % numbers
        case "moved":
            return _("Số %(number)s: bị đổi chỗ; khi niêm phong là số %(place)s.") % numbers
    return _("Số %(number)s: nội dung đã bị sửa.") % numbers


def _still_there(number: int, seal: str) -> bool:
    from sanvat.records.models import Entry

    return Entry.objects.filter(number=number, hash=seal).exists()


def _ending(report: Report) -> str:
    if not report.number:
        return _("Nhật ký còn trống.")
    return _("Nhật ký nguyên vẹn. Số cuối và mã băm, để chép lại: %(number)s:%(hash)s") % {
        "number": report.number,
        "hash": report.hash,
    }


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", ".")


# export


def _export_parser() -> Manual:
    parser = Manual(
        prog="sanvat journal export",
        description=_(
            "Ghi mọi dòng nhật ký của một đối tượng, cũ trước mới sau, thành một tệp JSON.\n"
            "Kèm mã băm, để đối chiếu với nhật ký sau này."
        ),
        epilog="  sanvat journal export products.product:17 --to 17.json",
    )
    parser.add_argument("subject", metavar=_("ĐỐI_TƯỢNG"), help=_("loại:mã, như trong nhật ký"))
    parser.add_argument(
        "--to", metavar=_("TỆP"), type=Path, help=_("tệp sẽ ghi; không có thì in ra màn hình")
    )
    return parser


def _export(asked: argparse.Namespace) -> int:
    from sanvat.records import journal

    kind, _colon, key = asked.subject.partition(":")
    life = journal.life_of(kind.lower(), key)
    if not life["entries"]:
        raise Refusal(
            _("Nhật ký không có dòng nào về %(subject)s. Hãy ghi như products.product:17")
            % {"subject": asked.subject},
            code="no-entries",
        )
    text = json.dumps(life, ensure_ascii=False, indent=1) + "\n"
    if asked.to is None:
        sys.stdout.write(text)
        return 0
    try:
        asked.to.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refusal(
            _("Không ghi được %(path)s: %(error)s. Hãy chọn một tệp khác.")
            % {"path": asked.to, "error": error.strerror},
            code="unwritable",
        ) from None
    say(
        _("Đã ghi %(count)s dòng vào %(path)s.") % {"count": len(life["entries"]), "path": asked.to}
    )
    return 0
