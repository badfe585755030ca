"""What PostgreSQL keeps of matters for counting and listing is what the matters say."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from sanvat.clocks.actions import correct_days, recompute_open
from sanvat.clocks.models import Clock
from sanvat.concerns import actions
from sanvat.concerns.figures import Figures, counts, rows_for
from sanvat.concerns.models import Concern, CountedConcern
from sanvat.concerns.published import year_of
from sanvat.concerns.recounting import differing
from sanvat.errors import Refusal
from sanvat.places.models import Level
from sanvat.site.commands.doctor import _counted_concerns
from tests.people import again, make_organisation, make_person
from tests.threads import at_once

TODAY = timezone.localdate


def ago(days):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def other(officer, neighbour):
    """An officer of the neighbouring commune's committee."""
    committee = make_organisation("commune_committee", "UBND xã bên", neighbour)
    return make_person("Lò Văn Ba", "commune_officer", committee, username="0987000031")


def from_scratch(rows) -> dict:
    """The figures of these matters, counted one by one from the matters themselves."""
    found = defaultdict(Figures)
    for each in rows:
        clock = each.clock
        due, finished = (clock.due_on, clock.finished_on) if clock else (None, None)
        if each.state in ("answered", "closed"):
            in_time = due is None or (finished is not None and finished <= due)
            outcome = "in_time" if in_time else "delayed"
        elif each.is_open:
            outcome = "late" if not finished and due and due < TODAY() else "waiting"
        else:
            outcome = "otherwise"
        sent_on = timezone.localdate(each.sent_at)
        for key in (
            "whole",
            *(("subject", each.subject), ("kind", each.kind), ("state", each.state)),
            *(
                ("month", sent_on.replace(day=1)),
                ("place", each.place),
                ("body", each.organisation),
            ),
        ):
            figures = found[key]
            figures.received += 1
            setattr(figures, outcome, getattr(figures, outcome) + 1)
            figures.reopened += each.reopened_at is not None
            figures.rated += each.satisfaction is not None
            figures.marks += each.satisfaction or 0
            if outcome in ("in_time", "delayed") and each.settled_on:
                days = max((each.settled_on - sent_on).days, 0)
                if key == "whole" or key[0] in ("subject", "kind", "body"):
                    figures.days[days] = figures.days.get(days, 0) + 1
    return dict(found)


def told(found) -> dict:
    """What `counts` says, in the same shape."""
    named = {
        "subject": found.by_subject,
        "kind": found.by_kind,
        "month": found.by_month,
        "place": found.by_place,
        "body": found.by_body,
    }
    said = {"whole": found.whole}
    for name, figures in named.items():
        said |= {(name, value): each for value, each in figures.items()}
    return said


def act_at_random(concern, officer, other, chance, at):
    """The first of some things, in any order, that may be done; what is refused changes nothing.
    Whether there was one."""
    bodies = {each.acting.organisation_id: each for each in (officer, other)}
    by = bodies.get(concern.organisation_id, officer)
    beside = other if by is officer else officer
    acts = (
        lambda: actions.classify(
            concern,
            kind=chance.choice(("feedback", "proposal", "complaint")),
            subject=chance.choice(("roads-water", "land")),
            by=by,
            at=at,
        ),
        lambda: actions.accept(concern, by=by, at=at),
        lambda: actions.begin_verifying(concern, by=by, at=at),
        lambda: actions.answer(concern, "Đã làm.", by=by, at=at),
        lambda: actions.assign(concern, by, by=by, at=at),
        lambda: actions.rate(concern, chance.randint(1, 5), at=at),
        lambda: actions.reopen(concern, "Chưa xong.", at=at),
        lambda: actions.close(concern, by=by, at=at),
        lambda: actions.withdraw(concern, at=at),
        lambda: actions.refuse(concern, "Không thuộc thẩm quyền.", by=by, at=at),
        lambda: actions.return_with_guidance(concern, "Hãy hỏi nơi khác.", by=by, at=at),
        lambda: actions.transfer(
            concern, beside.acting.organisation, reason="Đúng nơi.", by=by, at=at
        ),
        lambda: actions.extend_concern(concern, case="complex", reason="Khó.", by=by, at=at),
        lambda: actions.suspend(
            concern, on=timezone.localdate(at), reason="Quyết định 1.", by=by, at=at
        ),
        lambda: actions.take_up_again(concern, on=timezone.localdate(at), by=by, at=at),
        lambda: actions.separate(concern, by=by, at=at),
        lambda: actions.merge(
            concern,
            Concern.objects.filter(organisation=concern.organisation_id).earliest("pk"),
            by=by,
            at=at,
        ),
    )
    for act in chance.sample(acts, len(acts)):
        try:
            with transaction.atomic():
                act()
        except (Refusal, ValidationError, PermissionDenied):
            continue
        return True
    return False


