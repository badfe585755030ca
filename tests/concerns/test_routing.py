"""Where a matter goes, and who has a part in it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanvat.concerns import actions, routing
from sanvat.concerns.models import Concern
from sanvat.errors import Refusal
from sanvat.parties.actions import end_membership
from sanvat.places.models import Place
from sanvat.records import journal
from tests.people import make_organisation


def now():
    return timezone.now()


def refusal(act, *args, **more) -> str:
    with pytest.raises(Refusal) as refused:
        act(*args, **more)
    return refused.value.code


def test_an_office_settles_who_answers_for_what(officer, coordinator, province, commune, send):
    today = timezone.localdate()
    other = make_organisation("department", "Sở Xây dựng", province)
    route = actions.set_route(
        province, "roads-water", other, first=today, source="QĐ 5", by=coordinator, at=now()
    )
    assert send().concern.organisation == other
    assert send(subject="land").concern.organisation == officer.acting.organisation
    own = actions.set_route(
        commune, "", officer.acting.organisation, first=today, by=officer, at=now()
    )
    assert send().concern.organisation == officer.acting.organisation
    actions.end_route(own, last=today - timedelta(days=1), by=officer, at=now())
    assert send().concern.organisation == other
    assert [entry.act for entry in journal.of(own)] == ["set_route", "end_route"]
    with pytest.raises(PermissionDenied):
        actions.end_route(route, last=today, by=officer, at=now())


def test_a_route_leads_to_no_body_of_another_province(coordinator, province, elsewhere):
    far = make_organisation("commune_committee", "UBND xã xa", elsewhere)
    assert (
        refusal(
            actions.set_route,
            province,
            "land",
            far,
            first=timezone.localdate(),
            by=coordinator,
            at=now(),
        )
        == "elsewhere"
    )


def test_a_later_route_ends_the_one_before(coordinator, advisor, province):
    bodies = (coordinator.acting.organisation, advisor.acting.organisation)
    first, second = (
        actions.set_route(province, "land", body, first=day, by=coordinator, at=now())
        for body, day in zip(bodies, (date(2026, 1, 1), date(2026, 3, 1)), strict=True)
    )
    first.refresh_from_db()
    assert (first.valid.upper, second.valid.upper) == (date(2026, 3, 1), None)
    with pytest.raises(ValidationError):
        actions.set_route(
            province, "land", bodies[0], first=date(2026, 2, 1), by=coordinator, at=now()
        )


def test_a_place_of_the_old_map_stands_for_what_it_is_today(officer, send, commune):
    old = next(
        step.old for step in commune.origins.select_related("old") if step.old.level == "commune"
    )
    concern = send(place=old).concern
    assert concern.place == commune
    assert concern.organisation == officer.acting.organisation


def test_nobody_answers_in_a_province_without_bodies(send, elsewhere):
    assert refusal(send, place=elsewhere) == "nobody-answers"
    assert not Concern.objects.exists()


def test_what_is_for_the_province_goes_there(officer, advisor, send, commune):
    assert send(subject="star-result").concern.organisation == advisor.acting.organisation
    found = routing.candidates("star-result", commune, timezone.localdate())
    assert [body for body, _route in found] == [
        advisor.acting.organisation,
        officer.acting.organisation,
    ]


def test_a_matter_is_handed_on_twice_and_loses_nothing(
    officer, advisor, coordinator, concern, programme_party
):
    due = concern.clock.due_on
    actions.transfer(
        concern, advisor.acting.organisation, reason="Thuộc tỉnh", by=officer, at=now()
    )
    party = programme_party.acting.organisation
    concern = actions.transfer(concern, party, reason="Của hội", by=advisor, at=now())
    assert (concern.organisation, concern.state, concern.handler) == (party, "transferred", None)
    assert (concern.clock.due_on, concern.clock.finished_on) == (due, None)
    assert [
        (part.organisation_id, part.until_at is None)
        for part in concern.handlings.order_by("since_at", "pk")
    ] == [
        (officer.acting.organisation_id, False),
        (advisor.acting.organisation_id, False),
        (party.pk, True),
    ]
    # The commune still sees what lies in it, and deals with it no more.
    assert Concern.objects.visible_to(officer).get() == concern
    with pytest.raises(PermissionDenied):
        actions.classify(concern, kind="feedback", subject="land", by=officer, at=now())
    actions.classify(concern, kind="feedback", subject="land", by=programme_party, at=now())


def test_it_is_handed_to_nobody_who_has_it(officer, concern):
    assert (
        refusal(
            actions.transfer,
            concern,
            officer.acting.organisation,
            reason="Nhầm",
            by=officer,
            at=now(),
        )
        == "leads-already"
    )
    with pytest.raises(ValidationError):
        actions.transfer(
            concern, make_organisation("other", "Khác"), reason=" ", by=officer, at=now()
        )


def test_it_is_handed_to_no_body_for_which_nobody_comes_in(officer, concern, province):
    empty = make_organisation("department", "Sở Xây dựng", province)
    given = {"reason": "Thuộc sở", "by": officer, "at": now()}
    assert refusal(actions.transfer, concern, empty, **given) == "nobody-there"
    concern.refresh_from_db()
    assert concern.organisation == officer.acting.organisation


def test_others_help_and_stop_helping(officer, programme_party, concern):
    party = programme_party.acting.organisation
    assert not Concern.objects.visible_to(programme_party).exists()
    help_ = actions.ask_help(concern, party, reason="Cùng xem", by=officer, at=now())
    assert Concern.objects.visible_to(programme_party).get() == concern
    actions.note_opinion(concern, "Hội góp công.", by=programme_party, at=now())
    with pytest.raises(PermissionDenied):
        actions.answer(concern, "Xong.", by=programme_party, at=now())
    with pytest.raises(PermissionDenied):
        actions.read_identity(concern, purpose="contact", by=programme_party, at=now())
    assert (
        refusal(actions.ask_help, concern, party, reason="", by=officer, at=now())
        == "helps-already"
    )
    actions.end_help(help_, by=programme_party, at=now())
    assert not Concern.objects.visible_to(programme_party).exists()
    assert refusal(actions.end_help, help_, by=officer, at=now()) == "helps-no-longer"


def test_it_is_put_in_the_hands_of_a_colleague_and_handed_over(
    officer, colleague, advisor, concern
):
    actions.assign(concern, colleague, by=officer, at=now())
    concern.refresh_from_db()
    assert concern.handler == colleague
    assert refusal(actions.assign, concern, advisor, by=officer, at=now()) == "not-of-this-body"
    assert actions.hand_over(colleague, officer, by=officer, at=now()) == 1
    assert actions.hand_over(colleague, None, by=officer, at=now()) == 0
    concern.refresh_from_db()
    assert concern.handler == officer
    assert [entry.act for entry in journal.of(concern)][-2:] == ["assign", "hand_over"]


@pytest.mark.parametrize(
    ("act", "field"), [("return_with_guidance", "guidance"), ("refuse", "reason")]
)
def test_what_is_not_ours_is_sent_back_with_a_word(officer, concern, act, field):
    with pytest.raises(Refusal):  # it must be looked at first
        getattr(actions, act)(concern, "Hãy đến tòa án huyện.", by=officer, at=now())
    actions.classify(concern, kind="proposal", subject="other", by=officer, at=now())
    with pytest.raises(ValidationError) as fault:
        getattr(actions, act)(concern, "  ", by=officer, at=now())
    assert list(fault.value.message_dict) == [field]
    concern = getattr(actions, act)(concern, "Hãy đến tòa án.", by=officer, at=now())
    assert concern.turns.last().said == "Hãy đến tòa án."
    assert concern.clock.finished_on == concern.settled_on == timezone.localdate()


def test_another_kind_has_another_limit(officer, concern):
    concern = actions.classify(concern, kind="complaint", subject="land", by=officer, at=now())
    assert concern.clock.rule.startswith("Luật Khiếu nại 2011, Điều 27")
    assert (
        refusal(
            actions.classify, concern, kind="denunciation", subject="land", by=officer, at=now()
        )
        == "kind-is-kept"
    )


def test_a_repeat_may_turn_out_to_be_another_matter(officer, send):
    first, second, third = (send().concern for _n in range(3))
    actions.merge(second, first, by=officer, at=now())
    assert refusal(actions.merge, third, second, by=officer, at=now()) == "into-merged"
    assert refusal(actions.merge, third, third, by=officer, at=now()) == "into-merged"
    second = actions.separate(second, by=officer, at=now())
    assert (second.state, second.merged_into, second.clock.finished_on) == (
        "classified",
        None,
        None,
    )
    actions.refuse(
        actions.classify(first, kind="feedback", subject="land", by=officer, at=now()),
        "Không có thật.",
        by=officer,
        at=now(),
    )
    assert refusal(actions.merge, second, first, by=officer, at=now()) == "into-ended"


def test_what_was_merged_is_refused_with_the_other(officer, send):
    first, second, third = (send().concern for _n in range(3))
    actions.merge(third, second, by=officer, at=now())
    actions.merge(second, first, by=officer, at=now())
    actions.classify(first, kind="feedback", subject="land", by=officer, at=now())
    actions.refuse(first, "Không có thật.", by=officer, at=now())
    for each in (second, third):
        each.refresh_from_db()
        assert (each.state, each.turns.last().said) == ("refused", "Không có thật.")


def test_a_denunciation_goes_up_to_who_is_named_for_such(officer, advisor, operator, send):
    assert refusal(send, kind="denunciation", subject="dossier") == "no-confidant"
    actions.name_confidant(
        advisor.acting.organisation,
        advisor,
        paper="QĐ 9",
        first=timezone.localdate(),
        by=operator,
        at=now(),
    )
    concern = send(kind="denunciation", subject="dossier").concern
    assert concern.organisation == advisor.acting.organisation
    assert (
        refusal(
            actions.transfer,
            concern,
            officer.acting.organisation,
            reason="Của xã",
            by=advisor,
            at=now(),
        )
        == "no-confidant"
    )
    assert (
        refusal(
            actions.ask_help,
            concern,
            officer.acting.organisation,
            reason="Cùng xem",
            by=advisor,
            at=now(),
        )
        == "confidential"
    )


def test_who_is_named_no_longer_sees_nothing(confidant, denunciation, officer, colleague, advisor):
    yesterday = timezone.localdate() - timedelta(days=1)
    assert Concern.objects.visible_to(officer).exists()
    # The last one stays named as long as a denunciation is open.
    refused = refusal(actions.end_confidant, confidant, last=yesterday, by=advisor, at=now())
    assert refused == "last-confidant"
    actions.name_confidant(
        officer.acting.organisation, colleague, paper="QĐ 13", first=yesterday, by=advisor, at=now()
    )
    actions.end_confidant(confidant, last=yesterday, by=advisor, at=now())
    assert not Concern.objects.visible_to(officer).exists()
    assert (
        refusal(actions.end_confidant, confidant, last=yesterday, by=advisor, at=now())
        == "ended-before"
    )


def test_only_who_gives_roles_names_people_for_denunciations(officer, colleague, stranger, advisor):
    body = officer.acting.organisation
    for person in (officer, colleague, stranger):
        with pytest.raises(PermissionDenied):
            actions.name_confidant(
                body, officer, paper="x", first=timezone.localdate(), by=person, at=now()
            )
    assert (
        refusal(
            actions.name_confidant,
            body,
            stranger,
            paper="x",
            first=timezone.localdate(),
            by=advisor,
            at=now(),
        )
        == "not-of-this-body"
    )


def test_every_subject_finds_a_body_of_the_place(officer, advisor, commune):
    from sanvat.rules.concerns import subjects

    for each in subjects():
        assert routing.candidates(each.key, commune, timezone.localdate())[0][0].place in (
            *(officer.acting.place, advisor.acting.place),
        )


def test_an_old_unit_that_was_divided_offers_all_its_parts(db):
    divided = Place.objects.filter(level="commune", successions__whole=False).order_by("pk").first()
    assert len(routing.today_in(divided)) > 1


def test_what_somebody_had_in_hand_is_everybody_s_when_their_role_ends(
    officer, colleague, advisor, concern
):
    """`leave_hands`, which a membership's end calls."""
    actions.assign(concern, colleague, by=officer, at=now())
    end_membership(colleague.acting, by=advisor, at=now())
    concern.refresh_from_db()
    assert concern.handler is None


def test_the_only_person_named_for_denunciations_stays_until_another_is_named(
    confidant, denunciation, officer, advisor
):
    assert refusal(end_membership, officer.acting, by=advisor, at=now()) == "last-confidant"
