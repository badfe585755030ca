"""Who is at work, read with every click in one statement, is what is read piece by piece."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from sanvat.desk.account.sign_in import Backend
from sanvat.parties import access, at_work
from sanvat.parties.models import Membership, Notice, Role
from sanvat.parties.models.notices import count_unread
from tests.people import EVERYBODY, again, make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", EVERYBODY)
def test_all_at_once_is_what_is_read_piece_by_piece(who, request, django_assert_num_queries):
    user = request.getfixturevalue(who)
    for number in range(3):
        Notice.objects.create(user=user, text=f"tin {number}")
    Notice.objects.update(read_at=None)
    Notice.objects.filter(text="tin 0").update(read_at=timezone.now())
    plain = again(user)
    at_work.person(user.pk)  # the statement is put into SQL once

    with django_assert_num_queries(1 if plain.roles_of_today else 2):
        found = at_work.person(user.pk)

    assert found == plain
    assert [found.name, found.email, found.password] == [plain.name, plain.email, plain.password]
    assert found.roles_of_today == plain.roles_of_today
    assert all(each.user is found for each in found.roles_of_today)
    assert found.acting == plain.acting
    assert access.lacked_second_step(found) is access.lacks_second_step(plain) is False
    if plain.roles_of_today:
        assert found.found.unread == count_unread(plain) == 2


def test_nobody_is_found_by_a_number_that_nobody_has(officer):
    assert at_work.person(officer.pk + 1000) is None


def test_several_roles_are_of_one_person(officer, advisor):
    make_member(officer, Role.ADVISORY_OFFICER, advisor.acting.organisation)
    Authenticator.objects.filter(user=officer).delete()

    found = at_work.person(officer.pk)

    assert found.roles_of_today == again(officer).roles_of_today
    assert len(found.roles_of_today) == 2
    assert {id(each.user) for each in found.roles_of_today} == {id(found)}
    assert found.acting is None
    assert not found.found.has_second_step
    assert access.lacked_second_step(found)


def test_codes_on_paper_are_no_second_step(advisor):
    Authenticator.objects.filter(user=advisor).update(type=Authenticator.Type.RECOVERY_CODES)

    found = at_work.person(advisor.pk)

    assert not found.found.has_second_step
    assert access.lacked_second_step(found)


def test_a_notice_to_a_post_that_is_over_waits_no_longer(officer, advisor):
    over = make_member(officer, Role.ADVISORY_OFFICER, advisor.acting.organisation)
    Notice.objects.create(user=officer, membership=over, text="tin")
    assert at_work.person(officer.pk).found.unread == 1
    today = timezone.localdate()
    Membership.objects.filter(pk=over.pk).update(valid=(today - timedelta(days=9), today))

    assert at_work.person(officer.pk).found.unread == 0 == count_unread(again(officer))


def test_one_of_a_demonstration_elsewhere_does_not_come_in(officer, settings):
    type(officer).objects.filter(pk=officer.pk).update(is_demonstration=True)
    settings.DEMO = False
    assert Backend().get_user(officer.pk) is None
    settings.DEMO = True
    assert Backend().get_user(officer.pk) == officer


def test_a_role_given_by_a_demonstration_opens_nothing_elsewhere(officer, advisor, settings):
    settings.DEMO = False
    type(advisor).objects.filter(pk=advisor.pk).update(is_demonstration=True)
    Membership.objects.filter(user=officer).update(granted_by=advisor)

    assert at_work.person(officer.pk).roles_of_today == []
