"""At which port this machine's own installation is served, for the commands beside it.

In public the address is the first of SANVAT_HOSTS, and nothing is kept.
"""

from __future__ import annotations

import os
from pathlib import Path

USUAL = "8000"
NAME = "port"
"""Of the file in the data directory."""


def note_port(data_dir: Path, port: int) -> None:
    """By `sanvat serve`, once it has the port."""
    made = data_dir / f"{NAME}.{os.getpid()}"
    made.write_text(f"{port}\n")
    made.replace(data_dir / NAME)


def port_of(data_dir: Path) -> str:
    """The port it was last served at; the usual one where it never was."""
    try:
        noted = (data_dir / NAME).read_text(errors="replace").strip()
    except OSError:
        return USUAL
    return noted if noted.isascii() and noted.isdigit() and len(noted) <= 5 else USUAL
