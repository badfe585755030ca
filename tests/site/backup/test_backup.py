"""`sanvat backup`: whole, for its owner alone, and never in the place of another."""

import errno
import json
import os
import threading
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connections

from sanvat.errors import Refusal
from sanvat.operation import state
from sanvat.parties.models import User
from sanvat.records import chain
from sanvat.records.models import Entry, StoredFile
from sanvat.site.backup import form, take
from tests.site.backup.conftest import rename, stored_otherwise


def test_all_that_was_done_before_is_there_again(old, installations, sanvat):
    assert sanvat("backup", str(old))[0] == 0
    head = chain.verify()
    assert state.last_backup().bytes == old.stat().st_size

    installations.new()
    code, said, complaints = sanvat("restore", str(old))

    assert (code, complaints) == (0, "")
    assert f"đúng như khi sao lưu: {head.number}:{head.hash}" in said
    assert Entry.objects.get(number=head.number).hash == head.hash
    with default_storage.open(StoredFile.objects.get().path) as content:
        assert content.read().decode() == "tên,xã\nMật ong,Đức Trọng\n"
    assert Path(settings.WORDING_DIR, "26-2026.txt").read_text() == "Lời của quyết định"
    # The journal says itself where the gap is, and goes on.
    entry = Entry.objects.get(number=head.number + 1)
    assert (entry.act, entry.note) == ("restore_backup", f"{head.number}:{head.hash}")
    rename(User.objects.get(), 1)
    assert chain.verify().intact


def test_people_work_on_while_a_backup_is_taken(old, installations, sanvat):
    """Whatever was acknowledged before it began is in it, and what it has is whole."""
    lan, acknowledged, ending = User.objects.get(), [], threading.Event()
    earlier = Entry.objects.count()

    def work() -> None:
        while not ending.is_set():
            rename(lan, 1)
            acknowledged.append(1)
        connections.close_all()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    while len(acknowledged) < 10:
        pass
    before = len(acknowledged)
    sanvat("backup", str(old))
    ending.set()
    for worker in workers:
        worker.join()

    installations.new()
    code, _said, complaints = sanvat("restore", str(old))

    assert (code, complaints) == (0, "")
    assert (
        earlier + before
        <= Entry.objects.filter(act="rename").count()
        <= earlier + len(acknowledged)
    )
    assert len(acknowledged) > before


def test_a_backup_is_for_its_owner_alone_and_nothing_lies_beside_it(old, sanvat):
    sanvat("backup", str(old))

    assert old.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in old.parent.iterdir() if path.is_file()] == [old.name]


def test_it_holds_nobody_who_is_signed_in_and_no_secret_key(old, client, sanvat):
    client.force_login(User.objects.get())
    key = client.session.session_key

    sanvat("backup", str(old))

    with zipfile.ZipFile(old) as archive:
        assert set(archive.namelist()) >= {"database.sql", "manifest.json"}
        held = [archive.read(name) for name in archive.namelist()]
    assert not any(key.encode() in each for each in held)
    assert not any(settings.SECRET_KEY.encode() in each for each in held)


def test_the_secret_key_comes_along_where_it_is_asked_for(old, tmp_path, sanvat):
    sanvat("backup", "--with-key", str(old))

    with form.opened(old) as backup:
        backup.bring_key(tmp_path / "new")

    kept = tmp_path / "new" / "secret-key"
    assert kept.read_text() == settings.SECRET_KEY
    assert kept.stat().st_mode & 0o777 == 0o600


def test_an_older_backup_is_never_lost_to_a_new_one(old, sanvat):
    old.write_text("an older one")

    code, _said, complaint = sanvat("backup", str(old))

    assert (code, old.read_text()) == (1, "an older one")
    assert complaint == (
        f"Tệp {old} đã có. Hãy chọn tên khác, hoặc thêm --replace để ghi đè lên bản cũ.\n"
    )
    assert sanvat("backup", "--replace", str(old))[0] == 0
    assert zipfile.is_zipfile(old)


def test_who_took_the_name_meanwhile_keeps_it(old, monkeypatch):
    put = take._put_in_place

    def first(part, path, **more):
        path.write_text("somebody else's")
        put(part, path, **more)

    monkeypatch.setattr(take, "_put_in_place", first)

    with pytest.raises(Refusal) as refused:
        take.take(old)

    assert (refused.value.code, old.read_text()) == ("exists", "somebody else's")


