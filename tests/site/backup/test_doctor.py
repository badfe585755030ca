"""What the doctor asks of the database's letters, and of what is kept."""

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from sanvat.site.backup import settle, wal
from sanvat.site.commands import doctor

OF = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE '{}'"


@pytest.mark.parametrize(("ctype", "good"), [("C.UTF-8", True), ("C", None)])
def test_it_asks_for_a_database_that_knows_what_a_letter_is(installations, ctype, good):
    installations.new(options=OF.format(ctype))

    finding = doctor._words()

    assert finding.good is good
    assert ("sanvat backup" in finding.text) is (good is None)
    # Search goes on: what is compared is folded by us, and the builtin locale knows its letters.
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ĐẶC SẢN'), 'Đặc sản' ILIKE 'đẶC%'")
        assert cursor.fetchone() == ("đặc sản", True)


def test_a_copy_that_sends_mails_is_pointed_out(old):
    at = timezone.now()
    settle.tell_journal(made_at=at, came_from="https://ocop.example", head=(3, "e" * 64), at=at)

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend"):
        said = doctor._kept().text

    assert said.startswith("dữ liệu khôi phục từ https://ocop.example mà thư ở đây gửi đi thật")
    assert "SANVAT_EMAIL_URL" in said


def test_a_log_that_is_not_archived_is_named(old, monkeypatch):
    monkeypatch.delenv(wal.SETTING, raising=False)

    assert "công cụ của máy chủ" in doctor._kept().text
    with override_settings(EMBEDDED_DATABASE=True):
        assert "SANVAT_WAL_ARCHIVE" in doctor._kept().text
