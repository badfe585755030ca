"""`sanvat operator` and `sanvat worker`, as the person who installs types them."""

from functools import partial

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from sanvat.parties.models import Invitation, Letter, Notice
from sanvat.records.models import Entry
from sanvat.site import cli
from sanvat.site.commands import operator as command
from sanvat.site.commands import worker
from tests.desk.account.sign_in import sign_in
from tests.desk.account.test_second_step import set_up_app
from tests.threads import in_a_thread

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def the_server_is_there(monkeypatch):
    monkeypatch.setattr(settings, "EMBEDDED_DATABASE", False)


def test_the_first_operator_gets_a_link_and_a_letter(capsys):
    assert command.main(["hanh@vidu.example"]) == 0

    invitation = Invitation.objects.get()
    said = capsys.readouterr().out.splitlines()
    assert (invitation.email, invitation.role) == ("hanh@vidu.example", "operator")
    assert said[1].startswith(f"{settings.SITE_ADDRESS}/tai-khoan/loi-moi/{invitation.pk}.")
    assert Letter.objects.get().to == "hanh@vidu.example"


def test_what_is_no_address_is_said_so(capsys):
    assert cli.main(["operator", "hanh"]) == 1

    assert "Thư điện tử không đúng dạng" in capsys.readouterr().err


# A way back


@pytest.fixture
def lost(operator, client):
    """The only operator, who lost telephone and codes while a device was still signed in."""
    client.force_login(operator)
    assert client.get("/tai-khoan/").status_code == 200
    return operator


def test_the_sole_operator_comes_back_from_the_command_line(lost, client, capsys):
    cache.clear()
    elsewhere = Client()
    elsewhere.force_login(lost)

    assert cli.main(["operator", "--back", "--yes", "hanh@vidu.example"]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith(settings.SITE_ADDRESS)
    # The devices are signed out, and nothing that was known before opens anything.
    assert client.get("/tai-khoan/").status_code == 302
    assert sign_in(Client(), "hanh@vidu.example").status_code == 422
    entry = Entry.objects.get(act="let_operator_back")
    assert (entry.who, entry.subject_id, entry.note) == (None, str(lost.pk), "từ dòng lệnh của máy")
    assert "từ dòng lệnh" in Notice.objects.get(user=lost).text

    # The link: a new password, then a new second step, then the desk.
    back = Client()
    page = back.get(said[1].removeprefix(settings.SITE_ADDRESS), follow=True)
    words = {"password1": "một câu mới dễ nhớ", "password2": "một câu mới dễ nhớ"}
    assert back.post(page.request["PATH_INFO"], words).status_code == 302
    sign_in(back, "hanh@vidu.example", "một câu mới dễ nhớ")
    assert back.get("/ban-lam-viec/").url == "/tai-khoan/buoc-hai/"
    set_up_app(back, password="một câu mới dễ nhớ")
    assert back.get("/ban-lam-viec/").status_code == 200


def test_it_asks_first_and_does_nothing_without_a_yes(lost, client, capsys, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "không")

    assert cli.main(["operator", "--back", "hanh@vidu.example"]) == 1

    assert "Chưa làm gì cả" in capsys.readouterr().err
    assert client.get("/tai-khoan/").status_code == 200


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ai-do@vidu.example", "Không có tài khoản nào là ai-do@vidu.example."),
        ("0988000002", "Không Vai Trò hiện không phải người vận hành."),
    ],
)
def test_only_an_operator_comes_back_so(nobody, capsys, name, said):
    assert cli.main(["operator", "--back", "--yes", name]) == 1

    assert said in capsys.readouterr().err


def test_who_invites_where_there_is_an_operator_is_told_of_the_way_back(lost, capsys):
    assert cli.main(["operator", "moi@vidu.example"]) == 1

    told = capsys.readouterr()
    assert "--back" in told.err
    assert "Hãy mở đường dẫn" not in told.out


def test_a_worker_does_what_waits_and_ends(capsys):
    command.main(["hanh@vidu.example"])

    assert in_a_thread(partial(worker.main, ["--once"])) == 0

    assert Letter.objects.get().state == "sent"
