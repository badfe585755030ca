"""What another programme sends in for somebody; more of it in tests/api."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.models import AppSending, Concern
from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.parties.models import ApiKey


@pytest.fixture
def key_of(db):
    def made(person, scope="concerns:send") -> ApiKey:
        at = timezone.now()
        return parties.make_key(name="thử", scopes=[scope], days=1, by=person, at=at)[0]

    return made


def send(api_key, commune, **more):
    given = {"kind": "feedback", "subject": "land", "place": commune, "text": "Đất.", "key": "1"}
    return actions.send_through_app(api_key, at=timezone.now(), **given | more)


def test_two_keys_of_one_organisation_send_the_same_once(key_of, advisor, officer, commune):
    first, second = send(key_of(advisor), commune), send(key_of(advisor), commune)
    assert (second.concern, second.is_new) == (first.concern, False)
    assert AppSending.objects.get().organisation == advisor.acting.organisation
    other = send(key_of(officer), commune)  # another organisation's key of a sending is its own
    assert other.is_new
    assert Concern.objects.filter(way="app").count() == 2


def test_a_denunciation_is_refused_before_a_word_of_it_is_kept(key_of, advisor, officer, commune):
    with pytest.raises(Refusal) as refused:
        send(key_of(advisor), commune, kind="denunciation")
    assert refused.value.code == "confidential-way"
    assert not Concern.objects.exists()


def test_without_a_key_of_the_sending_nothing_is_sent(key_of, advisor, officer, commune):
    with pytest.raises(ValidationError) as refused:
        send(key_of(advisor), commune, key="")
    assert set(refused.value.message_dict) == {"key"}


def test_a_key_of_another_scope_sends_nothing(key_of, advisor, commune):
    with pytest.raises(PermissionDenied):
        send(key_of(advisor, "public:read"), commune)
