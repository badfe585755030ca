"""`sanvat operator` and `sanvat worker`, as the person who installs types them."""

from functools import partial

import pytest
from django.conf import settings

from sanvat.parties.models import Invitation, Letter
from sanvat.site import cli
from sanvat.site.commands import operator, worker
from tests.threads import in_a_thread

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def the_server_is_there(monkeypatch):
    monkeypatch.setattr(settings, "EMBEDDED_DATABASE", False)


def test_the_first_operator_gets_a_link_and_a_letter(capsys):
    assert operator.main(["hanh@vidu.example"]) == 0

    invitation = Invitation.objects.get()
    said = capsys.readouterr().out.splitlines()
    assert (invitation.email, invitation.role) == ("hanh@vidu.example", "operator")
    assert said[1].startswith(f"{settings.SITE_ADDRESS}/tai-khoan/loi-moi/{invitation.pk}.")
    assert Letter.objects.get().to == "hanh@vidu.example"


def test_what_is_no_address_is_said_so(capsys):
    assert cli.main(["operator", "hanh"]) == 1

    assert "Thư điện tử không đúng dạng" in capsys.readouterr().err


def test_a_worker_does_what_waits_and_ends(capsys):
    operator.main(["hanh@vidu.example"])

    assert in_a_thread(partial(worker.main, ["--once"])) == 0

    assert Letter.objects.get().state == "sent"
