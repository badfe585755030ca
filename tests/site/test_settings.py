"""The settings are read in a process of their own, as they are when the programme starts."""

import json
import os
import secrets
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from sanvat.errors import Refusal
from sanvat.site import public, served

LONG = "Kh0a-bi-mat-cua-may-thu-nghiem/7Qx2Zr9Lw4Tn8Vb6Yd3"
OTHER = "Kh0a-niem-phong-nguoi-gui/9Wd2Kp4Xs7Fh3Mj6Rb8Tn1Qz"
PUBLIC = {
    "SANVAT_HOSTS": "ocop.example",
    "SANVAT_SECRET_KEY": LONG,
    "SANVAT_IDENTITY_KEY": OTHER,
    "SANVAT_EMAIL_URL": "smtp+tls://ocop:secret@mail.example:587",
    "SANVAT_PROXY": "nginx",
}
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
    ours = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(public.__file__).parents[2]),
        "SANVAT_DATA_DIR": str(tmp_path / "var"),
    }
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
    short, weak = ({"SANVAT_SECRET_KEY": key} for key in ("change-me", "a" * 50))

    assert settings(tmp_path, **PUBLIC | short) == {"refused": "secret-key-missing"}
    assert settings(tmp_path, **PUBLIC | weak) == {"refused": "secret-key-weak"}


@pytest.mark.parametrize("weak", ["a" * 50, "ab" * 40, "0123456789" * 6, "mat-khau-" * 8])
def test_a_secret_that_repeats_itself_is_refused(weak):
    with pytest.raises(Refusal) as refused:
        public.check_secret(weak)

    assert refused.value.code == "secret-key-weak"


def test_keys_of_before_are_named_by_commas_and_none_of_them_is_weak(tmp_path):
    earlier = [secrets.token_urlsafe(50), secrets.token_hex(32)]
    given = {"SANVAT_SECRET_KEY_FALLBACKS": f" {earlier[0]},{earlier[1]} ,{LONG},"}

    assert settings(tmp_path, **PUBLIC | given)["SECRET_KEY_FALLBACKS"] == earlier
    for weak in ("ngắn", "ab" * 30):
        with pytest.raises(Refusal) as refused:
            public.check_earlier([earlier[0], weak])
        assert refused.value.code == "earlier-key-weak"


def test_in_public_a_key_of_identities_of_its_own_is_demanded(tmp_path):
    def with_key(key: str, **more: str) -> dict:
        return settings(tmp_path, **PUBLIC | {"SANVAT_IDENTITY_KEY": key} | more)

    assert with_key("") == {"refused": "identity-key-missing"}
    assert with_key("a" * 60) == {"refused": "identity-key-weak"}
    assert with_key(LONG) == {"refused": "identity-key-weak"}
    assert with_key(OTHER, SANVAT_IDENTITY_KEY_FALLBACKS="ngắn") == {"refused": "identity-key-weak"}
    earlier = secrets.token_urlsafe(50)
    found = with_key(OTHER, SANVAT_IDENTITY_KEY_FALLBACKS=f" {earlier},")
    assert found["IDENTITY_KEYS"] == [OTHER, earlier]


def test_the_key_of_identities_is_made_once_on_ones_own_machine(tmp_path):
    first, second = (settings(tmp_path) for _twice in range(2))

    assert first["IDENTITY_KEYS"] == second["IDENTITY_KEYS"] != [first["SECRET_KEY"]]
    assert stat.S_IMODE((tmp_path / "var" / "identity-key").stat().st_mode) == 0o600


def test_a_secret_made_as_the_refusal_says_is_taken():
    for _ in range(200):
        public.check_secret(secrets.token_urlsafe(50))
        public.check_secret(secrets.token_hex(32))


@pytest.mark.parametrize(
    "unusable",
    ["*", ".vn", "http://x.vn", "x.vn:443", "x.vn/", "a b.vn", "sản-vật.vn", "x.vn.", "*.x.vn"],
)
def test_in_public_only_whole_names_are_taken(unusable):
    with pytest.raises(Refusal) as refused:
        public.hosts(["ocop.example", unusable])

    assert refused.value.code == "host-unusable"
    assert f"“{unusable}”" in refused.value.message


