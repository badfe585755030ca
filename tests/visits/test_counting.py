"""What is counted: readers told apart for a day, sums of several workers, what is shown of them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from sanvat.visits import counting, figures
from sanvat.visits.counting import Counter
from sanvat.visits.models import DayCount, SpanCount
from sanvat.visits.readers import Readers, Seen
from sanvat.visits.robots import is_robot

NOON = datetime(2026, 11, 18, 5, 2, tzinfo=UTC)  # a Wednesday, noon in Việt Nam
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def minutes(number: float) -> datetime:
    return NOON + timedelta(minutes=number)


@pytest.fixture
def readers():
    return Readers(places=1 << 16)


@pytest.fixture
def counter(readers):
    return Counter(readers)


@pytest.fixture(autouse=True)
def _forget():
    figures._known.clear()


def kept() -> set[tuple]:
    return set(DayCount.objects.values_list("site", "section", "views", "visits"))


# Readers


def test_a_visit_goes_on_until_a_pause(readers):
    said = [readers.see("an", at=minutes(m)) for m in (0, 1, 4, 33, 64)]

    assert said == [
        Seen(is_visit=True, is_in_span=True),
        Seen(is_visit=False, is_in_span=False),
        Seen(is_visit=False, is_in_span=True),
        Seen(is_visit=False, is_in_span=True),
        Seen(is_visit=True, is_in_span=True),
    ]


def test_readers_are_told_apart_and_a_new_day_knows_nobody(readers):
    assert all(readers.see(f"reader {n}", at=NOON).is_visit for n in range(50))
    assert not readers.see("reader 7", at=NOON).is_visit
    last = NOON.replace(hour=16, minute=59)  # one minute to midnight in Việt Nam
    readers.see("reader 7", at=last)

    assert readers.see("reader 7", at=last + timedelta(minutes=1)).is_visit


def test_the_salt_of_yesterday_is_gone_and_so_is_the_table(readers):
    readers.see("an", at=NOON)
    salt = bytes(readers._page[8:])
    readers.see("an", at=NOON + timedelta(days=1))

    assert bytes(readers._page[8:]) != salt
    assert sum(1 for mark in readers._marks if mark) == 1


# Robots


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; coccoc_bot-web/1.0)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0 Safari/537.36",
        "facebookexternalhit/1.1",
        "Zalo-Preview",
        "Feedly/1.0",
    ],
)
def test_programmes_that_say_so_are_robots(agent):
    assert is_robot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
        " Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) coc_coc_browser/120.0 Chrome/114.0 Safari/537",
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Zalo android/2412",
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X18) AppleWebKit/537.36 Chrome/99.0 Mobile",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1) Presto/2.12.423 Version/12.16",
    ],
)
def test_browsers_are_not(agent):
    assert not is_robot(agent)


# Sums


@pytest.mark.django_db
def test_pages_are_counted_for_all_and_for_the_units_site(counter):
    counter.count("an", site="", section="", at=NOON)
    counter.count("an", site="duc-trong", section="don-vi/tin-tuc", at=NOON)
    counter.count("an", site="duc-trong", section="don-vi/tin-tuc", at=NOON)
    counter.count("ba", site="duc-trong", section="don-vi", at=NOON)

    assert not DayCount.objects.exists()  # no page waited for it
    assert counter.write() == 7  # five sections, two spans
    assert kept() == {
        ("", "", 1, 1),
        ("", "don-vi/tin-tuc", 2, 0),
        ("", "don-vi", 1, 1),
        ("duc-trong", "don-vi/tin-tuc", 2, 1),
        ("duc-trong", "don-vi", 1, 1),
    }
    assert counter.write() == 0


@pytest.mark.django_db
def test_what_several_workers_counted_adds_up(readers):
    workers = [Counter(readers), Counter(readers)]
    for worker in workers:
        worker.count("an", site="", section="tin", at=NOON)
        worker.count("ba", site="", section="tin", at=NOON)
        worker.write()

    assert kept() == {("", "tin", 4, 2)}  # each reader is known to both
    assert list(SpanCount.objects.values_list("readers", flat=True)) == [2]


@pytest.mark.django_db
def test_what_could_not_be_written_is_written_next_time(counter, monkeypatch):
    def away(_days):
        raise DatabaseError("away")

    counter.count("an", site="", section="tin", at=NOON)
    with monkeypatch.context() as broken:
        broken.setattr(counting, "_add_days", away)
        with pytest.raises(DatabaseError):
            counter.write()
    counter.count("an", site="", section="tin", at=NOON)
    counter.write()

    assert kept() == {("", "tin", 2, 1)}


@pytest.mark.django_db
def test_only_so_much_waits_to_be_written(counter, monkeypatch):
    monkeypatch.setattr(counting, "MOST_WAITING", 2)
    for section in ("a", "b", "c", "a"):
        counter.count("an", site="", section=section, at=NOON)
    counter.write()

    assert kept() == {("", "a", 2, 1), ("", "b", 1, 0)}


@pytest.mark.django_db
def test_spans_are_forgotten_after_an_hour(counter):
    for each in (0, 120):
        counter.count("an", site="", section="", at=minutes(each))
        counter.write()

    began = list(SpanCount.objects.values_list("began_at", flat=True))
    assert began == [counting.span_of(minutes(120))]


@pytest.mark.django_db
def test_more_visits_than_views_are_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        DayCount.objects.create(day=NOON.date(), views=1, visits=2)


# What is shown


@pytest.mark.django_db
def test_figures_of_today_yesterday_week_month_and_in_all():
    for day, visits in ((18, 5), (17, 7), (16, 11), (15, 13), (1, 17)):
        DayCount.objects.create(day=NOON.date().replace(day=day), views=visits + 1, visits=visits)
    DayCount.objects.create(day=NOON.date().replace(month=10), views=20, visits=19)
    DayCount.objects.create(day=NOON.date(), site="khac", views=900, visits=900)
    SpanCount.objects.create(began_at=counting.span_of(minutes(-5)), readers=3)

    shown = figures.figures(at=minutes(1))

    assert shown == figures.Figures(
        at=counting.span_of(NOON),
        since=NOON.date().replace(month=10),
        now=3,
        today=5,
        yesterday=7,
        week=23,
        month=53,
        in_all=72,
        views=78,
    )


@pytest.mark.django_db
def test_figures_stay_the_same_within_a_span_in_all_workers(counter):
    before = figures.figures(at=minutes(4))
    counter.count("an", site="", section="", at=minutes(4))
    counter.write()
    figures._known.clear()  # as in another worker

    assert figures.figures(at=minutes(7)) == before
    after = figures.figures(at=minutes(9))
    assert (after.today, after.since) == (1, NOON.date())


@pytest.mark.django_db
def test_days_without_a_visit_stand_in_the_series():
    DayCount.objects.create(day=NOON.date(), section="a", views=4, visits=1)
    DayCount.objects.create(day=NOON.date(), section="b", views=9, visits=2)
    yesterday = NOON.date() - timedelta(days=1)

    assert figures.by_day("", yesterday, NOON.date()) == [
        figures.OfDay(yesterday, 0, 0),
        figures.OfDay(NOON.date(), 13, 3),
    ]
    assert figures.by_section("", yesterday, NOON.date(), most=1) == [figures.OfSection("b", 9, 2)]


def test_a_worker_that_is_asked_to_end_writes_what_it_has(counter, monkeypatch):
    written = []
    monkeypatch.setattr(counting, "_write", written.append)
    end = counting.keep_writing(counter)

    end()

    assert written == [counter]