@pytest.mark.parametrize("seed", range(3))
def test_after_random_acts_counts_are_those_of_the_matters_counted_one_by_one(
    officer, other, advisor, province, send, commune, neighbour, seed
):
    chance = Random(seed)
    done = 0
    for _n in range(12):
        at = ago(chance.randrange(5, 120))
        place = chance.choice((commune, neighbour))
        concern = send(place=place, subject=chance.choice(("roads-water", "land")), at=at).concern
        for step in range(chance.randrange(7)):
            concern.refresh_from_db()
            done += act_at_random(concern, officer, other, chance, at + timedelta(hours=step))
    assert done > 20
    assert differing() == 0
    rows = Concern.objects.select_related("clock", "place", "organisation")
    found = counts(rows_for(advisor, province), today=TODAY(), within=province, level=Level.COMMUNE)
    scratch = from_scratch(rows)
    states = {key[1]: each.received for key, each in scratch.items() if key[0] == "state"}
    assert found.by_state == states
    assert told(found) == {key: each for key, each in scratch.items() if key[0] != "state"}
    for year in {timezone.localdate(each.sent_at).year for each in rows}:
        public = year_of(year, today=TODAY())
        of_year = [each for each in rows if timezone.localdate(each.sent_at).year == year]
        by_subject = Counter(each.subject for each in of_year)
        table = public.tables["subject"]
        shown = {s: n for s in table.columns if (n := table.shown(province.pk, s))}
        assert shown.items() <= by_subject.items()


# Each way in which what is kept changes


def kept(concern) -> dict:
    return CountedConcern.objects.filter(pk=concern.pk).values().get()


def test_a_denunciation_is_not_kept(denunciation, send):
    send()
    assert CountedConcern.objects.count() == 1
    Concern.objects.filter(pk=denunciation.pk).update(subject="land", state="accepted")
    Clock.objects.filter(pk=denunciation.clock_id).update(due_on=TODAY() + timedelta(days=99))
    assert not CountedConcern.objects.filter(pk=denunciation.pk).exists()
    assert differing() == 0


def test_the_day_is_that_of_viet_nam(officer, send):
    at = timezone.make_aware(datetime(2026, 1, 1, 0, 10))  # the 31st of December in UTC
    row = kept(send(at=at).concern)
    assert (row["sent_on"], row["sent_month"]) == (at.date(), 2026 * 12)


@pytest.mark.parametrize(
    ("column", "value", "name"),
    [
        ("kind", "complaint", "kind"),
        ("subject", "land", "subject"),
        ("state", "verifying", "state"),
        ("satisfaction", 4, "satisfaction"),
        ("settled_on", datetime(2027, 3, 4).date(), "settled_on"),
    ],
)
def test_it_follows_each_column_of_a_matter(accepted, column, value, name):
    Concern.objects.filter(pk=accepted.pk).update(**{column: value})
    assert kept(accepted)[name] == value
    assert differing() == 0


def test_it_follows_the_rest_of_a_matter(accepted, officer, neighbour, advisor):
    Concern.objects.filter(pk=accepted.pk).update(
        handler=officer,
        place=neighbour,
        organisation=advisor.acting.organisation,
        reopened_at=timezone.now(),
    )
    row = kept(accepted)
    assert (row["is_assigned"], row["was_reopened"]) == (True, True)
    assert (row["place_id"], row["organisation_id"]) == (
        neighbour.pk,
        advisor.acting.organisation_id,
    )
    Concern.objects.filter(pk=accepted.pk).update(clock=None, handler=None)
    row = kept(accepted)
    assert (row["clock_id"], row["due_on"], row["is_assigned"]) == (None, None, False)
    assert differing() == 0


