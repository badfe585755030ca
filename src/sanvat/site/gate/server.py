"""The server (granian) as it stands before the gate."""

import resource

from django.conf import settings
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from sanvat.site.watching import Server

LARGEST_READ = 64 * 1024
"""Bytes that are read at once from a connection."""


def server(*, host: str, port: int, workers: int) -> Server:
    """Not started yet; every worker wants a `Gate` of its own."""
    return Server(
        "sanvat.site.gate:Gate",
        address=host,
        port=port,
        # The gate takes in bodies while no thread waits for them. One version of HTTP, no
        # sockets: whatever else a proxy speaks to readers, it speaks this one to us.
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        http1_settings=HTTP1Settings(
            header_read_timeout=round(settings.GATE["header_seconds"] * 1000),
            max_buffer_size=LARGEST_READ,
        ),
        backpressure=settings.GATE["connections"],
        workers=workers,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_dictconfig=settings.LOGGING,
        log_level=LogLevels.warning,
    )


def allow_connections() -> None:
    """Let this process have its connections open, each of which may need a file too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = settings.GATE["connections"] * 2 + 256
    if soft != resource.RLIM_INFINITY and soft < wanted:
        enough = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
