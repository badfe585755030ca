"""The settings are read in a process of their own, as they are when the programme starts."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

LONG = "k" * 50
QUESTION = """
import json
from sanvat.errors import Refusal
try:
    from sanvat.site import settings as s
except Refusal as refusal:
    print(json.dumps({"refused": refusal.code}))
else:
    names = [n for n in dir(s) if n.isupper()]
    print(json.dumps({n: getattr(s, n) for n in names}, default=str))
"""


def settings(tmp_path: Path, **environment: str) -> dict:
    ours = {"PATH": os.environ["PATH"], "SANVAT_DATA_DIR": str(tmp_path / "var")}
    done = subprocess.run(
        [sys.executable, "-c", QUESTION], env=ours | environment, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_on_ones_own_machine_nothing_need_be_set(tmp_path):
    found = settings(tmp_path)

    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["EMBEDDED_DATABASE"] is True


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = settings(tmp_path)["SECRET_KEY"]
    second = settings(tmp_path)["SECRET_KEY"]

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600


def test_in_public_a_secret_is_demanded(tmp_path):
    assert settings(tmp_path, SANVAT_HOSTS="ocop.example") == {"refused": "secret-key-missing"}
    assert not (tmp_path / "var").exists()


def test_in_public_a_short_secret_is_refused(tmp_path):
    found = settings(tmp_path, SANVAT_HOSTS="ocop.example", SANVAT_SECRET_KEY="change-me")

    assert found == {"refused": "secret-key-missing"}


def test_in_public_a_mail_server_is_demanded_or_a_folder_named(tmp_path):
    public = {"SANVAT_HOSTS": "ocop.example", "SANVAT_SECRET_KEY": LONG}

    assert settings(tmp_path, **public) == {"refused": "mail-missing"}

    found = settings(tmp_path, **public, SANVAT_EMAIL_URL="filemail:///srv/mail")
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert found["EMAIL_FILE_PATH"].rstrip("/").endswith("srv/mail")


def test_in_public_everything_goes_over_tls(tmp_path):
    found = settings(
        tmp_path,
        SANVAT_HOSTS="ocop.example,www.ocop.example",
        SANVAT_SECRET_KEY=LONG,
        SANVAT_EMAIL_URL="smtp+tls://ocop:secret@mail.example:587",
    )

    assert found["ALLOWED_HOSTS"] == ["ocop.example", "www.ocop.example"]
    assert found["DEBUG"] is False
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["CSRF_COOKIE_SECURE"] is found["LANGUAGE_COOKIE_SECURE"] is True


def test_a_server_of_ones_own_takes_the_place_of_ours(tmp_path):
    found = settings(tmp_path, DATABASE_URL="postgres://ocop:secret@db.example:5433/ocop")

    database = found["DATABASES"]["default"]
    assert found["EMBEDDED_DATABASE"] is False
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "ocop")
    assert database["CONN_MAX_AGE"] == 0


def test_in_public_the_cookie_of_a_session_is_bound_to_the_host_and_to_tls(tmp_path):
    found = settings(
        tmp_path,
        SANVAT_HOSTS="ocop.example",
        SANVAT_SECRET_KEY="".join(map(chr, range(40, 100))),
        SANVAT_EMAIL_URL="smtp://localhost",
    )

    assert found["SESSION_COOKIE_NAME"] == "__Host-sanvat_session"
    assert found["SESSION_COOKIE_SECURE"] is True
    assert "SESSION_COOKIE_DOMAIN" not in found
    assert "SESSION_COOKIE_PATH" not in found  # Django's own is "/"
    assert found["OFFICER_SESSION"] == {"longest": 43200, "idle": 1800}
    assert found["ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS"] is False