def test_a_folder_gets_a_name_with_the_day(old, tmp_path, sanvat):
    folder = tmp_path / "kho"
    folder.mkdir()

    sanvat("backup", str(folder))

    [made] = folder.iterdir()
    assert made.name.startswith("sanvat-20")


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk-full"), (errno.EDQUOT, "disk-full"), (5, "unwritable")],
)
def test_a_disk_that_fails_leaves_nothing(old, monkeypatch, number, code):
    def full(*given, **more):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(zipfile._ZipWriteFile, "write", full)

    with pytest.raises(Refusal) as refused:
        take.take(old)

    assert refused.value.code == code
    assert [path for path in old.parent.iterdir() if path.is_file()] == []


@pytest.mark.parametrize("content", [None, "something else"])
def test_a_file_the_store_has_no_more_is_named_and_the_rest_is_kept(
    old, installations, sanvat, content
):
    with stored_otherwise(content) as stored:
        code, _said, complaint = sanvat("backup", str(old))

    assert code == 1
    assert "Kho tệp thiếu hoặc có sai 1 tệp" in complaint
    assert stored.sha256 in complaint
    with form.opened(old) as backup:
        backup.check()
        assert (backup.manifest.lacking, backup.manifest.files) == ([stored.sha256], [])


def test_a_database_without_tables_has_nothing_to_keep(installations, tmp_path, sanvat):
    installations.new()

    code, _said, complaint = sanvat("backup", str(tmp_path / "a.zip"))

    assert (code, complaint) == (
        1,
        "Cơ sở dữ liệu này chưa có bảng nào. Hãy chạy sanvat serve một lần trước.\n",
    )


def test_a_server_newer_than_every_pg_dump_here_is_told_so(old, monkeypatch):
    monkeypatch.setattr(take, "server_version", lambda: 990001)

    with pytest.raises(Refusal) as refused:
        take.take(old)

    assert refused.value.code == "no-pg-dump"
    assert "postgresql-client-99" in refused.value.message


# Reading it back, wherever it lies


@pytest.fixture(scope="module")
def taken(every_installation, at_work, tmp_path_factory) -> bytes:
    every_installation.enter(at_work)
    path = tmp_path_factory.mktemp("taken") / "a.zip"
    take.take(path)
    return path.read_bytes()


def other(path: Path) -> None:
    path.write_bytes(b"PNG" * 1000)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3000])


def one_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def another_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("thư.txt", "không phải")


def rewritten(path: Path, **changes: object) -> None:
    """The same members under another manifest, sealed as it should be."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(held.pop(form.MANIFEST)) | changes
    text = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (held | {form.MANIFEST: text}).items():
            archive.writestr(name, content)
        archive.comment = form.seal(text)


def without_a_member(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
        seal = archive.comment
    gone = next(name for name in held if name.startswith(form.FILES))
    with zipfile.ZipFile(path, "w") as archive:
        for name in held.keys() - {gone}:
            archive.writestr(name, held[name])
        archive.comment = seal


def changed_manifest(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
        seal = archive.comment
    held[form.MANIFEST] = held[form.MANIFEST].replace(b'"number"', b'"number" ')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
        archive.comment = seal


def newer_form(path: Path) -> None:
    rewritten(path, form=99, version="9.0")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (other, "không phải bản sao lưu của Sản Vật"),
        (another_zip, "không phải bản sao lưu của Sản Vật"),
        (cut_off, "thiếu phần cuối"),
        (one_byte, "bị hỏng ở phần"),
        (without_a_member, "bị hỏng ở phần files/"),
        (changed_manifest, "bị hỏng ở phần manifest.json"),
        (newer_form, "do một bản Sản Vật mới hơn (9.0) ghi"),
    ],
)
def test_what_is_no_whole_backup_is_found_out(taken, old, sanvat, harm, said):
    old.write_bytes(taken)
    harm(old)

    code, _said, complaint = sanvat("backup", "--check", str(old))

    assert (code, complaint.count("\n")) == (1, 1)
    assert said in complaint
    # Nor is it put back, wherever that be.
    assert sanvat("restore", str(old))[2] == complaint


def test_a_whole_one_says_what_it_holds(taken, old, sanvat):
    old.write_bytes(taken)

    code, said, _complaint = sanvat("backup", "--check", str(old))

    assert code == 0
    assert "Bản sao lưu nguyên vẹn" in said
    with form.opened(old) as backup:
        assert f"nhật ký đến số {backup.manifest.number}:{backup.manifest.hash}" in said
        assert backup.manifest.counts["parties_user"] == 1
