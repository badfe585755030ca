"""The dated sets of open data in a backup: a link to the set of a day answers again after it."""

import gzip
import zipfile

import pytest

from sanvat.errors import Refusal
from sanvat.opendata import sets
from sanvat.site.backup import open_sets
from sanvat.site.backup.form import Backup
from sanvat.site.backup.take import _Members
from tests.opendata.conftest import folder
from tests.site.backup.test_restore import manifest

__all__ = ["folder"]
MONDAY, TUESDAY = "2026-06-08.120000000000", "2026-06-09.120000000000"
EARLIER = "2026-06-09.080000000000"


def laid(name: str, **files: str) -> None:
    place = sets.folder() / name
    place.mkdir(parents=True)
    for key, text in {
        "set.json": "{}",
        **{f"{key.replace('_', '-')}.csv": text for key, text in files.items()},
    }.items():
        (place / key).write_text(text)
        (place / f"{key}.gz").write_bytes(b"packed")


def taken(path):
    with zipfile.ZipFile(path, "w") as archive:
        members = _Members(archive, lambda size: None)
        open_sets.add(members.add, members.add_bytes)
    return manifest(members=dict(members.added))


def put_back(path, told) -> int:
    with zipfile.ZipFile(path) as archive:
        return open_sets.put_back(Backup(path, archive, told))


def test_sets_are_there_again_each_different_file_kept_once(folder, tmp_path, settings):
    laid(MONDAY, tieu_chi="a,b", san_pham="1")
    laid(EARLIER, tieu_chi="half a day")
    laid(TUESDAY, tieu_chi="a,b", san_pham="2")
    told = taken(tmp_path / "b.zip")
    assert len(told.members) == 5  # set.json, three tables, the index

    settings.OPEN_DATA = {**settings.OPEN_DATA, "folder": tmp_path / "elsewhere"}
    assert put_back(tmp_path / "b.zip", told) == 2
    assert put_back(tmp_path / "b.zip", told) == 0

    assert [each.path.name for each in sets.kept()] == [TUESDAY, MONDAY]
    monday, tuesday = (sets.folder() / name for name in (MONDAY, TUESDAY))
    assert (monday / "san-pham.csv").read_text() == "1"
    assert (tuesday / "san-pham.csv").read_text() == "2"
    assert (tuesday / "tieu-chi.csv").samefile(monday / "tieu-chi.csv")
    assert gzip.decompress((tuesday / "san-pham.csv.gz").read_bytes()) == b"2"


def test_a_backup_without_sets_puts_none_back(folder, tmp_path):
    told = taken(tmp_path / "b.zip")

    assert told.members == {}
    assert put_back(tmp_path / "b.zip", told) == 0


@pytest.mark.parametrize("name", ["../x", "2026-06-08", "2026-06-08.120000000000/.."])
def test_a_set_of_an_odd_name_is_not_put_anywhere(folder, tmp_path, name):
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        members = _Members(archive, lambda size: None)
        members.add_bytes(open_sets.INDEX, f'{{"{name}": {{}}}}'.encode())
    told = manifest(members=dict(members.added))

    with pytest.raises(Refusal):
        put_back(tmp_path / "b.zip", told)
    assert not folder.exists()
