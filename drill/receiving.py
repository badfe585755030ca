"""Who receives what leaves the house during the drill: a mail server and a programme of somebody
else's, both on this machine, which keep what they took.

Both take their time over some answers, so that a kill falls between what is received and the word
that it is. The programme fails some calls the first time they are made.
"""

from __future__ import annotations

import random
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "nhan.vidu.vn"
"""The name of the programme's machine; `served.py` leads it here."""
SLOWEST = 0.6
"""Seconds that an answer takes at most."""


class Mail(NamedTuple):
    to: str
    subject: str
    text: str
    id: str


class MailServer:
    """An SMTP server of the plainest kind. What it said 250 to, and what it was about to, is in
    `mails`: it was received."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        outer = self

        class Line(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._talk(self.rfile, self.wfile)

        self._server = _Threads(("127.0.0.1", 0), Line)
        self.port: int = self._server.server_address[1]
        self.url = f"smtp://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _talk(self, reads: Any, writes: Any) -> None:
        chance = random.Random()  # how slow, nothing secret
        try:
            writes.write(b"220 drill\r\n")
            while line := reads.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    writes.write(b"354 go on\r\n")
                    if (raw := _until_dot(reads)) is None:
                        return
                    self.mails.append(_mail(raw))
                    time.sleep(chance.uniform(0, SLOWEST))
                    writes.write(b"250 taken\r\n")
                elif word == b"QUIT":
                    writes.write(b"221 bye\r\n")
                    return
                else:
                    writes.write(b"250 drill\r\n")
        except OSError:
            return  # whoever spoke was killed


class _Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 50


def _until_dot(reads: Any) -> bytes | None:
    """What is sent up to the line with one dot; None where the line broke before."""
    lines = []
    while (line := reads.readline()) != b".\r\n":
        if not line.endswith(b"\n"):
            return None
        lines.append(line[1:] if line.startswith(b"..") else line)
    return b"".join(lines)


def _mail(raw: bytes) -> Mail:
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body is not None else ""
    return Mail(
        message["To"], message["Subject"], text.replace("\r\n", "\n"), message["Message-ID"]
    )


class Call(NamedTuple):
    path: str
    id: str
    timestamp: str
    signature: str
    body: bytes


class Programme:
    """An HTTPS server that takes webhooks. `calls` are those that came in whole, `refused` the ids
    of those it failed once."""

    def __init__(self, folder: Path) -> None:
        self.calls: list[Call] = []
        self.refused: set[str] = set()
        self.certificate = folder / "receiver.pem"
        self.certificate.write_bytes(_certificate())
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer._take(self)

            def log_message(self, *_args: object) -> None:
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self._server = _Quiet(("127.0.0.1", 0), Handler)
        # The handshake is the thread's own, for whoever is killed in it holds up nobody else.
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _take(self, asked: BaseHTTPRequestHandler) -> None:
        length = int(asked.headers["content-length"])
        body = asked.rfile.read(length)
        if len(body) < length:
            return  # whoever sent it was killed
        key, timestamp, signature = (
            asked.headers[f"webhook-{name}"] for name in ("id", "timestamp", "signature")
        )
        call = Call(asked.path, key, timestamp, signature, body)
        chance = random.Random(call.id)  # the same for the same call
        if chance.random() < 0.2 and call.id not in self.refused:
            self.refused.add(call.id)
            asked.send_error(500)
            return
        self.calls.append(call)
        time.sleep(chance.uniform(0, SLOWEST))
        asked.send_response(204)
        asked.end_headers()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args: object) -> None:
        pass  # the line of one that was killed


def _certificate() -> bytes:
    """The key of the programme's machine and a certificate that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        (
            *("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
            *("encipher_only", "decipher_only"),
        ),
        False,
    )
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(own, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own), critical=False
        )
        .add_extension(
            x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, **usage),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    )
    return private + made.public_bytes(serialization.Encoding.PEM)


class Outside(NamedTuple):
    """Both, from before the server starts until after it ends."""

    mail: MailServer
    programme: Programme

    def environment(self) -> dict[str, str]:
        """What the server is told: where mail goes, whom to trust, where the programme is."""
        return {
            "SANVAT_EMAIL_URL": self.mail.url,
            "SSL_CERT_FILE": str(self.programme.certificate),
            "DRILL_PROGRAMME_PORT": str(self.programme.port),
        }

    def close(self) -> None:
        self.mail.close()
        self.programme.close()


def outside(folder: Path) -> Outside:
    return Outside(MailServer(), Programme(folder))


def titles_in(mail: Mail) -> Iterator[str]:
    """The titles of what a mail of a follower tells, each on a line behind its kind."""
    for line in mail.text.splitlines():
        if line.startswith("[") and "] " in line:
            yield line.partition("] ")[2].strip()
