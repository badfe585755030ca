"""A backup put back into an empty installation: all of it, or nothing."""

from __future__ import annotations

import hashlib
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from psycopg.sql import Identifier

from sanvat.errors import Refusal
from sanvat.records import chain
from sanvat.records.chain import Report
from sanvat.records.models import Head
from sanvat.site import prepare, tables
from sanvat.site.backup import form, open_sets, settle
from sanvat.site.backup.form import BLOCK, DATABASE, FILES, WORDING, Backup, Manifest
from sanvat.site.backup.load import load
from sanvat.site.backup.take import AT_ONCE, COUNT
from sanvat.site.terminal import _

SECOND_STEPS = "mfa_authenticator"


class Restored(NamedTuple):
    journal: Report
    letters: int
    """How many waited, and were held."""


def allow(manifest: Manifest, path: Path, *, moved: bool = False, other_key: bool = False) -> None:
    """Whether this backup may be put back here. `moved`: the installation moved to this address,
    and sends its mails from here; `other_key`: its second steps are given up.

    Refuses: newer-backup, other-key, older-key, would-mail.
    """
    # A library that is gone may have left migrations; those of our rooms never go.
    rooms = {app.label for app in apps.get_app_configs() if app.name.startswith("sanvat.")}
    if {(app, name) for app, name in manifest.migrations if app in rooms} - set(tables.on_disk()):
        raise form.newer(path, manifest.version)
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    ours = {form.key_mark(key, manifest.made_at) for key in keys}
    if manifest.key not in ours and manifest.counts.get(SECOND_STEPS) and not other_key:
        raise Refusal(
            _(
                "Khóa bí mật ở đây không phải khóa của hệ thống đã sao lưu, nên bước xác thực thứ "
                "hai của mọi người sẽ không mở được. Hãy đặt SANVAT_SECRET_KEY, hoặc chép tệp "
                "secret-key cũ vào %(folder)s. Khóa cũ đã mất thì thêm --other-key; người vận "
                "hành vào lại bằng sanvat operator --back."
            )
            % {"folder": settings.DATA_DIR},
            code="other-key",
        )
    if not set(manifest.older_keys) <= ours and not other_key:
        raise Refusal(
            _(
                "Một số bước xác thực thứ hai trong bản sao lưu này còn theo khóa bí mật trước đó. "
                "Hãy thêm khóa ấy vào SANVAT_SECRET_KEY_FALLBACKS rồi khôi phục, sau đó chạy "
                "sanvat manage reseal. Khóa ấy đã mất thì thêm --other-key; người vận hành vào lại "
                "bằng sanvat operator --back."
            ),
            code="older-key",
        )
    if manifest.address != settings.SITE_ADDRESS and settle.mails_leave() and not moved:
        raise Refusal(
            _(
                "Bản sao lưu này của %(theirs)s, còn đây là %(ours)s và thư gửi đi thật qua "
                "%(host)s. Nếu đây là bản thứ hai để thử, hãy bỏ SANVAT_EMAIL_URL để không ai "
                "nhận thư của nó; nếu hệ thống dời về đây, hãy thêm --moved."
            )
            % {
                "theirs": manifest.address,
                "ours": settings.SITE_ADDRESS,
                "host": settings.EMAIL_HOST,
            },
            code="would-mail",
        )


def allow_here() -> None:
    """Whether this installation may be written over: nobody is in it, and nobody is at it.

    Refuses: not-empty, in-use.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('parties_user') IS NOT NULL")
        if cursor.fetchone() == (True,):
            cursor.execute("SELECT EXISTS (SELECT FROM parties_user)")
            if cursor.fetchone() == (True,):
                raise Refusal(
                    _(
                        "Hệ thống này đã có người dùng nên không ghi đè lên. Hãy khôi phục vào một "
                        "thư mục dữ liệu mới (SANVAT_DATA_DIR) hoặc một cơ sở dữ liệu trống "
                        "(DATABASE_URL)."
                    ),
                    code="not-empty",
                )
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if others := cursor.fetchone()[0]:
            raise Refusal(
                _(
                    "Còn %(count)s kết nối khác vào cơ sở dữ liệu này. "
                    "Hãy dừng sanvat serve và mọi sanvat worker rồi chạy lại."
                )
                % {"count": others},
                code="in-use",
            )


def put_files_back(backup: Backup) -> None:
    """The stored files, the official wording and the dated sets of open data, each checked on its
    way.

    A name is its content, so what is there already and whole stays; nothing names the rest until
    the database is back.
    """
    with ThreadPoolExecutor(AT_ONCE) as aside:
        for _done in aside.map(partial(_put_file_back, backup), backup.manifest.files):
            pass  # the first that fails is raised here
    for name in backup.manifest.members:
        place = settings.WORDING_DIR / Path(name).name
        if name.startswith(WORDING) and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            with backup.member(name) as content:
                place.write_bytes(content.read())
    open_sets.put_back(backup)


def _put_file_back(backup: Backup, sha256: str) -> None:
    path = f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
    if default_storage.exists(path) and _hash_in_store(path) == sha256:
        return
    with tempfile.SpooledTemporaryFile(4 * BLOCK) as held:
        with backup.member(FILES + sha256) as content:
            while block := content.read(BLOCK):
                held.write(block)
        held.seek(0)
        default_storage.save(path, File(held))


def _hash_in_store(path: str) -> str:
    digest = hashlib.sha256()
    with default_storage.open(path) as content:
        while block := content.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def put_database_back(backup: Backup) -> None:
    """One transaction: the rows, what they are compared with, and `settle.quiet`."""
    manifest = backup.manifest
    try:
        with transaction.atomic():
            with backup.member(DATABASE) as dump:
                load(dump, connection.connection)
            _compare(manifest, backup.path)
            settle.quiet(connection.connection.execute)
    except (psycopg.Error, DatabaseError) as error:
        raise Refusal(
            _(
                "Cơ sở dữ liệu không nhận bản sao lưu: %(error)s. Chưa có gì thay đổi. Hãy sửa "
                "điều ấy rồi chạy lại."
            )
            % {"error": str(error).splitlines()[0]},
            code="not-taken",
        ) from None
    except EOFError:
        raise form.damaged(backup.path, DATABASE) from None
    finally:
        connection.close()


def _compare(manifest: Manifest, path: Path) -> None:
    ask = connection.connection.execute
    counts = {
        table: ask(COUNT.format(Identifier(table))).fetchone()[0] for table in manifest.counts
    }
    found = ask("SELECT number, hash FROM records_head").fetchone() or (0, chain.START)
    if counts != manifest.counts or found != (manifest.number, manifest.hash):
        raise form.damaged(path, DATABASE)


def bring_up_to_date(
    *, made_at: datetime, came_from: str, head: tuple[int, str], at: datetime
) -> Restored:
    """After the data are back: tables as this version has them, the journal read from end to
    end, letters held, and an entry that says so."""
    prepare.migrate()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a dump brings no statistics
    report = chain.verify()
    with transaction.atomic():
        letters = settle.hold_letters(made_at=made_at, at=at)
        settle.tell_journal(made_at=made_at, came_from=came_from, head=head, at=at)
    return Restored(report, letters)


def head() -> tuple[int, str]:
    """Number and seal of the last entry of the journal."""
    end = Head.objects.first()
    return (end.number, end.hash) if end else (0, chain.START)
