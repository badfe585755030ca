import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.parties import access
from sanvat.parties.actions import (
    allow_new_password,
    end_other_sessions,
    end_session,
    let_operator_back,
    reset_second_step,
)
from sanvat.parties.models import Notice, Role, User
from sanvat.parties.tasks import forget_sessions
from tests.parties.journal import nothing_was_written, written
from tests.people import make_member, make_user


@pytest.fixture
def session(chair) -> UserSession:
    return make_session(chair)


def make_session(user: User) -> UserSession:
    store = SessionStore()
    store.create()
    return UserSession.objects.create(
        user=user, session_key=store.session_key, ip="192.0.2.1", user_agent="Firefox"
    )


def test_one_ends_ones_own_session(session, chair):
    end_session(session, by=chair, at=timezone.now())

    assert not SessionStore().exists(session.session_key)
    assert not UserSession.objects.exists()
    assert written(chair) == [("end_session", "Đặng Văn Sơn", "Hội đồng OCOP tỉnh")]


@pytest.mark.parametrize("who", ["stranger", "operator"])
def test_nobody_ends_anothers(who, request, session):
    with pytest.raises(PermissionDenied):
        end_session(session, by=request.getfixturevalue(who), at=timezone.now())

    assert SessionStore().exists(session.session_key)
    assert nothing_was_written()


def test_the_other_devices_are_signed_out_at_once(session, chair, stranger):
    here, theirs = make_session(chair), make_session(stranger)
    gone = make_session(chair)
    SessionStore().delete(gone.session_key)

    count = end_other_sessions(chair, keep={here.session_key}, by=chair, at=timezone.now())

    assert count == 1
    assert set(UserSession.objects.all()) == {here, theirs}
    assert not SessionStore().exists(session.session_key)
    assert written(chair) == [("end_other_sessions", "Đặng Văn Sơn", "Hội đồng OCOP tỉnh")]
    assert end_other_sessions(chair, keep={here.session_key}, by=chair, at=timezone.now()) == 0
    assert len(written(chair)) == 1
    with pytest.raises(PermissionDenied):
        end_other_sessions(chair, keep=(), by=stranger, at=timezone.now())


def test_the_commune_officer_vouches_for_a_producer_who_forgot(producer, officer):
    allow_new_password(producer, by=officer, at=timezone.now())

    assert written(producer) == [("allow_new_password", "Nguyễn Thị Lan", "UBND xã Đức Trọng")]
    assert Notice.objects.visible_to(producer).count() == 1


@pytest.mark.parametrize("who", ["stranger", "chair", "nobody", "producer"])
def test_others_vouch_for_nobody(who, request, officer, council):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        allow_new_password(officer, by=person, at=timezone.now())

    assert nothing_was_written()


def test_nobody_vouches_for_who_also_holds_a_role_beyond_theirs(producer, officer, council):
    make_member(producer, Role.COUNCIL_MEMBER, council)

    with pytest.raises(PermissionDenied):
        allow_new_password(producer, by=officer, at=timezone.now())


def test_a_password_is_handed_over_to_who_stands_below_and_has_no_e_mail(
    producer, officer, advisor, operator, council
):
    writer = make_user("Có Thư", "thu@vidu.example", email="thu@vidu.example")
    make_member(writer, Role.PRODUCER, producer.acting.organisation)
    both = make_user("Hai Vai", "0911000001")
    make_member(both, Role.PRODUCER, producer.acting.organisation)
    make_member(both, Role.COUNCIL_MEMBER, council)
    people = [producer, officer, writer, both]

    def handed(user):
        given = access.to_hand_a_password(user, people, on=timezone.localdate())
        return [person.name for person in people if person.pk in given]

    assert handed(officer) == ["K’ Brèm"]
    assert handed(advisor) == handed(operator) == ["K’ Brèm", "Nguyễn Thị Lan", "Hai Vai"]
    assert handed(producer) == []  # not even to a colleague


def test_an_ended_device_is_not_ended_again(session, chair):
    end_session(session, by=chair, at=timezone.now())

    end_session(session, by=chair, at=timezone.now())

    assert len(written(chair)) == 1


def test_who_can_be_sent_a_link_is_not_handed_one(producer, officer):
    producer.email = "brem@vidu.example"
    producer.save()

    with pytest.raises(Refusal) as refused:
        allow_new_password(producer, by=officer, at=timezone.now())

    assert refused.value.code == "has-email"


def test_sessions_that_are_over_are_forgotten(session, chair):
    over = make_session(chair)
    Session.objects.filter(session_key=over.session_key).update(expire_date=timezone.now())

    forget_sessions(timestamp=0)

    assert list(UserSession.objects.all()) == [session]
    assert Session.objects.count() == 1


def test_the_operator_helps_who_lost_the_telephone(session, chair, operator):
    reset_second_step(chair, by=operator, at=timezone.now())

    assert not Authenticator.objects.filter(user=chair).exists()
    assert not SessionStore().exists(session.session_key)
    assert Notice.objects.visible_to(chair).count() == 1
    assert written(chair) == [("reset_second_step", "Ngô Văn Hành", "Đơn vị vận hành")]


@pytest.mark.parametrize("who", ["stranger", "advisor", "chair"])
def test_nobody_else_does(who, request, chair):
    with pytest.raises(PermissionDenied):
        reset_second_step(chair, by=request.getfixturevalue(who), at=timezone.now())

    assert Authenticator.objects.filter(user=chair).exists()


def test_not_even_the_operator_for_themselves(operator):
    with pytest.raises(Refusal) as refused:
        reset_second_step(operator, by=operator, at=timezone.now())

    assert refused.value.code == "own-role"


def test_an_operator_is_let_back_from_the_command_line(operator, officer):
    let_operator_back(operator, at=timezone.now())

    operator.refresh_from_db()
    assert not operator.has_usable_password()
    assert not Authenticator.objects.filter(user=operator).exists()
    assert not UserSession.objects.filter(user=operator).exists()
    assert written(operator) == [("let_operator_back", "", "")]
    with pytest.raises(Refusal) as refused:
        let_operator_back(officer, at=timezone.now())
    assert refused.value.code == "no-operator"
