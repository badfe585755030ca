"""An item that counts the matters of the people by itself, in reviews and reports too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanvat.agreements import actions
from sanvat.agreements.matters import counting_items, matters_of, period_of, readable_by
from sanvat.concerns import actions as concerns
from sanvat.concerns.models import Concern
from sanvat.indicators.models import Indicator
from tests.agreements.worlds import all_confirmed, drafted, sign
from tests.concerns import conftest as matters
from tests.desk.pages import read, signed_in, text_of
from tests.people import again

pytestmark = pytest.mark.django_db

# Matters as the room's own tests have them.
send = matters.send
confidant = matters.confidant
denunciation = matters.denunciation


def handle(concern, officer, text="Xã đã rải đá xong."):
    now = timezone.now()
    concerns.classify(concern, kind=concern.kind, subject=concern.subject, by=officer, at=now)
    concerns.accept(concern, by=officer, at=now)
    concerns.answer(concern, text, by=officer, at=now)
    return Concern.objects.get(pk=concern.pk)


@pytest.fixture
def make(coordinator, programme_party):
    """An agreement that runs, whose items have the indicators of these codes ("" none)."""

    def make(*codes):
        agreement = drafted(coordinator, programme_party, items=len(codes))
        for item, code in zip(agreement.items.all(), codes, strict=True):
            if code:
                actions.change_item(
                    item,
                    indicator=Indicator.objects.get(code=code),
                    by=coordinator,
                    at=timezone.now(),
                )
        actions.send_round(agreement, by=coordinator, at=timezone.now())
        agreement.refresh_from_db()
        sign(agreement, coordinator)
        agreement.refresh_from_db()
        return agreement

    return make


@pytest.fixture
def running(make):
    """The second item is to resolve the pressing matters of the people."""
    return make("", "viec-nguoi-dan-giai-quyet")


@pytest.fixture
def counting(running):
    (item,) = counting_items(running)
    return item


def counted_of(item):
    return matters_of([item], period_of(item.agreement, timezone.localdate()))


def test_an_item_counts_what_was_answered_in_its_place_and_time(counting, officer, send, elsewhere):
    handled = handle(send().concern, officer)
    send()  # not answered
    assert list(counted_of(counting)) == [handled]
    period = period_of(counting.agreement, counting.agreement.starts_on - timedelta(days=1))
    assert not matters_of([counting], period).exists()


def test_a_kind_is_counted_alone_and_a_matter_once_for_two_items(make, officer, send):
    handled = handle(send(kind=Concern.Kind.PROPOSAL).concern, officer)
    agreement = make("khieu-nai-giai-quyet", "kien-nghi-giai-quyet", "viec-nguoi-dan-giai-quyet")
    of_complaints, of_proposals, of_all = counting_items(agreement)
    assert list(counted_of(of_complaints)) == []
    assert list(counted_of(of_proposals)) == list(counted_of(of_all)) == [handled]
    together = matters_of(counting_items(agreement), period_of(agreement, timezone.localdate()))
    assert list(together) == [handled]


def test_a_review_has_the_number_and_what_is_typed_is_not_taken(
    counting, running, officer, send, coordinator, programme_party
):
    handled = handle(send().concern, officer)
    all_confirmed(running, coordinator, programme_party)
    actions.write_review(
        running, by=coordinator, at=timezone.now(), concerns_handled=99, concerns_source="tôi"
    )
    running.refresh_from_db()
    assert running.review.concerns_handled == 1
    assert running.review.concerns_source.startswith("hệ thống đếm các việc được trả lời từ")
    for user in (coordinator, programme_party):
        actions.sign_review(
            running, user.name, signed_on=timezone.localdate(), by=user, at=timezone.now()
        )
    kept = running.issued_reports.get().kept
    figure = kept.figures.get(name="concerns")
    assert figure.value == 1
    (row,) = figure.kept_rows
    assert row.key == handled.pk
    assert row.label.startswith(handled.code)
    assert handled.text not in str(row)


def test_a_report_of_a_period_has_it_too(counting, running, officer, send, coordinator):
    handle(send().concern, officer)
    today = timezone.localdate()
    issued = actions.issue_report(running, today, today, by=coordinator, at=timezone.now())
    assert issued.kept.figures.get(name="concerns").value == 1


def test_the_page_lists_what_one_may_read_with_its_answer(
    counting, officer, send, coordinator, programme_party
):
    own = handle(send().concern, officer)
    page = read(coordinator, f"phoi-hop/noi-dung/{counting.pk}/")
    assert "1 việc" in page
    assert own.code in page
    assert "Xã đã rải đá xong." in page
    other = read(programme_party, f"phoi-hop/noi-dung/{counting.pk}/")
    assert "1 việc" in other
    assert own.code not in other
    assert "Còn 1 việc không kể ở đây" in other
    concerns.publish(
        own,
        title="Đường vào vùng chè",
        text="Đường lầy lội.",
        answer="Đã rải đá.",
        by=officer,
        at=timezone.now(),
    )
    other = read(programme_party, f"phoi-hop/noi-dung/{counting.pk}/")
    assert "Đường vào vùng chè" in other
    assert "Đã rải đá." in other
    assert own.text not in other


def test_denunciations_are_never_among_them(counting, officer, denunciation, advisor):
    handle(denunciation, again(officer))
    assert not counted_of(counting).exists()
    assert not readable_by(Concern.objects.filter(pk=denunciation.pk), advisor).exists()


def test_the_form_of_a_review_asks_for_no_number(counting, running, coordinator):
    page = text_of(signed_in(coordinator).get(f"/ban-lam-viec/phoi-hop/{running.pk}/tong-ket/"))
    assert "do hệ thống đếm khi lưu" in page
    assert "Số này do ai báo" not in page
