"""`sanvat doctor`: looks at everything the programme stands on, and says what to do."""

import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import NamedTuple

from sanvat.errors import Refusal
from sanvat.site import postgres
from sanvat.site.terminal import Manual, _, clock, say


class Finding(NamedTuple):
    """What was found. `good` is None where there is nothing yet and nothing wrong with that."""

    good: bool | None
    text: str


def main(argv: Sequence[str]) -> int:
    repairs = _parser().parse_args(argv).repair
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanvat.site.settings")
    marks = {True: _("tốt"), None: _("chưa"), False: _("hỏng")}
    findings = list(_examine(repairs=repairs))
    mark_width = max(map(len, marks.values()))
    name_width = max(len(name) for name, _finding in findings)
    for name, (good, text) in findings:
        say(f"  {marks[good]:<{mark_width}}  {name:<{name_width}}  {text}")
    if any(finding.good is False for _name, finding in findings):
        say(_("Có điều cần sửa: xem các dòng ghi hỏng."))
        return 1
    say(_("Mọi thứ ổn."))
    return 0


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat doctor",
        description=_(
            "Khám Python, thư mục dữ liệu, các bảng dữ liệu, tệp tĩnh, phông chữ, bản dịch.\n"
            "Không thay đổi gì, trừ khi có --repair. Mã thoát 1 khi có điều cần sửa."
        ),
    )
    parser.add_argument(
        "--repair", action="store_true", help=_("đếm lại từ đầu những số đếm bị lệch")
    )
    return parser


def _examine(*, repairs: bool = False) -> Iterator[tuple[str, Finding]]:
    yield "Python", _python()
    try:
        from sanvat.site import settings
    except Refusal as refusal:
        yield _("Cấu hình"), Finding(False, refusal.message)
        return
    yield _("Cấu hình"), Finding(True, _for_whom(settings.PUBLIC_HOSTS))
    yield _("Thư mục dữ liệu"), _asked(_data_dir)
    with _database() as database:
        yield "PostgreSQL", database
        if database.good:
            tables = _asked(_tables)
            yield _("Các bảng"), tables
            yield _("Chữ và dấu"), _asked(_words)
            yield _("Sao lưu"), _asked(_kept)
            yield _("Bộ gom kết nối"), _asked(_pooler)
            yield _("Bản sao chỉ đọc"), _asked(_replica)
            if tables.good:
                yield _("Tên và lời"), _asked(_names)
                yield _("Số đếm"), _asked(partial(_tallies, repairs=repairs))
                yield _("Khóa bí mật"), _asked(_keys)
                yield _("Khóa danh tính người gửi"), _asked(_identity_keys)
                yield _("Số liệu phản ánh"), _asked(_counted_concerns)
                yield _("Bản trình diễn"), _asked(_demonstration)
                yield _("Tên miền riêng"), _asked(_hosts)
    yield _("Tệp tĩnh"), _asked(_static)
    yield _("Thư điện tử"), _asked(_mail)
    yield _("Phông chữ"), _asked(_font)
    yield _("Bộ tiêu chí"), _asked(_rulebooks)
    yield _("Nguyên văn"), _asked(_wording)
    yield _("Bản tiếng Anh"), _asked(_english)


def _asked(examination: Callable[[], Finding]) -> Finding:
    """A fault found on the way is a finding, and the rest is still examined."""
    try:
        return examination()
    except Refusal as refusal:
        return Finding(False, refusal.message)
    except Exception as error:
        return Finding(False, f"{type(error).__name__}: {error}")


def _python() -> Finding:
    return Finding(True, f"{platform.python_version()}, {sys.executable}")


def _for_whom(hosts: list[str]) -> str:
    if hosts:
        return _("công khai tại %(hosts)s") % {"hosts": ", ".join(hosts)}
    return _("chỉ máy này (SANVAT_HOSTS chưa đặt)")


def _data_dir() -> Finding:
    from sanvat.site import settings

    postgres.make_data_dir(settings.DATA_DIR)
    return Finding(True, str(settings.DATA_DIR))


@contextmanager
def _database() -> Iterator[Finding]:
    """The database, started for the examination where it is ours and does not run."""
    from sanvat.site import settings

    if settings.EMBEDDED_DATABASE and not (settings.DATA_DIR / "postgres").exists():
        yield Finding(None, _("sẽ được tạo khi chạy sanvat serve"))
        return
    embedded = settings.EMBEDDED_DATABASE
    try:
        with postgres.available(settings.DATA_DIR) if embedded else nullcontext():
            yield _asked(_server)
    except Refusal as refusal:
        yield Finding(False, refusal.message)


