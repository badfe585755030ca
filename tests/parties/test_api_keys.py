from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanvat.errors import Refusal
from sanvat.parties.actions import end_membership, make_key, revoke_key
from sanvat.parties.actions.api_keys import MOST
from sanvat.parties.api_keys import recognised
from sanvat.parties.models import ApiKey
from sanvat.parties.scopes import KEY_HOLDERS, SCOPES, Scope
from sanvat.records import journal
from tests.people import again

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
WANTED = {"name": "Cổng dữ liệu tỉnh", "scopes": ["products:read"], "days": 90}


def make(by, **other):
    return make_key(by=by, at=NOON, **{**WANTED, **other})


def test_a_key_is_told_once_and_kept_as_its_hash(advisor):
    key, secret = make(advisor)

    kept = ApiKey.objects.get()
    assert secret.startswith("sanvat_")
    assert secret.startswith(kept.start)
    assert secret not in (kept.start, kept.digest)
    assert (kept.name, kept.scopes) == ("Cổng dữ liệu tỉnh", ["products:read"])
    assert kept.expires_at == NOON + timedelta(days=90)
    assert kept.membership == advisor.acting
    assert [(e.act, e.changes["scopes"]) for e in journal.of(key)] == [
        ("make_api_key", [[], ["products:read"]])
    ]
    assert secret not in str(journal.of(key).values_list())


def test_who_comes_with_a_key_acts_under_its_membership_and_no_other(advisor):
    key, secret = make(advisor)

    found = recognised(secret, at=NOON)

    assert found == key
    assert found.membership.user.acting == advisor.acting
    assert ApiKey.objects.get().used_on == NOON.date()


def test_a_key_opens_nothing_once_it_is_over(advisor, operator):
    key, secret = make(advisor)
    assert recognised(secret, at=key.expires_at) is None
    assert recognised(f"{secret}x", at=NOON) is None

    end_membership(advisor.acting, by=operator, at=NOON)

    assert recognised(secret, at=NOON) is None
    assert ApiKey.objects.get().state_at(NOON) == "ended"


def test_a_person_who_is_shut_out_takes_the_key_along(advisor):
    _token, secret = make(advisor)
    advisor.is_active = False
    advisor.save()

    assert recognised(secret, at=NOON) is None


def test_its_owner_revokes_a_key(producer):
    key, secret = make(producer)

    revoke_key(key, by=producer, at=NOON)

    assert recognised(secret, at=NOON) is None
    assert [e.act for e in journal.of(key)] == ["make_api_key", "revoke_api_key"]
    with pytest.raises(Refusal) as refused:
        revoke_key(key, by=producer, at=NOON)
    assert refused.value.code == "key-revoked"


def test_whoever_gives_the_role_revokes_the_key_too(producer, officer, stranger, editor):
    key, _secret = make(producer)
    for other in (stranger, editor):
        with pytest.raises(PermissionDenied):
            revoke_key(key, by=other, at=NOON)

    revoke_key(key, by=officer, at=NOON)


@pytest.mark.parametrize("other", ["editor", "operator", "chair", "team_member", "nobody"])
def test_who_sees_no_products_gets_no_key(request, other):
    with pytest.raises(PermissionDenied):
        make(request.getfixturevalue(other))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["products:write"]}, "scopes"),
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
        ({"name": " "}, "name"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(advisor, wrong, field):
    with pytest.raises(ValidationError) as refused:
        make(advisor, **wrong)
    assert list(refused.value.error_dict) == [field]


def test_every_scope_says_what_it_opens_and_somebody_may_have_it():
    assert set(SCOPES) == set(Scope)
    assert all(each.opens and each.leaves_out and each.roles for each in SCOPES.values())
    assert {role for each in SCOPES.values() for role in each.roles} == set(KEY_HOLDERS)
    writing = {scope.value for scope in Scope if not scope.value.endswith(":read")}
    assert writing == {"concerns:send"}


@pytest.mark.parametrize(
    ("person", "may_have"),
    [
        ("producer", {"public:read", "products:read", "producers:read", "concerns:send"}),
        (
            "programme_party",
            {"public:read", "agreements:read", "concerns:read", "concerns:send"},
        ),
        ("advisor", set(Scope.values)),
    ],
)
def test_a_role_gets_no_scope_that_is_not_its_own(request, person, may_have):
    by = request.getfixturevalue(person)
    for scope in Scope.values:
        if scope in may_have:
            assert make(again(by), scopes=[scope])[0].scopes == [scope]
            continue
        with pytest.raises(ValidationError) as refused:
            make(again(by), scopes=["public:read", scope])
        assert "Khóa của tư cách này" in refused.value.message_dict["scopes"][0]


def test_a_scope_that_a_role_may_not_have_opens_nothing(producer):
    key, _secret = make(producer)
    key.scopes = [*key.scopes, Scope.AGREEMENTS_READ]

    assert key.opens(Scope.PRODUCTS_READ)
    assert not key.opens(Scope.AGREEMENTS_READ)
    assert not key.opens(Scope.PRODUCERS_READ)


def test_an_eleventh_key_is_refused(advisor):
    first, *_others = [make(advisor)[0] for _each in range(MOST)]
    with pytest.raises(Refusal) as refused:
        make(advisor)
    assert refused.value.code == "too-many-keys"

    revoke_key(first, by=again(advisor), at=NOON)

    make(advisor)
