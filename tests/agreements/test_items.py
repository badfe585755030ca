"""An item is done when another side than the one that says so has confirmed it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from sanvat.agreements import access, actions
from sanvat.agreements.models import Agreement, Item, ItemNote, ItemPartner, Party, Waiting
from sanvat.errors import Refusal
from sanvat.parties.models import Notice, Role
from sanvat.records import journal
from tests.agreements.worlds import done, drafted, first, sign, signed
from tests.people import make_member, make_person

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def test_the_other_side_confirms_what_one_side_says_is_done(running, coordinator, programme_party):
    item = done(first(running), coordinator)

    assert (item.state, item.said_by.organisation) == ("done", coordinator.acting.organisation)
    assert actions.confirm(item, by=programme_party, at=now())

    item.refresh_from_db()
    counted = Agreement.objects.with_counts(timezone.localdate()).get(pk=running.pk)
    assert (item.state, item.confirmed_on) == ("confirmed", timezone.localdate())
    assert (counted.items_count, counted.confirmed_count, counted.overdue_count) == (2, 1, 0)
    assert [entry.act for entry in journal.of(item)] == ["say_done", "confirm_item"]
    assert next(n.text.partition(":")[0] for n in Notice.objects.filter(user=programme_party)) == (
        "Văn phòng Điều phối tỉnh báo xong nội dung 1, chờ xác nhận"
    )
    assert Notice.objects.filter(user=coordinator, text__contains="xác nhận nội dung 1").exists()


@pytest.mark.parametrize(
    "name", ["coordinator", "advisor", "officer", "centre", "chair", "producer", "nobody"]
)
def test_no_other_than_the_other_side_confirms(running, coordinator, name, request):
    """The side that says so itself, who keeps the programme above, and strangers."""
    item = done(first(running), coordinator)

    for act in (
        lambda user: actions.confirm(item, by=user, at=now()),
        lambda user: actions.return_item(item, "Chưa đạt", by=user, at=now()),
    ):
        with pytest.raises(PermissionDenied):
            act(request.getfixturevalue(name))

    item.refresh_from_db()
    assert item.state == Item.State.DONE


def test_a_colleague_of_the_side_that_says_so_is_the_same_side(running, coordinator):
    colleague = make_person(
        "Đồng Nghiệp", Role.COORDINATOR, coordinator.acting.organisation, username="0977111222"
    )
    item = done(first(running), coordinator)

    with pytest.raises(PermissionDenied):
        actions.confirm(item, by=colleague, at=now())


def test_who_said_so_does_not_confirm_it_from_the_other_side(running, coordinator, programme_party):
    """One person who acts for both bodies."""
    item = done(first(running), coordinator)
    theirs = make_member(coordinator, Role.PROGRAMME_PARTY, programme_party.acting.organisation)
    coordinator.choose(theirs.pk)

    assert coordinator.acting == theirs
    with pytest.raises(PermissionDenied):
        actions.confirm(item, by=coordinator, at=now())


def test_a_party_that_is_no_partner_of_the_item_does_not_confirm(of_three, coordinator, advisor):
    item = done(first(of_three), coordinator)

    with pytest.raises(PermissionDenied):
        actions.confirm(item, by=advisor, at=now())


def test_without_partners_any_other_party_confirms(coordinator, programme_party, advisor):
    agreement = drafted(coordinator, programme_party, advisor)
    actions.change_item(first(agreement), partners={}, by=coordinator, at=now())
    actions.send_round(agreement, by=coordinator, at=now())
    sign(agreement, coordinator)
    item = done(first(agreement), coordinator)

    assert actions.confirm(item, by=advisor, at=now())


def test_only_the_lead_says_that_it_is_done(running, programme_party):
    with pytest.raises(PermissionDenied):
        actions.say_done(first(running), "Xong", by=programme_party, at=now())


def test_the_partner_tells_how_it_goes(running, programme_party):
    note = actions.note_progress(first(running), "Đã mở hai lớp", by=programme_party, at=now())

    assert (note.kind, note.party.organisation) == ("progress", programme_party.acting.organisation)
    assert first(running).state == Item.State.OPEN


def test_a_returned_item_says_why_and_begins_again(running, coordinator, programme_party):
    item = done(first(running), coordinator)

    actions.return_item(item, "Thiếu danh sách", by=programme_party, at=now())

    item.refresh_from_db()
    assert (item.state, item.done_on) == ("returned", None)
    again = done(item, coordinator)
    assert (again.state, again.round) == ("done", 2)
    assert actions.confirm(again, by=programme_party, at=now())


def test_a_return_without_a_reason_is_none(running, coordinator, programme_party):
    item = done(first(running), coordinator)

    with pytest.raises(ValidationError) as error:
        actions.return_item(item, "  ", by=programme_party, at=now())

    assert list(error.value.error_dict) == ["reason"]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("confirm open", "item-open"),
        ("return open", "item-open"),
        ("done twice", "item-done"),
        ("done confirmed", "item-confirmed"),
        ("confirm confirmed", "item-confirmed"),
        ("tell confirmed", "item-confirmed"),
    ],
)
def test_what_its_state_does_not_have_is_refused(running, coordinator, programme_party, act, code):
    item = first(running)
    what, state = act.split()
    if state in ("twice", "confirmed"):
        item = done(item, coordinator)
    if state == "confirmed":
        actions.confirm(item, by=programme_party, at=now())

    acts = {
        "confirm": lambda: actions.confirm(item, by=programme_party, at=now()),
        "return": lambda: actions.return_item(item, "Không", by=programme_party, at=now()),
        "done": lambda: actions.say_done(item, "Xong", by=coordinator, at=now()),
        "tell": lambda: actions.note_progress(item, "Thêm", by=coordinator, at=now()),
    }
    with pytest.raises(Refusal) as refusal:
        acts[what]()
    assert refusal.value.code == code


# All partners


@pytest.fixture
def asks_all(coordinator, programme_party, advisor):
    """Each partner of an item must confirm it; both others work on the first item."""
    agreement = drafted(coordinator, programme_party, advisor, confirm_rule="all")
    _lead, union, advisory = Party.objects.filter(agreement=agreement)
    actions.change_item(
        first(agreement), partners={union: "", advisory: ""}, by=coordinator, at=now()
    )
    actions.send_round(agreement, by=coordinator, at=now())
    sign(agreement, coordinator)
    return agreement


def test_where_all_partners_must_confirm_the_last_settles_it(
    asks_all, coordinator, programme_party, advisor
):
    item = done(first(asks_all), coordinator)

    assert not actions.confirm(item, by=programme_party, at=now())
    item.refresh_from_db()
    assert item.state == Item.State.DONE
    with pytest.raises(Refusal) as refusal:
        actions.confirm(item, by=programme_party, at=now())
    assert refusal.value.code == "confirmed-before"
    assert actions.confirm(item, by=advisor, at=now())


def test_a_return_undoes_what_one_partner_had_confirmed(
    asks_all, coordinator, programme_party, advisor
):
    item = done(first(asks_all), coordinator)
    actions.confirm(item, by=programme_party, at=now())

    actions.return_item(item, "Thiếu ảnh", by=advisor, at=now())

    item = done(item, coordinator)
    assert not actions.confirm(item, by=advisor, at=now())
    assert actions.confirm(item, by=programme_party, at=now())


# Overdue, and the queues


def test_what_is_late_is_told_by_the_day_that_is_asked(coordinator, programme_party):
    day = timezone.localdate()
    agreement = signed(
        coordinator,
        programme_party,
        starts_on=day - timedelta(days=40),
        ends_on=day - timedelta(days=10),
    )
    item = first(agreement)
    late = [len(Item.objects.late_on(day + timedelta(days=n))) for n in (-11, -10, -9, 0)]
    assert late == [0, 0, 2, 2]
    assert item.is_late_on(day)

    item = done(item, coordinator)

    assert not item.is_late_on(day)
    assert len(Item.objects.late_on(day - timedelta(days=1))) == 2, "it was late then"
    assert len(Item.objects.late_on(day)) == 1


def test_each_side_has_its_queue(running, coordinator, programme_party):
    office, union = (user.acting.organisation_id for user in (coordinator, programme_party))
    done(first(running), coordinator)

    def queues(own):
        return len(Item.objects.to_do_for(own)), len(Item.objects.to_confirm_for(own))

    assert (queues(office), queues(union)) == ((1, 0), (0, 1))


# What PostgreSQL holds


def refused(statement):
    with pytest.raises(IntegrityError, match="agreements"), transaction.atomic():
        statement()


def test_no_row_says_confirmed_without_another_sides_word(running, coordinator):
    item = done(first(running), coordinator)

    refused(
        lambda: Item.objects.filter(pk=item.pk).update(
            state="confirmed", confirmed_on=timezone.localdate()
        )
    )
    refused(
        lambda: ItemNote.objects.create(
            item=item,
            kind="confirmed",
            party=item.said_by,
            round=item.round,
            on=timezone.localdate(),
            by=coordinator,
            at=now(),
        )
    )


def test_notes_are_only_ever_added_to(running, coordinator):
    actions.note_progress(first(running), "Một lớp", by=coordinator, at=now())

    refused(lambda: ItemNote.objects.update(text="Mười lớp"))
    refused(lambda: ItemNote.objects.all()._raw_delete("default"))


def test_a_party_of_another_agreement_has_no_word(running, coordinator, programme_party):
    other = signed(coordinator, programme_party)
    stranger = other.parties.last()

    refused(
        lambda: ItemNote.objects.create(
            item=first(running),
            kind="progress",
            party=stranger,
            text="Không",
            on=timezone.localdate(),
            by=programme_party,
            at=now(),
        )
    )


def test_what_is_late_today_waits_for_its_lead(coordinator, programme_party):
    day = timezone.localdate()
    agreement = signed(
        coordinator,
        programme_party,
        starts_on=day - timedelta(days=40),
        ends_on=day - timedelta(days=10),
    )

    def late() -> list[set[int]]:
        waiting = Waiting.objects.late(day).values_list("item__number", flat=True)
        return [set(waiting), set(Item.objects.late_on(day).values_list("number", flat=True))]

    own = Waiting.objects.of(first(agreement).lead.organisation_id)
    assert late() == [{1, 2}, {1, 2}]
    item = done(first(agreement), coordinator)
    assert late() == [{2}, {2}]
    assert not own.filter(item=item).exists()

    actions.return_item(item, "Chưa đạt", by=programme_party, at=now())
    assert late() == [{1, 2}, {1, 2}]
    assert own.urgent(day).get(item=item).was_returned
    assert own.counts(day) == {"late": own.count(), "to_do": own.count(), "to_confirm": 0}
    assert list(own.counts_by_agreement(day)) == [(agreement.pk, *own.counts_in_a_row(day)[0])]


def turns():
    """Whose turn it is, from parties, partners and notes alone."""
    return {
        (item.pk, party.organisation_id)
        for item in Item.objects.filter(agreement__state=Agreement.State.RUNNING)
        for party in item.agreement.parties.all()
        if (item.state in ("open", "returned") and party.pk == item.lead_id)
        or (
            item.state == "done"
            and party.pk in access.judges_of(item)
            and not item.notes.filter(kind="confirmed", round=item.round, party=party).exists()
        )
    }


def waiting():
    return set(Waiting.objects.values_list("item", "organisation"))


def test_rows_that_wait_follow_whatever_changes(of_three, coordinator, programme_party):
    """However it is written: by acts, or in bulk past them."""
    alone = drafted(coordinator, programme_party)
    seen = []

    def holds():
        assert waiting() == turns()
        seen.append(len(waiting()))

    holds()
    item = done(first(of_three), coordinator)
    holds()
    actions.return_item(item, "Chưa đạt", by=programme_party, at=now())
    holds()
    item = done(first(of_three), coordinator)
    ItemNote.objects.create(
        item=item,
        kind="confirmed",
        party=item.partners.get().party,
        round=item.round,
        on=timezone.localdate(),
        by=programme_party,
        at=now(),
    )
    holds()
    ItemPartner.objects.filter(item__agreement=alone).delete()
    Item.objects.filter(agreement=alone, number=1).update(due_on=date(2020, 1, 1))
    Agreement.objects.filter(pk=alone.pk).update(state=Agreement.State.RUNNING)
    holds()
    days = Waiting.objects.filter(agreement=alone).values_list("deadline", flat=True)
    assert set(days) == {date(2020, 1, 1), alone.ends_on}
    done(alone.items.last(), coordinator)
    holds()
    Agreement.objects.filter(pk=alone.pk).update(state=Agreement.State.REVIEWED)
    holds()
    assert seen == [2, 2, 2, 1, 3, 3, 1]


def test_partners_look_at_an_item_and_where_it_has_none_any_other_party(
    coordinator, programme_party, of_three
):
    alone = drafted(coordinator, programme_party)
    ItemPartner.objects.filter(item__agreement=alone).delete()
    Agreement.objects.filter(pk=alone.pk).update(state=Agreement.State.RUNNING)
    kinds = set()
    for item in Item.objects.filter(agreement__in=(alone, of_three)):
        Item.objects.filter(pk=item.pk).update(
            state=Item.State.DONE, said_by=item.lead, done_on=timezone.localdate(), round=1
        )
        others = item.agreement.parties.exclude(pk=item.lead_id)
        partners = {each.party_id for each in item.partners.all()}
        kinds.add(bool(partners))
        bodies = [party.organisation_id for party in others]
        asked = [body for body in bodies if item in Item.objects.to_confirm_for(body)]
        judges = others.filter(pk__in=partners) if partners else others
        assert asked == [party.organisation_id for party in judges]
        assert item not in Item.objects.to_confirm_for(item.lead.organisation_id)
    assert kinds == {True, False}
