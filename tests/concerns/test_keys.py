"""The keys that seal who sent a matter: changed, missing, and what the doctor says."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from sanvat.concerns import actions, keys
from sanvat.concerns.actions.identity import counted
from sanvat.errors import Refusal
from sanvat.site.commands.doctor import _identity_keys

NEW = "một khóa mới, dài và khác hẳn khóa trước đây"


def test_the_command_seals_by_the_new_key(concern, settings):
    settings.IDENTITY_KEYS = [NEW, *settings.IDENTITY_KEYS]
    assert counted() == {keys.By.EARLIER: 2}
    assert _identity_keys().good is None
    said = StringIO()
    call_command("reseal_senders", stdout=said)
    assert said.getvalue() == "Đã niêm phong lại 2 mục.\n"
    settings.IDENTITY_KEYS = [NEW]
    assert counted() == {keys.By.NEWEST: 2}
    assert _identity_keys().good is True


def test_without_its_key_nothing_is_read_and_it_is_said_why(officer, concern, settings):
    settings.IDENTITY_KEYS = [NEW]
    with pytest.raises(Refusal) as refused:
        actions.read_identity(concern, purpose="contact", by=officer, at=timezone.now())
    assert refused.value.code == "key-missing"
    said = StringIO()
    call_command("reseal_senders", stdout=said)
    assert said.getvalue().startswith("Đã niêm phong lại 0 mục.\nCó 2 mục không khóa nào mở được.")
    assert _identity_keys().good is False


def test_the_secret_key_opens_nothing_of_it(concern, settings):
    settings.IDENTITY_KEYS = [settings.SECRET_KEY]
    assert counted() == {keys.By.NONE: 2}
