"""A poll from its draft to its results: what may change when, and who does it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanvat.errors import Refusal
from sanvat.polls import actions
from sanvat.polls.models import Option, Poll
from sanvat.polls.published import asked_by, closed_on, listed, open_on, published
from sanvat.records.versions import version_of
from tests.polls.conftest import NOW, OPTIONS, TODAY, drafted
from tests.products.journals import count, last

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def first(poll) -> Option:
    return poll.options.get(position=1)


def refused(work) -> str:
    with pytest.raises(Refusal) as told:
        work()
    return told.value.code


def test_a_draft_is_seen_by_keepers_of_its_place_alone(draft, advisor, centre, officer, producer):
    assert list(Poll.objects.visible_to(advisor)) == [draft]
    assert list(Poll.objects.visible_to(centre)) == [draft]
    for other in (officer, producer):
        assert not Poll.objects.visible_to(other)
    assert not published()
    assert [each.text for each in draft.options.all()] == [text for text, _english in OPTIONS]
    assert last(draft)[0] == "draft_poll"


def test_a_poll_opens_and_closes_by_its_days(poll):
    phases = {days: str(poll.phase(TODAY + days * DAY).value) for days in (-2, -1, 0, 9, 10)}
    assert phases == {-2: "waiting", -1: "open", 0: "open", 9: "open", 10: "closed"}
    assert [list(open_on(TODAY + days * DAY)) for days in (-2, -1, 9, 10)] == [
        *([], [poll], [poll], []),
    ]
    assert not listed(TODAY - 2 * DAY)
    assert list(closed_on(TODAY + 10 * DAY)) == [poll]


def test_results_are_shown_at_once_or_when_closed(poll):
    days = (TODAY - 2 * DAY, TODAY, TODAY + 10 * DAY)
    assert [poll.shows_results(day) for day in days] == [False, False, True]
    poll.results = Poll.Results.AT_ONCE
    assert [poll.shows_results(day) for day in days] == [False, True, True]
    poll.state = Poll.State.WITHDRAWN
    assert [poll.shows_results(day) for day in days] == [False] * 3


def test_an_answer_adds_one_and_leaves_no_other_trace(poll):
    entries = count()

    actions.choose(poll, first(poll).pk, at=NOW)
    actions.choose(poll, first(poll).pk, at=NOW)

    assert list(poll.options.values_list("chosen", flat=True)) == [2, 0, 0]
    assert count() == entries


@pytest.mark.parametrize("days", [-2, 10])
def test_a_poll_that_is_not_open_takes_no_answer(poll, days):
    at = NOW + days * DAY
    assert refused(lambda: actions.choose(poll, first(poll).pk, at=at)) == "not-open"
    assert first(poll).chosen == 0


def test_a_draft_and_an_option_of_another_take_no_answer(poll, advisor, province):
    other = drafted(advisor, province, "Câu khác?")

    assert refused(lambda: actions.choose(other, first(other).pk, at=NOW)) == "not-open"
    assert refused(lambda: actions.choose(poll, first(other).pk, at=NOW)) == "no-such-option"
    assert not Option.objects.filter(chosen__gt=0)


def test_before_the_first_answer_all_may_change(poll, advisor):
    changed = actions.change_poll(
        poll,
        question="Bạn hay mua ở đâu?",
        options=[("Siêu thị", ""), ("Chợ", "Market")],
        opens_on=TODAY,
        by=advisor,
        at=NOW,
        seen=version_of(poll, *poll.options.all()),
    )

    assert changed
    poll.refresh_from_db()
    assert poll.question == "Bạn hay mua ở đâu?"
    assert list(poll.options.values_list("position", "text", "text_en")) == [
        (1, "Siêu thị", ""),
        (2, "Chợ", "Market"),
    ]
    assert set(last(poll)[2]) == {"question", "opens_on", "options"}


@pytest.mark.parametrize(
    "change",
    [
        {"question": "Hỏi khác?"},
        {"question_en": "Another?"},
        {"options": OPTIONS[:2]},
        {"options": [*OPTIONS[:2], ("Mạng xã hội", "Social media")]},
        {"opens_on": TODAY},
        {"results": Poll.Results.AT_ONCE},
    ],
)
def test_after_the_first_answer_what_was_asked_stays(poll, advisor, change):
    actions.choose(poll, first(poll).pk, at=NOW)

    assert refused(lambda: actions.change_poll(poll, by=advisor, at=NOW, **change)) == "answered"


def test_the_last_day_moves_while_it_is_open_and_never_into_the_past(poll, advisor):
    actions.choose(poll, first(poll).pk, at=NOW)
    who = {"by": advisor, "at": NOW}

    assert actions.change_poll(poll, closes_on=TODAY + 20 * DAY, options=OPTIONS, **who)
    assert not actions.change_poll(poll, closes_on=TODAY + 20 * DAY, **who)
    past = TODAY - DAY
    assert refused(lambda: actions.change_poll(poll, closes_on=past, **who)) == "day-passed"


def test_what_has_closed_by_itself_is_not_opened_again(poll, advisor):
    later = {"by": advisor, "at": NOW + 10 * DAY}
    longer = {"closes_on": TODAY + 30 * DAY}

    codes = {
        refused(lambda: actions.change_poll(poll, **longer, **later)),
        refused(lambda: actions.close_poll(poll, **later)),
        refused(lambda: actions.withdraw_poll(poll, "Hỏi sai.", **later)),
    }

    assert codes == {"poll-closed"}


def test_whoever_saw_another_version_is_told(poll, advisor):
    seen = version_of(poll, *poll.options.all())
    actions.change_poll(poll, options=OPTIONS[:2], by=advisor, at=NOW)

    work = lambda: actions.change_poll(  # noqa: E731
        poll, question="Khác?", by=advisor, at=NOW, seen=seen
    )
    assert refused(work) == "changed-meanwhile"


def test_a_poll_is_announced_once_and_not_after_its_last_day(draft, advisor, province):
    late = drafted(advisor, province, opens_on=TODAY - 9 * DAY, closes_on=TODAY - DAY)
    assert refused(lambda: actions.announce_poll(late, by=advisor, at=NOW)) == "day-passed"
    actions.announce_poll(draft, by=advisor, at=NOW)

    assert refused(lambda: actions.announce_poll(draft, by=advisor, at=NOW)) == "announced"
    assert last(draft)[0] == "announce_poll"
    assert refused(lambda: actions.close_poll(late, by=advisor, at=NOW)) == "not-announced"


def test_closing_early_makes_today_the_last_day(poll, advisor):
    actions.close_poll(poll, by=advisor, at=NOW)

    poll.refresh_from_db()
    assert (poll.state, poll.closes_on, poll.shows_results(TODAY)) == ("closed", TODAY, True)
    assert refused(lambda: actions.choose(poll, first(poll).pk, at=NOW)) == "not-open"
    assert refused(lambda: actions.change_poll(poll, by=advisor, at=NOW)) == "poll-closed"
    assert last(poll)[0] == "close_poll"


def test_one_that_has_not_opened_is_withdrawn_and_not_closed(draft, advisor):
    actions.change_poll(draft, opens_on=TODAY + DAY, by=advisor, at=NOW)
    actions.announce_poll(draft, by=advisor, at=NOW)

    assert refused(lambda: actions.close_poll(draft, by=advisor, at=NOW)) == "not-opened"
    with pytest.raises(ValidationError):
        actions.withdraw_poll(draft, " ", by=advisor, at=NOW)
    actions.withdraw_poll(draft, "Hỏi sai câu.", by=advisor, at=NOW)

    assert not listed(TODAY + DAY)
    assert list(published()) == [draft]
    again = lambda: actions.withdraw_poll(draft, "Nữa.", by=advisor, at=NOW)  # noqa: E731
    assert refused(again) == "poll-withdrawn"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("options", {"options": OPTIONS[:1]}),
        ("options", {"options": [(f"Phương án {n}", "") for n in range(13)]}),
        ("options", {"options": [("Chợ phiên", ""), ("chợ  PHIÊN", "")]}),
        ("options", {"options": [("Chợ", ""), ("…", "")]}),
        ("options", {"options": [("Chợ", ""), ("x" * 201, "")]}),
        ("question", {"question": "???"}),
        ("question", {"question": "x" * 301}),
        ("closes_on", {"closes_on": TODAY - 2 * DAY}),
        ("results", {"results": "never"}),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(advisor, province, field, fields):
    with pytest.raises(ValidationError) as told:
        drafted(advisor, province, **fields)

    assert list(told.value.error_dict) == [field]
    assert not Poll.objects.exists()


def test_only_who_keeps_the_programme_there_acts(
    poll, province, officer, far_advisor, producer, programme_party
):
    acts = (
        lambda by: drafted(by, province),
        lambda by: actions.change_poll(poll, by=by, at=NOW),
        lambda by: actions.announce_poll(poll, by=by, at=NOW),
        lambda by: actions.close_poll(poll, by=by, at=NOW),
        lambda by: actions.withdraw_poll(poll, "Vì sao.", by=by, at=NOW),
    )
    for by in (officer, far_advisor, producer, programme_party):
        for act in acts:
            with pytest.raises(PermissionDenied):
                act(by)


def test_a_page_shows_the_newest_open_poll_of_its_body(poll, advisor, centre, province):
    newer = drafted(advisor, province, "Mới hơn?", opens_on=TODAY)
    of_country = drafted(centre, None, "Cả nước?", opens_on=TODAY - 5 * DAY)
    for each in (newer, of_country):
        actions.announce_poll(each, by=centre, at=NOW)
    organisation = advisor.acting.organisation

    assert asked_by(organisation, TODAY) == newer
    assert asked_by(None, TODAY) == of_country
    actions.close_poll(of_country, by=centre, at=NOW)
    assert asked_by(None, TODAY) == newer
    assert asked_by(centre.acting.organisation, TODAY) is None
