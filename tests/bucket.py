"""A store that speaks as much of S3 as the programme asks of one, in memory, on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit


class Bucket(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.kept: dict[str, bytes] = {}

    @property
    def url(self) -> str:
        """As SANVAT_STORAGE_URL names it."""
        return f"s3://key:secret@127.0.0.1:{self.server_port}/papers?tls=no&region=hn"


class _Asked(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Bucket

    def do_PUT(self) -> None:
        if "chunked" in self.headers.get("Content-Encoding", ""):
            body = b"".join(self._chunks())
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.kept[self._name] = body
        self._answer(200)

    def do_GET(self) -> None:
        found = self.server.kept.get(self._name)
        if found is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._answer(200, found)

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        self.server.kept.pop(self._name, None)
        self._answer(204)

    @property
    def _name(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _chunks(self) -> Iterator[bytes]:
        """Of a body whose length each part tells, with checks behind it (aws-chunked)."""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"x"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def bucket() -> Iterator[Bucket]:
    made = Bucket()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        made.shutdown()
        made.server_close()
