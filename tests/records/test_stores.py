import os
import pwd
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string

from sanvat.errors import Refusal
from sanvat.records.stores import LocalStore
from sanvat.site.stores import store
from tests.bucket import bucket

DATA = Path("/srv/sanvat")


@pytest.mark.parametrize(
    ("url", "folder"),
    [("", DATA / "files"), ("file:///mnt/t%E1%BB%87p", Path("/mnt/tệp"))],
)
def test_files_lie_in_a_folder(url, folder):
    assert store(url, DATA) == {
        "BACKEND": "sanvat.records.stores.LocalStore",
        "OPTIONS": {"location": folder},
    }


@pytest.mark.parametrize(
    ("url", "named"),
    [
        (
            "s3://key:se%2Fcret@seaweed:8333/papers?tls=no&region=hn",
            ("papers", "key", "se/cret", "http://seaweed:8333", "hn"),
        ),
        ("s3://seaweed/papers", ("papers", None, None, "https://seaweed", None)),
        ("s3:///papers", ("papers", None, None, None, None)),
    ],
)
def test_files_lie_in_a_bucket(url, named):
    chosen = store(url, DATA)

    options = chosen["OPTIONS"]
    names = ("bucket_name", "access_key", "secret_key", "endpoint_url", "region_name")
    assert tuple(options[name] for name in names) == named
    made = import_string(chosen["BACKEND"])(**options)
    assert (made.file_overwrite, made.default_acl, made.bucket_name) == (True, "private", "papers")


@pytest.mark.parametrize("url", ["papers", "s3://seaweed", "s3://a/b/c", "ftp://a/b", "file://a"])
def test_an_unclear_address_is_refused(url):
    with pytest.raises(Refusal) as refused:
        store(url, DATA)

    assert refused.value.code == "storage-url-unclear"


def test_a_file_is_there_whole_or_not_at_all(tmp_path):
    local = LocalStore(location=tmp_path)

    class Torn(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise ConnectionError

    with pytest.raises(ConnectionError):
        local.save("aa/bb/aabb", Torn(b""))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root writes into the folders of others")
def test_what_root_adds_belongs_to_the_owner_of_the_folder(tmp_path):
    """Else the first base backup, where it is quicker than the log, locks the server out."""
    nobody = pwd.getpwnam("nobody")
    kept = tmp_path / "kho"
    kept.mkdir()
    os.chown(kept, nobody.pw_uid, nobody.pw_gid)

    LocalStore(location=kept).save("aa/bb/aabb", ContentFile(b"same"))

    found = [path.stat() for path in (kept, *kept.rglob("*"))]
    assert {(each.st_uid, each.st_gid) for each in found} == {(nobody.pw_uid, nobody.pw_gid)}
    assert len(found) == 4


def test_a_name_is_never_changed(tmp_path):
    local = LocalStore(location=tmp_path)

    assert {local.save("aa/bb/aabb", ContentFile(b"same")) for _time in range(2)} == {"aa/bb/aabb"}


def test_what_one_machine_gives_a_bucket_another_has():
    with bucket() as shared:
        one, two = (
            import_string(chosen["BACKEND"])(**chosen["OPTIONS"])
            for chosen in (store(shared.url, DATA) for _machine in range(2))
        )
        one.save("ab/cd/abcd", ContentFile("Đặc sản".encode()))

        assert two.exists("ab/cd/abcd")
        assert not two.exists("ab/cd/none")
        with two.open("ab/cd/abcd") as found:
            assert found.read().decode() == "Đặc sản"
        assert list(shared.kept) == ["/papers/ab/cd/abcd"]
