"""Work that is done in a process of its own."""

import os

import pytest

from sanvat.errors import Refusal
from sanvat.site.processes import apart


def test_what_is_done_apart_leaves_nothing_behind(tmp_path):
    held = []

    def work():
        held.append("x" * 100)
        (tmp_path / "done").write_text(str(os.getpid()))

    apart(work)

    assert held == []
    assert (tmp_path / "done").read_text() != str(os.getpid())


def test_a_refusal_comes_as_it_was_and_any_other_end_is_told(capfd):
    def refused():
        raise Refusal("Không được. Hãy thử lại.", code="not-so")

    with pytest.raises(Refusal, match="Hãy thử lại") as told:
        apart(refused)
    assert told.value.code == "not-so"

    def fails():
        raise RuntimeError("as it should in this test")

    with pytest.raises(ChildProcessError, match="ended with 1"):
        apart(fails)
    assert "as it should in this test" in capfd.readouterr().err
    with pytest.raises(ChildProcessError, match="ended with 7"):
        apart(lambda: os._exit(7))