def _server() -> Finding:
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT version(), lower('Đ')")
        version, lowered = cursor.fetchone()
    version = version.split(" on ")[0]
    if lowered != "đ":
        return Finding(
            False,
            _("%(version)s; không hiểu chữ Đ: hãy tạo cơ sở dữ liệu với locale C.UTF-8")
            % {"version": version},
        )
    return Finding(True, version)


def _tables() -> Finding:
    from sanvat.site.prepare import pending_migrations

    if waiting := len(pending_migrations()):
        return Finding(
            False,
            _("còn %(count)s bước cập nhật; chạy sanvat manage migrate, hoặc sanvat serve")
            % {"count": waiting},
        )
    return Finding(True, _("đã cập nhật"))


def _words() -> Finding:
    """Text search and trigrams ask LC_CTYPE what a letter is, whatever lower() goes by."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('simple', '“Mai”') = to_tsvector('simple', 'Mai')")
        if cursor.fetchone() == (True,):
            return Finding(True, _("ngoặc kép và gạch ngang không dính vào chữ"))
    return Finding(
        None,
        _(
            "cơ sở dữ liệu tạo với LC_CTYPE=C: tìm kiếm vẫn chạy, nhưng ngoặc kép và gạch ngang "
            "dính vào chữ khi tra toàn văn. Hãy chạy sanvat backup, rồi sanvat restore vào một thư "
            "mục dữ liệu mới (máy chủ riêng: CREATE DATABASE … LC_CTYPE 'C.UTF-8')"
        ),
    )


def _pooler() -> Finding:
    """Whether web workers speak through one, and whether the server itself is named then."""
    import psycopg
    from django.conf import settings
    from django.db import connection

    from sanvat.site.pooled.base import DatabaseWrapper

    if connection.leads_through_pooler():  # type: ignore[attr-defined]  # `site.pooled`
        return Finding(
            None,
            _(
                "máy chủ được nói tới qua một bộ gom kết nối: trang và việc vẫn chạy, nhưng sao "
                "lưu thì không. Hãy ghi địa chỉ của chính máy chủ vào DATABASE_DIRECT_URL"
            ),
        )
    if not settings.DATABASE_POOLER:
        return Finding(True, _("không dùng"))
    asked = DatabaseWrapper({**connection.settings_dict, **settings.DATABASE_POOLER})
    try:
        psycopg.connect(**{**asked.get_connection_params(), "connect_timeout": 5}).close()
    except psycopg.Error as fault:
        return Finding(
            False,
            _("DATABASE_URL không trả lời nên trang không mở được: %(error)s")
            % {"error": " ".join(str(fault).split())},
        )
    return Finding(True, _("trang đi qua bộ gom kết nối, việc và lệnh thì không"))


def _replica() -> Finding:
    """Whether the replica follows this very database, and takes over soon enough."""
    from django.conf import settings

    from sanvat.operation import replication
    from sanvat.records import replica

    if not replica.is_named():
        return Finding(True, _("không dùng"))
    within = settings.REPLICA["lag"]
    took = replication.seconds_to_follow(within)
    if took is not None and replication.has_our_journal():
        return Finding(True, _("nhận sau %(seconds).2f giây") % {"seconds": took})
    if took is not None:
        text = _("sổ nhật ký ở đó là của cơ sở dữ liệu khác: hãy xem lại DATABASE_REPLICA_URL")
        return Finding(False, text)
    state = replication.look_once().state
    if state is replication.State.PROMOTED:
        text = _("không theo máy chính nào: hãy lập lại nó, hoặc xem lại DATABASE_REPLICA_URL")
        return Finding(False, text)
    if state is replication.State.AWAY:
        text = _("không trả lời; trang công khai đọc từ máy chính. Hãy mở lại nó")
        return Finding(False, text)
    text = _("chậm hơn %(seconds)d giây; trang công khai đọc từ máy chính. Hãy xem máy của nó")
    return Finding(False, text % {"seconds": within})


def _kept() -> Finding:
    """What the installation was restored from, and whether its log is archived."""
    from django.conf import settings
    from django.db import connection

    from sanvat.site.backup import settle, wal

    if (elsewhere := settle.lives_elsewhere()) and settle.mails_leave():
        return Finding(
            None,
            _(
                "dữ liệu khôi phục từ %(address)s mà thư ở đây gửi đi thật: nếu đây là bản thứ "
                "hai, hãy bỏ SANVAT_EMAIL_URL"
            )
            % {"address": elsewhere},
        )
    if not settings.EMBEDDED_DATABASE:
        return Finding(None, _("bằng sanvat backup, và bằng công cụ của máy chủ PostgreSQL"))
    if not wal.is_on():
        return Finding(
            None, _("bằng sanvat backup; đặt SANVAT_WAL_ARCHIVE để trở về được mọi thời điểm")
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT last_archived_time, last_failed_wal, coalesce(last_failed_time"
            " > coalesce(last_archived_time, '-infinity'), false) FROM pg_stat_archiver"
        )
        archived_at, failed, fails = cursor.fetchone()
    if fails:
        return Finding(
            False,
            _("không giữ được WAL %(name)s: hãy xem %(log)s")
            % {"name": failed, "log": settings.DATA_DIR / "postgres.log"},
        )
    there = wal.bases(wal.system_of(settings.DATA_DIR / "postgres"))
    if not there:
        return Finding(None, _("đang giữ WAL, chưa có bản gốc: hãy chạy sanvat wal base"))
    return Finding(
        True,
        _("bản gốc cuối %(base)s, WAL cuối %(wal)s")
        % {
            "base": clock(there[-1].ended_at),
            "wal": clock(archived_at) if archived_at else "–",
        },
    )


def _names() -> Finding:
    from sanvat.records.plainness import not_plain

    if count := sum(1 for _row in not_plain()):
        return Finding(
            False,
            _("%(count)s dòng có chữ ẩn hoặc chữ giả dạng; chạy sanvat manage make_plain")
            % {"count": count},
        )
    return Finding(True, _("đều như mắt thấy"))


def _tallies(*, repairs: bool) -> Finding:
    """Whether what first pages and lists count is what there is."""
    from sanvat.certificates import decisions
    from sanvat.products import tallies

    wrong = tallies.wrong() + decisions.wrong()
    if wrong and repairs:
        tallies.count_again()
        decisions.count_again()
        text = _("%(count)d dòng bị lệch, đã đếm lại từ đầu")
        return Finding(tallies.wrong() + decisions.wrong() == 0, text % {"count": wrong})
    if wrong:
        text = _("%(count)d dòng khác với đếm từng sản phẩm; chạy sanvat doctor --repair")
        return Finding(False, text % {"count": wrong})
    return Finding(True, _("khớp với từng chủ thể, sản phẩm"))


def _keys() -> Finding:
    """Whether anything hangs on a secret key of before, or on one that is not here."""
    from django.conf import settings

    from sanvat.desk.account import seals

    found = seals.counted()
    if found[seals.LOST]:
        return Finding(
            False,
            _(
                "%(count)d bí mật đã niêm phong mà không khóa nào mở được: hãy thêm khóa trước đây "
                "vào SANVAT_SECRET_KEY_FALLBACKS"
            )
            % {"count": found[seals.LOST]},
        )
    if found[seals.OLDER]:
        return Finding(
            None,
            _("%(count)d bí mật còn theo khóa cũ; chạy sanvat manage reseal")
            % {"count": found[seals.OLDER]},
        )
    if settings.SECRET_KEY_FALLBACKS:
        return Finding(
            None,
            _(
                "không còn gì theo khóa cũ; sau 14 ngày hãy bỏ SANVAT_SECRET_KEY_FALLBACKS (phiên "
                "và đường dẫn của khóa cũ khi ấy hết dùng)"
            ),
        )
    return Finding(True, _("một khóa, mở được mọi thứ đã niêm phong"))


def _identity_keys() -> Finding:
    """Whether who sent matters hangs on a key of before, or on one that is not here."""
    from django.conf import settings

    from sanvat.concerns.actions.identity import counted
    from sanvat.concerns.keys import By

    found = counted()
    if found[By.NONE]:
        return Finding(
            False,
            _(
                "%(count)d người gửi phản ánh niêm phong bằng khóa không có ở đây: hãy thêm khóa "
                "trước đây vào SANVAT_IDENTITY_KEY_FALLBACKS"
            )
            % {"count": found[By.NONE]},
        )
    if found[By.EARLIER]:
        return Finding(
            None,
            _("%(count)d mục còn theo khóa cũ; chạy sanvat manage reseal_senders")
            % {"count": found[By.EARLIER]},
        )
    if len(settings.IDENTITY_KEYS) > 1:
        return Finding(None, _("không còn gì theo khóa cũ; hãy bỏ SANVAT_IDENTITY_KEY_FALLBACKS"))
    return Finding(True, _("một khóa, mở được mọi thứ đã niêm phong"))


def _counted_concerns() -> Finding:
    """Whether what is kept of matters for counting is what they say."""
    from sanvat.concerns.recounting import differing

    if count := differing():
        return Finding(
            False,
            _("%(count)s phản ánh được đếm khác với chính chúng; chạy sanvat manage %(command)s")
            % {"count": count, "command": "recount_concerns"},
        )
    return Finding(True, _("khớp với các phản ánh"))


def _demonstration() -> Finding:
    """Whether there is one, and what one has left behind."""
    from django.conf import settings
    from django.utils import timezone

    from sanvat.parties.remains import remains
    from sanvat.site.commands.demo import said

    if settings.DEMO:
        return Finding(True, _("đang mở: ai tới cũng chọn được một tài khoản (SANVAT_DEMO)"))
    found = remains(at=timezone.now())
    if not any(found):
        return Finding(True, _("không có gì còn lại"))
    if not found.can_be_ended:
        text = _("đã kết thúc; còn %(bodies)d tổ chức, chỉ để xem và có ghi là trình diễn")
        return Finding(True, text % {"bodies": found.bodies})
    text = _("còn %(remains)s; chúng không mở được gì ở đây, hãy kết thúc: sanvat demo --end")
    return Finding(False if settings.PRODUCTION else None, text % {"remains": said(found)})


def _hosts() -> Finding:
    """Whether the installation answers at the addresses that units have for their own sites."""
    from django.conf import settings

    from sanvat.news.models import UnitHome

    own = UnitHome.objects.exclude(host="").order_by("host").values_list("host", flat=True)
    if missing := [host for host in own if host not in settings.ALLOWED_HOSTS]:
        return Finding(
            False,
            _("%(hosts)s chưa có trong SANVAT_HOSTS nên trang ở đó không mở được: hãy thêm vào")
            % {"hosts": ", ".join(missing)},
        )
    if not own:
        return Finding(True, _("không trang đơn vị nào có"))
    return Finding(True, ", ".join(own))


def _static() -> Finding:
    import django

    django.setup()
    from sanvat.site.prepare import static_is_current

    if static_is_current():
        return Finding(True, _("đã gom"))
    return Finding(None, _("sẽ được gom khi chạy sanvat serve"))


def _mail() -> Finding:
    from django.conf import settings

    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return Finding(True, f"{settings.EMAIL_HOST}, {settings.DEFAULT_FROM_EMAIL}")
    return Finding(
        None,
        _("chưa gửi đi đâu, chỉ ghi vào %(folder)s: hãy đặt SANVAT_EMAIL_URL")
        % {"folder": settings.EMAIL_FILE_PATH},
    )


def _font() -> Finding:
    import fontpkg_be_vietnam_pro

    files = list((fontpkg_be_vietnam_pro.ROOT / "files").glob("*.ttf"))
    return Finding(bool(files), _("Be Vietnam Pro, %(count)s tệp") % {"count": len(files)})


def _rulebooks() -> Finding:
    from sanvat.rules import check, library

    wrong = [str(f) for book in library.rulebooks() for f in check.check(book) if not f.known]
    if wrong:
        return Finding(False, "; ".join(wrong[:3]))
    sets = sum(len(book.sets) for book in library.rulebooks())
    return Finding(True, _("%(count)s bộ, cộng đúng") % {"count": sets})


def _wording() -> Finding:
    """The decisions' own words, where an office has loaded them."""
    from sanvat.documents.wording import wording_file
    from sanvat.rules import library
    from sanvat.rules.problems import BadData
    from sanvat.rules.wording import read_wording

    loaded = []
    for book in library.rulebooks():
        if wording_file(book).exists():
            try:
                loaded.append(f"{book.id}: {len(read_wording(wording_file(book), book).texts)}")
            except BadData as problem:
                return Finding(False, str(problem))
    if not loaded:
        return Finding(None, _("phiếu in dùng lời của chúng tôi; xem `sanvat rules check --help`"))
    return Finding(True, ", ".join(loaded))


def _english() -> Finding:
    from sanvat.site import messages

    if problems := messages.problems():
        return Finding(
            False,
            _("%(count)s chỗ chưa đúng; xem `sanvat messages check`") % {"count": len(problems)},
        )
    return Finding(True, _("đủ"))