def test_it_follows_a_clock_and_no_clock_of_before(accepted):
    before = accepted.clock
    day = TODAY() + timedelta(days=200)
    Clock.objects.filter(pk=before.pk).update(due_on=day)
    assert kept(accepted)["due_on"] == day
    other = Clock.objects.get(pk=before.pk)
    other.pk, other.due_on = None, day + timedelta(days=1)
    other.save()
    Concern.objects.filter(pk=accepted.pk).update(clock=other)
    assert kept(accepted)["due_on"] == other.due_on
    Clock.objects.filter(pk=before.pk).update(due_on=TODAY() + timedelta(days=300))
    assert kept(accepted)["due_on"] == other.due_on
    Clock.objects.filter(pk=other.pk).update(finished_on=TODAY(), state="finished")
    assert kept(accepted)["finished_on"] == TODAY()
    assert differing() == 0


def test_a_day_off_that_moves_due_days_moves_what_is_kept(accepted, centre):
    before = kept(accepted)["due_on"]
    correct_days(
        None,
        before,
        before + timedelta(days=2),
        works=False,
        reason="Bão",
        paper="1/CĐ",
        by=centre,
        at=timezone.now(),
    )
    recompute_open(at=timezone.now(), why="Bão")
    assert kept(accepted)["due_on"] > before
    assert differing() == 0


def test_it_goes_with_the_matter(concern):
    with connection.cursor() as cursor:
        for table in ("handling", "turn", "sender"):
            cursor.execute(
                f"DELETE FROM concerns_{table} WHERE concern_id = %s",
                [concern.pk],
            )
        cursor.execute("DELETE FROM concerns_concern WHERE id = %s", [concern.pk])
    assert not CountedConcern.objects.exists()


def test_the_doctor_finds_what_differs_and_the_command_mends_it(accepted, send, denunciation):
    lost, moved = send().concern, send().concern
    assert _counted_concerns().good is True
    CountedConcern.objects.filter(pk=lost.pk).delete()
    CountedConcern.objects.filter(pk=moved.pk).update(state="closed")
    assert _counted_concerns() == (
        False,
        "2 phản ánh được đếm khác với chính chúng; chạy sanvat manage recount_concerns",
    )
    said = StringIO()
    call_command("recount_concerns", stdout=said)
    call_command("recount_concerns", stdout=said)
    assert said.getvalue() == (
        "Số liệu của 2 phản ánh khác với chính chúng; đã ghi lại.\n"
        "Số liệu phản ánh khớp, không có gì phải ghi lại.\n"
    )
    assert _counted_concerns().good is True


@pytest.mark.django_db(transaction=True)
def test_a_due_day_that_moves_while_the_matter_changes_is_not_lost(officer, accepted):
    """Acts hold the matter, days off its clock: neither writes over what the other has written."""
    for n in range(5):
        day = TODAY() + timedelta(days=100 + n)

        def move_the_day(day=day):
            Clock.objects.filter(pk=accepted.clock_id).update(due_on=day)

        def change_the_matter(n=n):
            Concern.objects.filter(pk=accepted.pk).update(satisfaction=1 + n % 5)

        at_once(move_the_day, change_the_matter)
        row = kept(accepted)
        assert (row["due_on"], row["satisfaction"]) == (day, 1 + n % 5)
    assert differing() == 0


# Lists


def test_what_somebody_sees_is_the_same_without_denunciations(
    officer, other, advisor, centre, stranger, programme_party, send, neighbour, denunciation
):
    send()
    send(place=neighbour)
    for user in (officer, other, advisor, centre, stranger, programme_party):
        user = again(user)
        seen = Concern.objects.visible_to(user).filter(is_confidential=False)
        for name, given in (
            ("open", ()),
            ("late_on", (TODAY() + timedelta(days=60),)),
            ("due_between", (TODAY(), TODAY() + timedelta(days=60))),
            ("unassigned", ()),
        ):
            narrow = getattr(CountedConcern.objects.visible_to(user), name)(*given).due_first()
            wide = getattr(seen, name)(*given).due_first()
            assert [each.pk for each in narrow] == [each.pk for each in wide]
        for place in (neighbour, neighbour.parent):
            narrow = CountedConcern.objects.visible_to(user).in_place(place)
            wide = seen.in_place(place)
            assert set(narrow.values_list("pk", flat=True)) == set(
                wide.values_list("pk", flat=True)
            )


def test_lists_of_what_is_due_need_not_sort_a_country(centre):
    """With many matters the plan walks an index in the order of due days, and stops at a page."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    everything = CountedConcern.objects.visible_to(again(centre))
    for rows in (everything.open(), everything.late_on(TODAY()), everything.unassigned()):
        plan = rows.due_first()[:25].explain()
        assert "Sort" not in plan
        assert "counted_due" in plan
