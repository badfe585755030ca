"""A backup and the secret key of before: what it sealed opens again, and is sealed anew."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from sanvat.desk.account import seals
from sanvat.desk.account.sign_in import SecondStepAdapter
from sanvat.parties import mails
from sanvat.parties.models import User, WaitingMail
from sanvat.site.backup import form, take

EARLIER, NOW, OTHER = (
    "cà phê chè trồng trên đồi cao, hái tay từng quả chín đỏ",
    "mắc ca rang sấy ở xã Bảo Thuận, mỗi mẻ hai trăm cân",
    "trà ướp sen hồ Tây, mỗi ấm một bông, tháng sáu dương lịch",
)
SECRET = "JBSWY3DPEHPK3PXP"


def keys(newest: str, *older: str) -> override_settings:
    return override_settings(SECRET_KEY=newest, SECRET_KEY_FALLBACKS=list(older))


@pytest.fixture
def sealed(installations, tmp_path) -> Path:
    """The installation where Hoa has a second step, which the earlier key sealed, is the present
    one; returns where to write its backup."""
    installations.new("sanvat")
    settings.DATA_DIR.mkdir(exist_ok=True)
    hoa = User.objects.create_user("hoa", name="Trần Thị Hoa")
    with keys(EARLIER):
        add_step(hoa, Authenticator.Type.TOTP, "secret", SECRET)
    return tmp_path / "sao-luu.zip"


def add_step(person: User, kind: str, name: str, text: str) -> None:
    sealed = SecondStepAdapter().encrypt(text)
    Authenticator.objects.create(user=person, type=kind, data={name: sealed})


def secret() -> str:
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    return SecondStepAdapter().decrypt(kept.data["secret"])


def test_an_earlier_key_opens_what_is_restored_until_it_is_sealed_anew(
    sealed, installations, sanvat
):
    with keys(EARLIER):
        take.take(sealed)
    installations.new()

    with keys(NOW, EARLIER):
        assert sanvat("restore", str(sealed))[0] == 0
        assert seals.counted() == {seals.OLDER: 1}
        assert secret() == SECRET

        call_command("reseal", stdout=StringIO())
    with keys(NOW):
        assert seals.counted() == {seals.NEWEST: 1}
        assert secret() == SECRET


def test_without_the_earlier_key_nothing_is_put_back(sealed, installations, sanvat):
    with keys(EARLIER):
        take.take(sealed)
    installations.new()

    with keys(NOW):
        code, _said, complaint = sanvat("restore", str(sealed))

    assert (code, connection.introspection.table_names()) == (1, [])
    assert complaint.startswith("Khóa bí mật ở đây không phải khóa của hệ thống đã sao lưu")


def test_a_backup_between_two_keys_wants_both(sealed, installations, sanvat):
    """The key was changed, and nothing sealed anew yet."""
    with keys(NOW, OTHER, EARLIER):
        complaint = sanvat("backup", str(sealed))[2]
    assert "Một số bước xác thực thứ hai còn theo khóa bí mật trước đó" in complaint
    installations.new()

    for older in ((), (OTHER,)):
        with keys(NOW, *older):
            code, _said, complaint = sanvat("restore", str(sealed))

        assert (code, connection.introspection.table_names()) == (1, [])
        assert "Hãy thêm khóa ấy vào SANVAT_SECRET_KEY_FALLBACKS rồi khôi phục" in complaint

    with keys(NOW, EARLIER):
        assert sanvat("restore", str(sealed))[0] == 0
        assert secret() == SECRET


def test_once_sealed_anew_the_backup_wants_the_new_key_alone(sealed, installations, sanvat):
    with keys(NOW, EARLIER):
        call_command("reseal", stdout=StringIO())
        code, _said, complaint = sanvat("backup", str(sealed))
    assert code == 0
    assert "khóa bí mật trước đó" not in complaint
    installations.new()

    with keys(NOW):
        assert sanvat("restore", str(sealed))[0] == 0
        assert secret() == SECRET


def test_who_gives_the_earlier_key_up_restores_without_second_steps(sealed, installations, sanvat):
    with keys(NOW, EARLIER):
        take.take(sealed)
    installations.new()

    with keys(NOW):
        assert sanvat("restore", "--other-key", str(sealed))[0] == 0
        assert seals.counted() == {seals.LOST: 1}


def test_a_mail_that_waited_is_dropped_and_wants_no_key(sealed, installations, sanvat):
    Authenticator.objects.all().delete()
    with keys(EARLIER):
        mails.keep("hoa@vidu.example", "Thư", "Đường dẫn", at=timezone.now())
    with keys(NOW, EARLIER):
        assert take.take(sealed).older_keys == []
    installations.new()

    with keys(NOW):
        assert sanvat("restore", str(sealed))[0] == 0
    assert not WaitingMail.objects.exists()


def test_the_backup_gives_no_key_away(sealed):
    with keys(NOW, EARLIER):
        take.take(sealed)

    with form.opened(sealed) as backup:
        told = backup.manifest.as_json().decode()
    assert not any(key in told for key in (NOW, EARLIER, settings.SECRET_KEY))
