"""Signing in with an identity of somebody else's, such as the national one."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from sanvat.parties.models import User
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

START = "/tai-khoan/nha-cung-cap/vneid/"


class Provider(BaseHTTPRequestHandler):
    """Knows one person, and says so to whoever asks with the right code."""

    person: str = "012345678901"

    def do_GET(self) -> None:
        here = f"http://{self.headers['Host']}"
        self.answer(
            {"sub": self.person, "name": "K\u2019 Br\u00e8m"}
            if self.path == "/userinfo"
            else {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/keys",
            }
        )

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        good = asked["code"] == ["good"] and "code_verifier" in asked
        self.answer({"access_token": "t", "token_type": "Bearer"} if good else {"error": "no"})

    def answer(self, data: dict) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_line) -> None:
        pass


@pytest.fixture
def provider(settings):
    cache.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.OIDC_SERVER = f"http://127.0.0.1:{server.server_port}"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "vneid",
                    "name": "VNeID",
                    "client_id": "sanvat",
                    "secret": "s",
                    "settings": {"server_url": settings.OIDC_SERVER},
                }
            ],
        }
    }
    settings.ROOT_URLCONF = "tests.desk.account.provider_addresses"
    yield server
    server.shutdown()
    server.server_close()


def go(client: Client, start: str = START, code: str = "good"):
    """Out to the provider and back."""
    out = client.post(start)
    asked = parse_qs(urlsplit(out.url).query)
    assert urlsplit(out.url).path == "/authorize"
    return client.get(f"{START}ve/", {"code": code, "state": asked["state"][0]}, follow=True)


def test_the_page_offers_it_only_where_it_is_set_up(client, provider, settings):
    assert "Đăng nhập bằng VNeID" in client.get("/tai-khoan/dang-nhap/").content.decode()

    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert "VNeID" not in client.get("/tai-khoan/dang-nhap/").content.decode()


def test_an_identity_nobody_linked_opens_nothing(client, provider, producer):
    page = go(client)

    assert "Tài khoản ấy chưa liên kết với ai ở đây." in page.content.decode()
    assert client.get("/tai-khoan/").status_code == 302
    assert User.objects.count() == 1


def test_once_linked_it_signs_in(client, provider, producer):
    client.login(username=producer.username, password=PASSWORD)
    client.post("/tai-khoan/xac-nhan/mat-khau/", {"password": PASSWORD})  # as for all of safety
    go(client, f"{START}?process=connect")
    assert SocialAccount.objects.get(user=producer).uid == Provider.person
    client.post("/tai-khoan/dang-xuat/")

    go(client)

    assert client.get("/tai-khoan/").context["person"] == producer


def test_who_decides_is_still_asked_for_the_second_step(client, provider, chair):
    Authenticator.objects.filter(user=chair).delete()
    SocialAccount.objects.create(user=chair, provider="vneid", uid=Provider.person)

    page = go(client)

    assert page.request["PATH_INFO"] == "/tai-khoan/buoc-hai/"


def test_a_false_answer_signs_nobody_in(client, provider, producer):
    SocialAccount.objects.create(user=producer, provider="vneid", uid=Provider.person)

    assert go(client, code="bad").status_code == 401
    forged = client.get(f"{START}ve/", {"code": "good", "state": "made up"}, follow=True)

    assert forged.status_code == 401
    assert client.get("/tai-khoan/").status_code == 302


def test_a_link_is_taken_away_again(client, provider, producer):
    client.login(username=producer.username, password=PASSWORD)
    linked = SocialAccount.objects.create(user=producer, provider="vneid", uid=Provider.person)

    client.post("/tai-khoan/xac-nhan/mat-khau/", {"password": PASSWORD})
    client.post("/tai-khoan/lien-ket/", {"account": linked.pk})

    assert not SocialAccount.objects.exists()


def test_an_identity_of_an_unknown_provider_leads_nowhere(client, provider):
    for odd in ("%00", "khac", "9" * 5000, "..", "a%0Ab"):
        for path in (f"/tai-khoan/nha-cung-cap/{odd}/", f"/tai-khoan/nha-cung-cap/{odd}/ve/"):
            assert client.get(path).status_code == 404


def test_linking_an_identity_signs_other_devices_out(client, provider, producer):
    other = Client()
    for each in (other, client):
        each.post("/tai-khoan/dang-nhap/", {"login": producer.username, "password": PASSWORD})
    client.post("/tai-khoan/xac-nhan/mat-khau/", {"password": PASSWORD})

    go(client, f"{START}?process=connect")

    assert client.get("/tai-khoan/").status_code == 200
    assert other.get("/tai-khoan/").status_code == 302
