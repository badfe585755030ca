"""`sanvat`, on a net where the one name `receiving.HOST` leads to this machine.

The programme calls nobody but machines of the public internet, at port 443. So the name has such
an address here, and a line to that address is a line to the receiver of the drill. All between is
as anywhere: the name is looked up, its addresses looked at, the certificate and its name checked.
"""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from drill.receiving import HOST
from sanvat.site.cli import main

ADDRESS = ("1.1.1.1", 443)
"""Public, and never spoken to."""

_looked_up, _connected = socket.getaddrinfo, socket.create_connection


def _look_up(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
    if host == HOST:
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ADDRESS)]
    return _looked_up(host, port, *args, **kwargs)


def _connect(address: Any, *args: Any, **kwargs: Any) -> socket.socket:
    if tuple(address) == ADDRESS:
        address = ("127.0.0.1", int(os.environ["DRILL_PROGRAMME_PORT"]))
    return _connected(address, *args, **kwargs)


if __name__ == "__main__":
    socket.getaddrinfo, socket.create_connection = _look_up, _connect
    sys.exit(main())
