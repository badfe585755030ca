"""The list of those who publish their work calendars, which the database keeps in order."""

from datetime import date, time, timedelta

import pytest
from django.db import connection

from bench.plans import reading
from sanvat.agenda import published
from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkWeek
from sanvat.agenda.weeks import WEEK
from sanvat.events.models import Event
from sanvat.parties.models import Organisation
from sanvat.records.bulk import insert_many
from tests.agenda.conftest import MONDAY, NOW
from tests.desk.pages import DESK, signed_in

pytestmark = pytest.mark.django_db

FEW, TIMES = 200, 10
READS_MORE, SLACK = 2, 60


def told(calendar):
    calendar.refresh_from_db()
    return calendar.is_published, calendar.body_name


def test_a_calendar_is_in_the_list_from_its_first_published_week_on(calendar, coordinator):
    name = coordinator.acting.organisation.name
    assert told(calendar) == (False, name)
    before = WorkCalendar.objects.get(pk=calendar.pk)
    draft, other = [WorkWeek(calendar=calendar, monday=MONDAY + n * WEEK) for n in range(2)]
    insert_many([draft, other])
    assert told(calendar) == (False, name)

    out = {"state": "published", "published_at": NOW, "published_by": coordinator}
    WorkWeek.objects.filter(pk=draft.pk).update(**out)
    assert told(calendar) == (True, name)
    before.save()  # as it was read before
    assert told(calendar) == (True, name)
    assert list(published.calendars()) == [calendar]

    WorkWeek.objects.filter(pk=other.pk).delete()
    assert told(calendar) == (True, name)
    WorkWeek.objects.filter(pk=draft.pk).delete()
    assert told(calendar) == (False, name)
    insert_many([WorkWeek(calendar=calendar, monday=MONDAY, **out)])
    assert told(calendar) == (True, name)


def test_a_week_that_goes_to_another_calendar_counts_there(week, officer):
    body = officer.acting.organisation
    other = WorkCalendar.objects.create(
        organisation=body, slug="khac", opened_by=officer, opened_at=NOW
    )
    first = week.calendar

    WorkWeek.objects.filter(pk=week.pk).update(calendar=other)
    assert (told(first)[0], told(other)) == (False, (True, body.name))


def test_a_body_that_is_renamed_stands_where_its_new_name_does(week, officer):
    body = week.calendar.organisation
    Organisation.objects.filter(pk=body.pk).update(name="Ban Điều phối")
    assert told(week.calendar) == (True, "Ban Điều phối")
    WorkCalendar.objects.filter(pk=week.calendar_id).update(body_name="khác", is_published=False)
    assert told(week.calendar) == (True, "Ban Điều phối")


class Country:
    """Bodies that publish their weeks, and events of one of them, more of both at every `grow`."""

    def __init__(self, calendar, by):
        self._calendar, self._by, self._there = calendar, by, 0

    def grow(self, upto):
        numbers = range(self._there, upto)
        self._there = upto
        bodies = [
            Organisation(kind="press", name=f"Báo {n * 7919 % 10_007:05}", created_at=NOW)
            for n in numbers
        ]
        insert_many(bodies)
        calendars = [
            WorkCalendar(organisation=body, slug=f"bao-{n}", opened_by=self._by, opened_at=NOW)
            for n, body in zip(numbers, bodies, strict=True)
        ]
        insert_many(calendars)
        out = {"state": "published", "published_at": NOW, "published_by": self._by}
        weeks = [WorkWeek(calendar=each, monday=MONDAY, **out) for each in calendars]
        insert_many(weeks)
        insert_many([self._entry(each) for each in weeks])
        insert_many([self._event(n) for n in numbers])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _entry(self, week):
        kept = {"created_by": self._by, "created_at": NOW, "changed_at": NOW}
        return WorkEntry(week=week, weekday=1, starts_time=time(8), content="Giao ban", **kept)

    def _event(self, n):
        """Each on a day of its own, one in ten of several days."""
        starts_on = MONDAY + timedelta(days=3 - n)
        return Event(
            kind="training",
            title=f"Tập huấn {n}",
            host=self._calendar.organisation,
            place=self._by.acting.place,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=0 if n % 10 else 6),
            published_at=NOW,
            created_by=self._by,
            created_at=NOW,
            changed_at=NOW,
        )


def read(coordinator, calendar):
    """What is read for each page, without what stands kept for strangers."""
    found = {}
    here = f"/lich-cong-tac/{calendar.slug}/"
    long_ago: date = MONDAY - 10 * WEEK
    client = signed_in(coordinator)
    for path in (
        *("/lich-cong-tac/", "/lich-cong-tac/?page=2", here, f"{here}?tuan={long_ago}"),
        *(f"{DESK}lich-cong-tac/", f"{DESK}lich-cong-tac/?thang={MONDAY:%Y-%m}"),
        f"{DESK}lich-cua-toi/",
    ):
        assert client.get(path).status_code == 200
        with reading() as seen:
            client.get(path)
        found[path] = seen
    return found


def test_no_calendar_reads_more_than_it_shows(week, coordinator):
    country = Country(week.calendar, coordinator)
    country.grow(FEW)
    few = read(coordinator, week.calendar)
    country.grow(FEW * TIMES)
    many = read(coordinator, week.calendar)

    assert all(each.buffers for each in few.values())
    wrong = {
        path: (few[path].buffers, now.buffers, max(now.statements)[3][:600])
        for path, now in many.items()
        if now.buffers > few[path].buffers * READS_MORE + SLACK
    }
    assert not wrong, "\n".join(f"{path}: {told}" for path, told in wrong.items())