def test_names_are_taken_as_browsers_send_them():
    assert public.hosts(
        [" OCOP.Example", "", "xn--snvt-loa9421c.vn", "10.1.2.3", "[2001:db8::1]"]
    ) == [
        "ocop.example",
        "xn--snvt-loa9421c.vn",
        "10.1.2.3",
        "[2001:db8::1]",
    ]


def test_in_public_the_proxy_has_to_be_named(tmp_path):
    without = {key: value for key, value in PUBLIC.items() if key != "SANVAT_PROXY"}

    assert settings(tmp_path, **without) == {"refused": "proxy-missing"}


@pytest.mark.parametrize(
    ("kind", "peers", "code"),
    [
        ("squid", "", "proxy-unknown"),
        ("nginx", "10.0.0.0/8,máy-chủ", "proxy-address"),
        ("nginx", "10.0.0.1/8", "proxy-address"),
    ],
)
def test_a_proxy_nobody_knows_is_refused(kind, peers, code):
    with pytest.raises(Refusal) as refused:
        public.proxy(kind, peers, is_public=True)

    assert refused.value.code == code


def test_on_ones_own_machine_no_proxy_is_believed():
    assert public.proxy("", "", is_public=False) == public.Proxy()
    assert not public.Proxy().is_peer("127.0.0.1")


def test_in_public_a_mail_server_is_demanded_or_a_folder_named(tmp_path):
    public = {key: value for key, value in PUBLIC.items() if key != "SANVAT_EMAIL_URL"}

    assert settings(tmp_path, **public) == {"refused": "mail-missing"}

    found = settings(tmp_path, **public, SANVAT_EMAIL_URL="filemail:///srv/mail")
    assert found["EMAIL_BACKEND"] == "sanvat.site.mail.PrivateFiles"
    assert found["EMAIL_FILE_PATH"] == "/srv/mail"


def test_in_public_everything_goes_over_tls(tmp_path):
    found = settings(tmp_path, **PUBLIC | {"SANVAT_HOSTS": "ocop.example,www.ocop.example"})

    assert found["ALLOWED_HOSTS"] == ["ocop.example", "www.ocop.example"]
    assert found["DEBUG"] is False
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["CSRF_COOKIE_SECURE"] is found["LANGUAGE_COOKIE_SECURE"] is True


def test_a_server_of_ones_own_takes_the_place_of_ours(tmp_path):
    found = settings(tmp_path, DATABASE_URL="postgres://ocop:secret@db.example:5433/ocop")

    database = found["DATABASES"]["default"]
    assert found["EMBEDDED_DATABASE"] is False
    assert database["ENGINE"] == "sanvat.site.pooled"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "ocop")
    assert database["CONN_MAX_AGE"] == 0


def test_in_public_the_cookie_of_a_session_is_bound_to_the_host_and_to_tls(tmp_path):
    found = settings(tmp_path, **PUBLIC)

    assert found["SESSION_COOKIE_NAME"] == "__Host-sanvat_session"
    assert found["SESSION_COOKIE_SECURE"] is True
    assert "SESSION_COOKIE_DOMAIN" not in found
    assert "SESSION_COOKIE_PATH" not in found  # Django's own is "/"
    assert found["OFFICER_SESSION"] == {"longest": 43200, "idle": 1800}
    assert found["ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS"] is False


def test_passwords_are_kept_as_django_keeps_them(tmp_path):
    """PBKDF2 with its full count; the quick hash of the tests stands in their settings alone."""
    found = settings(tmp_path)

    assert "PASSWORD_HASHERS" not in found
    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    assert PBKDF2PasswordHasher.iterations >= 600_000


def test_a_command_names_the_address_at_which_the_installation_is_served(tmp_path):
    (tmp_path / "var").mkdir()
    served.note_port(tmp_path / "var", 8123)

    assert settings(tmp_path)["SITE_ADDRESS"] == "http://localhost:8123"
    assert settings(tmp_path, PORT="8456")["SITE_ADDRESS"] == "http://localhost:8456"
    assert settings(tmp_path, **PUBLIC)["SITE_ADDRESS"] == "https://ocop.example"


@pytest.mark.parametrize("noted", [None, b"", b"x", b"80/../", b"9" * 99, b"\xff", "٣".encode()])
def test_a_note_that_is_no_port_is_none(tmp_path, noted):
    if noted is not None:
        (tmp_path / "port").write_bytes(noted)

    assert served.port_of(tmp_path) == "8000"
