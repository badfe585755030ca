"""From the build before this one, with its data: `tools/make_upgrade_data.py` made them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from sanvat.parties.models import Role
from sanvat.records import chain
from sanvat.records.models import Entry, StoredFile
from sanvat.register.models import Import
from sanvat.site import demo, prepare
from sanvat.site.backup import form

BUILDS = sorted((Path(__file__).parents[2] / "data" / "upgrade").glob("*.zip"))
LINK = re.compile(r'href="(/[^"#]*)"')
TAKEN_AWAY = ("/static/", "/tai-khoan/dang-xuat/")


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.stem)
def test_an_earlier_build_is_brought_up_to_date(build, installations, sanvat):
    installations.new()

    code, said, complaint = sanvat("restore", str(build))

    assert (code, complaint) == (0, "")
    with form.opened(build) as backup:
        kept = backup.manifest
    assert f"{kept.number}:{kept.hash}" in said
    assert not prepare.pending_migrations()
    assert chain.verify().intact
    assert Entry.objects.get(number=kept.number).hash == kept.hash
    assert sorted(StoredFile.objects.values_list("sha256", flat=True)) == sorted(kept.files)
    assert Import.objects.count() == kept.counts["register_import"]
    with override_settings(DEMO=True):
        assert [account.role for account in demo.demo_accounts()] == [
            str(role.label) for role in Role
        ]
        assert len(opened_by_everybody()) > 40
        # What was brought in before is still to be read, answer by answer.
        by = {importing.started_by: importing for importing in Import.objects.all()}
        assert by
        for person, importing in by.items():
            client = Client()
            client.force_login(person)
            for name in ("desk:import", "desk:import_answers"):
                assert client.get(reverse(name, args=[importing.pk])).status_code == 200, name


def opened_by_everybody() -> set[str]:
    """Each of the demonstration opens the desk, and every link there that nobody opened before."""
    opened: set[str] = set()
    for account in demo.demo_accounts():
        client = Client()
        client.force_login(account.user)
        home = client.get(reverse("desk:home"))
        assert home.status_code == 200, account.role
        for address in links(home) - opened:
            page = client.get(address)
            assert page.status_code in (200, 302), f"{account.role}: {address}"
            opened.add(address)
    return opened


def links(page) -> set[str]:
    found = set(LINK.findall(page.content.decode())) if not page.streaming else set()
    return {each.replace("&amp;", "&") for each in found if not each.startswith(TAKEN_AWAY)}


def test_there_is_a_build_to_come_from():
    assert BUILDS
    for build in BUILDS:
        assert build.stat().st_size < 1_500_000, build.name
