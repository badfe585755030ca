"""ClamAV, where the operator runs it: a server of one answer stands for it here."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sanvat.errors import Refusal
from sanvat.records import scanning


@contextmanager
def clamd(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A scanner on a free port that reads one stream and gives this answer."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            caller, _address = server.accept()
            with caller, caller.makefile("rb") as stream:
                received.append(stream.read(len(b"zINSTREAM\0")))
                while length := int.from_bytes(stream.read(4)):
                    received.append(stream.read(length))
                caller.sendall(answer)

        scanner = threading.Thread(target=serve, daemon=True)
        scanner.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", received
        scanner.join(5)


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "paper"
    path.write_bytes(b"a" * (scanning.CHUNK + 1))
    return path


def test_the_whole_file_is_shown_to_the_scanner(settings, paper):
    with clamd(b"stream: OK\0") as (settings.CLAMD, received):
        scanning.scan(paper)

    assert received == [b"zINSTREAM\0", b"a" * scanning.CHUNK, b"a"]


def test_what_the_scanner_finds_is_refused_by_name(settings, paper):
    with clamd(b"stream: Win.Test-1 FOUND\0") as (settings.CLAMD, _), pytest.raises(Refusal) as no:
        scanning.scan(paper)

    assert (no.value.code, "(Win.Test-1)" in no.value.message) == ("infected", True)


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_nothing_is_taken_while_the_scanner_cannot_tell(settings, paper, answer):
    with clamd(answer) as (settings.CLAMD, _), pytest.raises(Refusal) as refused:
        scanning.scan(paper)

    assert refused.value.code == "scanner-silent"


@pytest.mark.parametrize("address", ["/nowhere/clamd.ctl", "127.0.0.1:1"])
def test_nothing_is_taken_while_no_scanner_is_there(settings, paper, address):
    settings.CLAMD = address

    with pytest.raises(Refusal) as refused:
        scanning.scan(paper)

    assert refused.value.code == "scanner-silent"
