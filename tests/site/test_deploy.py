"""The files of `deploy/`, tried: nginx before a gate, on free ports of the loopback."""

import getpass
import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import time
import warnings
from contextlib import closing, nullcontext, suppress
from pathlib import Path
from typing import NamedTuple

import environ
import pytest

from sanvat.site import public
from tests.site.gates import LIMITS, Answer, gate

DEPLOY = Path(__file__).parents[2] / "deploy"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
OPENSSL = shutil.which("openssl")

AROUND = """
daemon off;
user {user};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/sanvat.conf;
}}
"""


class Site(NamedTuple):
    plain: int
    tls: int

    def ask(self, path, *, method="GET", body=None, plain=False, **headers) -> Answer:
        if plain:
            connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=10)
        else:
            untrusting = ssl._create_unverified_context()
            connection = http.client.HTTPSConnection(
                "127.0.0.1", self.tls, timeout=10, context=untrusting
            )
        with closing(connection):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Host": "ocop.example"} | named)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())


def free_ports(count: int) -> list[int]:
    trials = [socket.socket() for _ in range(count)]
    for trial in trials:
        trial.bind(("127.0.0.1", 0))
    ports = [trial.getsockname()[1] for trial in trials]
    for trial in trials:
        trial.close()
    return ports


def configuration(folder: Path, *, plain: int, tls: int, behind: int) -> str:
    """The file as it is shipped, but for ports and certificate."""
    text = (DEPLOY / "nginx" / "sanvat.conf").read_text()
    for pattern, instead in (
        (r"listen \[::\]:.*\n", "\n"),
        (r"listen 80;", f"listen 127.0.0.1:{plain};"),
        (r"listen 443 ", f"listen 127.0.0.1:{tls} "),
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{behind}"),
        (r"/etc/letsencrypt/live/ocop\.example", str(folder)),
    ):
        text, count = re.subn(pattern, instead, text)
        assert count, pattern
    return text


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if not (NGINX and OPENSSL):
        pytest.skip("nginx or openssl is not installed: deploy/nginx is not tried here")
    folder = tmp_path_factory.mktemp("nginx")
    make = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=x"
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([OPENSSL, *make.split(), *files], check=True, capture_output=True)
    plain, tls = free_ports(2)
    limits = LIMITS | {
        "first_seconds": 20,
        "held": 10_000_000,
        "header_seconds": 10,
        "let_go": 10_000_000,
    }
    with gate(GATE=limits, PROXY=["nginx", ""], BODY_LIMITS={"": 2**20}) as door:
        (folder / "sanvat.conf").write_text(
            configuration(folder, plain=plain, tls=tls, behind=door.port)
        )
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=getpass.getuser()))
        command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            try:
                opened = Site(plain, tls)
                deadline = time.monotonic() + 10
                while True:
                    with suppress(ConnectionError):
                        opened.ask("/", plain=True)
                        break
                    assert process.poll() is None, process.stdout.read()
                    assert time.monotonic() < deadline
                    time.sleep(0.05)
                yield opened
            finally:
                process.terminate()


def test_a_page_comes_over_tls_with_what_nginx_says_of_its_reader(site):
    answer = site.ask(
        "/told/",
        X_Real_IP="203.0.113.1",
        X_Forwarded_For="203.0.113.2",
        X_Forwarded_Proto="http",
        X_Request_ID="made-up-by-the-reader",
        Forwarded="for=203.0.113.3;proto=http",
    )

    assert answer.status == 200
    told = json.loads(answer.body)
    assert told["REMOTE_ADDR"] == "127.0.0.1"
    assert told["wsgi.url_scheme"] == "https"
    assert told["HTTP_HOST"] == "ocop.example"
    assert re.fullmatch("[0-9a-f]{32}", told["HTTP_X_REQUEST_ID"])
    assert sorted(name for name in told if re.search("FORWARDED|REAL", name)) == []


def test_who_comes_without_tls_is_sent_over(site):
    answer = site.ask("/tieu-chi/?q=a", plain=True)

    assert (answer.status, answer.headers["Location"]) == (
        301,
        "https://ocop.example/tieu-chi/?q=a",
    )


def test_nothing_older_than_tls_1_2_is_spoken(site):
    for version, is_spoken in (
        (ssl.TLSVersion.TLSv1_1, False),
        (ssl.TLSVersion.TLSv1_2, True),
        (ssl.TLSVersion.TLSv1_3, True),
    ):
        context = ssl._create_unverified_context()
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.minimum_version = context.maximum_version = version
        with socket.create_connection(("127.0.0.1", site.tls), timeout=10) as raw:
            refused = None if is_spoken else pytest.raises(ssl.SSLError)
            with refused or nullcontext(), context.wrap_socket(raw):
                pass


