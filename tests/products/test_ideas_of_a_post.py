"""What somebody noted in a post belongs to the post; what they noted for themselves is theirs."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sanvat.parties import actions as parties
from sanvat.parties.models import Notice, Role
from sanvat.products import access, actions
from sanvat.products.models import Idea
from tests.people import again, body_of, make_member, make_organisation, make_person
from tests.products.test_ideas import PLAN, note
from tests.register.registers import NOON


@pytest.fixture
def idea(officer, commune) -> Idea:
    return note(officer, commune, told_by="Bà Tư", phone="0912345679")


def leave(user):
    parties.end_membership(user.memberships.get(), by=user, at=timezone.now())
    return again(user)


def everything(idea, by) -> dict[str, bool]:
    return {
        "sees": Idea.objects.visible_to(by).filter(pk=idea.pk).exists(),
        "plans": access.may_plan_idea(by, idea),
        "advises": access.may_advise_idea(by, idea),
        "sets aside": access.may_set_aside_idea(by, idea),
    }


NOTHING = {"sees": False, "plans": False, "advises": False, "sets aside": False}


def test_who_left_the_office_has_none_of_its_ideas(idea, officer):
    assert all(everything(idea, officer).values())

    gone = leave(officer)

    assert everything(idea, gone) == NOTHING
    with pytest.raises(PermissionDenied):
        actions.plan_idea(idea, by=gone, at=NOON, **PLAN)
    with pytest.raises(PermissionDenied):
        actions.set_aside_idea(idea, "Không làm nữa.", by=gone, at=NOON)


def test_another_role_brings_nothing_back(idea, officer, request):
    gone = leave(officer)
    make_member(gone, Role.PROGRAMME_PARTY, body_of(Role.PROGRAMME_PARTY, request))

    assert everything(idea, again(gone)) == NOTHING


def test_a_colleague_takes_over(idea, officer):
    office = idea.noted_for
    leave(officer)

    colleague = make_person("Người Thay", Role.COMMUNE_OFFICER, office, username="0977000009")

    assert all(everything(idea, colleague).values())


def test_the_office_that_noted_it_elsewhere_keeps_it(centre, commune, programme_party):
    idea = note(centre, commune, told_by="Bà Tư")

    assert all(everything(idea, centre).values())
    assert everything(idea, leave(centre)) == NOTHING


def test_another_role_in_the_same_office_opens_nothing(idea, commune):
    aside = make_person("Làm Việc Khác", Role.EDITOR, idea.noted_for, username="0977000008")

    assert everything(idea, aside) == NOTHING


def test_what_one_noted_for_oneself_stays_with_every_role_and_without(nobody, commune, request):
    idea = note(nobody, commune)
    assert everything(idea, nobody) == {**NOTHING, "sees": True, "plans": True, "sets aside": True}

    make_member(nobody, Role.EDITOR, body_of(Role.EDITOR, request))
    with_a_role = again(nobody)
    assert everything(idea, with_a_role)["plans"]
    assert everything(idea, leave(with_a_role))["plans"]


def test_an_officer_s_own_idea_of_another_place_is_their_own(officer, elsewhere):
    idea = note(officer, elsewhere)

    assert idea.noted_for is None
    assert everything(idea, leave(officer))["plans"]


def test_who_left_the_producer_has_none_of_its_ideas(cooperative, commune, officer):
    maker = make_person("Ka Thơm", Role.PRODUCER, cooperative.organisation, username="0912345678")
    make_person("Ka Hai", Role.PRODUCER, cooperative.organisation, username="0912345670")
    idea = note(maker, commune, producer=cooperative)
    assert idea.noted_for == cooperative.organisation
    assert everything(idea, maker)["plans"]

    maker.memberships.update(valid=(None, timezone.localdate()))

    assert everything(idea, again(maker)) == NOTHING


# Notices


def told(user) -> list[str]:
    return list(Notice.objects.visible_to(again(user)).values_list("text", flat=True))


def test_notices_of_a_post_end_with_it(officer, advisor, commune):
    note(advisor, commune, told_by="Bà Tư")
    parties.notify(officer, "Mật khẩu đã được đổi.", at=NOON)
    assert len(told(officer)) == 2

    leave(officer)

    assert told(officer) == ["Mật khẩu đã được đổi."]
    assert parties.read_notices(by=again(officer), at=NOON) == 1
    assert Notice.objects.filter(read_at=None).count() == 1


def test_who_left_is_told_no_more_of_what_they_noted_there(idea, officer, advisor):
    leave(officer)

    actions.advise_idea(idea, "Nên thử.", by=advisor, at=NOON)
    actions.set_aside_idea(idea, "Trùng ý tưởng khác.", by=advisor, at=NOON)

    assert not Notice.objects.filter(user=officer).exists()


def test_who_works_there_is_told_and_so_is_who_noted_for_themselves(
    idea, officer, advisor, nobody, commune
):
    own = note(nobody, commune, name="Trà gừng")

    for each in (idea, own):
        actions.advise_idea(each, "Nên thử.", by=advisor, at=NOON)

    assert len(told(nobody)) == 1
    assert sum("góp ý" in text for text in told(officer)) == 1


def test_a_notice_told_again_to_who_came_back_is_read_again(cooperative, officer, commune):
    maker = make_person("Ka Thơm", Role.PRODUCER, cooperative.organisation, username="0912345678")
    before = maker.memberships.get()
    how = {"key": "renewal-1", "at": NOON}
    parties.notify(maker, "Sắp hết hạn.", membership=before, **how)
    yesterday = timezone.localdate() - timedelta(days=1)
    maker.memberships.update(valid=(None, yesterday))
    assert told(maker) == []

    back = make_member(
        maker, Role.PRODUCER, make_organisation("producer", "Nơi mới", commune), since=yesterday
    )
    parties.notify(maker, "Sắp hết hạn.", membership=back, **how)

    assert told(maker) == ["Sắp hết hạn."]
