"""Looking for viruses: the test signature always, ClamAV where the operator runs it."""

from __future__ import annotations

import mmap
import socket
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.records.examine import CHUNK, EICAR

TIMEOUT = 60


def scan(path: Path) -> None:
    """Refuses an infected file, and any file while a scanner that should answer does not."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        found = "EICAR" if content.find(EICAR) >= 0 else ""
    if not found and settings.CLAMD:
        found = _ask_clamd(settings.CLAMD, path)
    if found:
        raise infected(found)


def infected(name: str) -> Refusal:
    return Refusal(
        _(
            "Tệp này có mã độc (%(name)s) nên không được nhận. "
            "Hãy quét máy bằng phần mềm diệt vi-rút rồi gửi tệp khác."
        )
        % {"name": name},
        code="infected",
    )


def _ask_clamd(address: str, path: Path) -> str:
    """The name of what clamd found, or nothing; see INSTREAM in clamd(8)."""
    try:
        with _connected(address) as clamd, path.open("rb") as file:
            clamd.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                clamd.sendall(len(chunk).to_bytes(4) + chunk)
            clamd.sendall(bytes(4))
            answer = clamd.makefile("rb").read().decode(errors="replace").rstrip("\0\n")
    except OSError as error:
        answer = str(error)
    if answer.endswith(" OK"):
        return ""
    if answer.endswith(" FOUND"):
        return answer.partition(": ")[2].removesuffix(" FOUND") or answer
    raise Refusal(
        _("Bộ quét vi-rút không trả lời nên chưa nhận được tệp. Hãy thử lại sau ít phút."),
        code="scanner-silent",
    )


def _connected(address: str) -> socket.socket:
    """`/run/clamav/clamd.ctl`, or `host:3310`."""
    if address.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX)
        clamd.settimeout(TIMEOUT)
        try:
            clamd.connect(address)
        except OSError:
            clamd.close()
            raise
        return clamd
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), TIMEOUT)
