from importlib import import_module

import pytest

from sanvat.site.rooms import modules_in_order


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A package of three rooms, whose order is not that of the alphabet."""
    package = tmp_path / "three_rooms"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "attic.py").write_text('AFTER = ("middle",)\n')
    (package / "cellar.py").touch()
    (package / "middle.py").write_text('AFTER = ("cellar",)\n')
    monkeypatch.syspath_prepend(tmp_path)
    return import_module("three_rooms")


def test_the_files_of_a_folder_come_each_behind_those_it_needs(folder):
    names = [module.__name__ for module in modules_in_order(folder)]

    assert names == ["three_rooms.cellar", "three_rooms.middle", "three_rooms.attic"]
