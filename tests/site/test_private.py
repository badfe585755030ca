"""What the programme lays down is open to its own account and to nobody else."""

import os
import stat
from pathlib import Path

import environ
import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction

from sanvat.errors import Refusal
from sanvat.site import mail, private


@pytest.fixture
def careless():
    """An account whose files are open to all."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def open_to_others(folder: Path) -> list[str]:
    return [f"{path}: {mode(path):o}" for path in folder.rglob("*") if mode(path) & 0o077]


def lay_down(folder: Path) -> None:
    EmailMessage(
        "Lời mời", "đường dẫn", "a@vidu.example", ["b@vidu.example"],
        connection=mail.PrivateFiles(file_path=folder),
    ).send()  # fmt: skip


@pytest.mark.usefixtures("careless")
def test_a_letter_laid_down_is_for_this_account_alone(tmp_path):
    folder = tmp_path / "var" / "thư"

    lay_down(folder)

    (letter,) = folder.iterdir()
    assert (mode(folder), mode(letter)) == (0o700, 0o600)
    assert "đường dẫn" in letter.read_text(encoding="utf-8") or letter.stat().st_size


@pytest.mark.usefixtures("careless")
def test_what_was_left_open_is_closed(tmp_path):
    for name in ("mail/1.log", "static/a/b.css", "files/ab/cd", "postgres/base/1"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("x")
    (tmp_path / "postgres.log").write_text("x")
    (tmp_path / "elsewhere").symlink_to("/")
    foreign = mode(tmp_path / "postgres")

    private.close_up(tmp_path)

    left = [each for each in open_to_others(tmp_path) if "/postgres/" not in each]
    assert left == [f"{tmp_path}/postgres: {foreign:o}", f"{tmp_path}/elsewhere: 777"]
    assert mode(tmp_path / "mail") == 0o700
    assert mode(tmp_path / "mail/1.log") == mode(tmp_path / "postgres.log") == 0o600


@pytest.mark.django_db
def test_the_log_of_the_database_has_no_values(cluster):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE trial (words text UNIQUE)")
        cursor.execute("INSERT INTO trial VALUES ('lời kín 7401')")
        before = cluster.log.stat().st_size
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("INSERT INTO trial VALUES (%s)", ["lời kín 7401"])

    written = cluster.log.read_text(encoding="utf-8")[before:]
    assert "ERROR:" in written
    assert "7401" not in written


def test_a_folder_of_mail_is_named_from_the_root(tmp_path):
    env = environ.Env()

    found = mail.settings_of(f"filemail://{tmp_path}/th%C6%B0", env)

    assert found == {"EMAIL_BACKEND": mail.FILES, "EMAIL_FILE_PATH": tmp_path / "thư"}
    assert mail.settings_of("smtp+tls://a:b@may:587", env)["EMAIL_HOST"] == "may"


@pytest.mark.parametrize("url", ["filemail://", "filemail:///", "filemail://thu/muc", "filemail:x"])
def test_a_folder_of_mail_that_is_not_named_from_the_root_is_refused(url):
    with pytest.raises(Refusal) as refused:
        mail.settings_of(url, environ.Env())

    assert refused.value.code == "mail-folder-unclear"


def test_the_process_closes_whatever_it_makes(tmp_path):
    assert os.umask(private.UMASK) == private.UMASK
