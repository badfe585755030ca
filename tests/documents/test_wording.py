"""An office's own file of the decision's words, read when it is there and when it changes."""

import os

import pytest

from sanvat.documents.wording import office_wording, wording_file
from sanvat.rules import library

BOOK = library.rulebook("26-2026")
HONEY = BOOK.sets[4]


@pytest.fixture
def folder(settings, tmp_path):
    settings.WORDING_DIR = tmp_path
    return tmp_path


def write(text: str, at: int = 1) -> None:
    path = wording_file(BOOK)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(at, at))


def test_without_a_file_there_is_no_official_wording(folder):
    assert office_wording(BOOK) is None


def test_a_file_gives_its_words_and_a_newer_one_gives_newer_words(folder):
    write("set,code,points,text\n4,A.1.1,,Nguyên văn một\n", at=1)
    assert office_wording(BOOK).title(HONEY, "A.1.1", "ta") == "Nguyên văn một"
    write("set,code,points,text\n4,A.1.1,,Nguyên văn hai\n", at=2)
    assert office_wording(BOOK).title(HONEY, "A.1.1", "ta") == "Nguyên văn hai"


def test_a_file_that_cannot_be_used_is_left_out(folder):
    write("set,code,points,text\n99,A.1.1,,Nguyên văn\n", at=3)
    assert office_wording(BOOK) is None


def test_the_printed_sheet_of_the_self_scorer_carries_the_office_s_words(folder, client):
    ours = client.get("/tu-cham/26-2026/4/phieu.pdf").content
    write("set,code,points,text\n4,A.1.1,,Nguyên văn của quyết định\n", at=4)
    assert client.get("/tu-cham/26-2026/4/phieu.pdf").content != ours