def test_what_is_too_long_is_refused_with_a_sentence(site):
    by_nginx = site.ask("/", method="POST", body=b"", Content_Length=str(3 * 2**20))
    by_the_gate = site.ask("/", method="POST", body=b"x" * (2**20 + 1))

    assert by_nginx.status == by_the_gate.status == 413
    assert "dài hơn mức nhận được" in by_nginx.text
    assert "Địa chỉ này nhận tới 1 MB một lần" in by_the_gate.text


def test_where_files_are_brought_nginx_asks_the_gate(site):
    answer = site.ask("/ban-lam-viec/nhap-so/", method="POST", body=b"x" * (3 * 2**20))

    assert answer.status == 403
    assert "Chỉ người đã đăng nhập mới gửi được tệp lớn" in answer.text


def test_who_watches_asks_the_machine_itself(site):
    assert site.ask("/healthz").status == site.ask("/metrics").status == 404


def test_a_body_that_comes_in_drops_waits_at_nginx(site):
    """… and every other reader is answered meanwhile."""
    untrusting = ssl._create_unverified_context()
    slow = []
    for _ in range(20):
        raw = socket.create_connection(("127.0.0.1", site.tls), timeout=10)
        sender = untrusting.wrap_socket(raw)
        sender.sendall(b"POST / HTTP/1.1\r\nHost: ocop.example\r\nContent-Length: 1000\r\n\r\nd")
        slow.append(sender)
    assert site.ask("/told/").status == 200
    for sender in slow:
        sender.close()


def test_the_environment_file_names_what_a_public_installation_must_say(monkeypatch):
    given = dict(
        line.split("=", 1)
        for line in (DEPLOY / "sanvat.env").read_text().splitlines()
        if line and not line.startswith("#")
    )

    assert given.keys() == {
        "SANVAT_HOSTS",
        "SANVAT_SECRET_KEY",
        "SANVAT_IDENTITY_KEY",
        "SANVAT_EMAIL_URL",
        "SANVAT_PROXY",
    }
    assert public.hosts(given["SANVAT_HOSTS"].split(",")) == ["ocop.example"]
    assert public.proxy(given["SANVAT_PROXY"], "", is_public=True).address == "x-real-ip"
    mail = environ.Env.email_url_config(environ.urlparse(given["SANVAT_EMAIL_URL"]))
    assert mail["EMAIL_HOST"] == "mail.example"


UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())


def said(unit: str) -> list[str]:
    """The lines of a unit that are no comment."""
    lines = (DEPLOY / "systemd" / unit).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_the_units_are_such_as_systemd_reads(tmp_path):
    checker = shutil.which("systemd-analyze")
    if not checker:
        pytest.skip("systemd-analyze is not installed: deploy/systemd is not tried here")
    for name in UNITS:
        text = (DEPLOY / "systemd" / name).read_text()
        (tmp_path / name).write_text(text.replace("/opt/sanvat/bin/sanvat", "/bin/true"))

    command = [checker, "verify", *(str(tmp_path / name) for name in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True)

    assert UNITS == ["sanvat-backup.service", "sanvat-backup.timer", "sanvat.service"]
    assert [line for line in done.stderr.splitlines() if "sanvat" in line] == []


def test_the_units_give_the_service_few_rights():
    """As systemd weighs them: 0 is nothing to be afraid of, 10 is root with everything."""
    checker = shutil.which("systemd-analyze")
    if not checker:
        pytest.skip("systemd-analyze is not installed: deploy/systemd is not tried here")
    for name in UNITS:
        if name.endswith(".service"):
            unit = str(DEPLOY / "systemd" / name)
            done = subprocess.run(
                [checker, "security", "--offline=true", "--threshold=20", "--no-pager", unit],
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, done.stdout[-200:]


def test_a_backup_finds_the_database_that_the_service_runs():
    """The same account, settings and data, and the folder of the socket."""
    service, backup = said("sanvat.service"), said("sanvat-backup.service")

    for line in (
        "User=sanvat",
        "EnvironmentFile=/etc/sanvat/sanvat.env",
        "Environment=SANVAT_DATA_DIR=/var/lib/sanvat PYTHONUNBUFFERED=1",
        "ReadWritePaths=/tmp",
    ):
        assert line in service
        assert line in backup
    assert not [line for line in service + backup if line.startswith(("PrivateTmp", "TMPDIR"))]
    assert {line.split()[1] for line in service + backup if line.startswith("ExecStart")} == {
        "serve",
        "backup",
    }
