"""What readers send is kept for so long, and no longer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from sanvat.comments import actions, keeping
from sanvat.comments.models import Comment, Erasure
from sanvat.errors import Refusal
from sanvat.portal.comments import links
from sanvat.records.hiding import HIDDEN
from sanvat.records.models import Entry
from tests.comments.conftest import NOW
from tests.desk.pages import signed_in, text_of
from tests.products.journals import last


def later(**days):
    return timezone.now() + timedelta(**days)


@pytest.fixture
def refused(send, coordinator) -> Comment:
    comment = send("Chè dở quá.", title="Không ngon", phone="0912345678")
    actions.refuse_comment(comment, "Trùng ý.", by=coordinator, at=NOW)
    return comment


def test_telephones_go_some_time_after_the_decision(send, coordinator):
    waiting, published = send(phone="0912345678"), send(phone="0912345679")
    actions.publish_comment(published, by=coordinator, at=NOW)

    assert actions.erase_what_is_over(at=later(days=89))["phone"] == 0
    assert actions.erase_what_is_over(at=later(days=91))["phone"] == 2

    for comment in (waiting, published):
        comment.refresh_from_db()
        assert (comment.phone, comment.text) == ("", "Chè năm nay thơm.")
        assert comment.phone_erased_at is not None
        assert last(comment) == ("erase_phone", str(comment), {"phone": [HIDDEN, ""]})
    assert Entry.objects.filter(act="erase_phone").first().who_id is None


def test_a_comment_that_was_published_anew_keeps_its_telephone_from_then(refused, coordinator):
    actions.publish_comment(refused, by=coordinator, at=later(days=60))

    assert actions.erase_what_is_over(at=later(days=91))["phone"] == 0


def test_words_that_were_not_published_go_and_the_decision_stays(refused, client, coordinator):
    actions.erase_what_is_over(at=later(days=366))

    refused.refresh_from_db()
    sent = (refused.name, refused.title, refused.text, refused.phone)
    assert (sent, refused.state, refused.reason) == (("",) * 4, "refused", "Trùng ý.")
    with pytest.raises(Refusal) as raised:
        actions.publish_comment(refused, by=coordinator, at=later(days=367))
    assert raised.value.code == "comment-erased"
    own = text_of(client.get(links.link_of(refused)))
    assert "hết thời hạn lưu giữ" in own
    assert "Trùng ý." in own
    desk = text_of(signed_in(coordinator).get(reverse("desk:comment", args=[refused.pk])))
    assert "Nội dung đã xóa" in desk
    assert actions.take_back_comment(refused, at=later(days=367))


def test_published_words_stay(send, coordinator):
    comment = send()
    actions.publish_comment(comment, by=coordinator, at=NOW)

    actions.erase_what_is_over(at=later(days=4_000))

    comment.refresh_from_db()
    assert comment.text == comment.shown_text == "Chè năm nay thơm."


def test_requests_to_take_down_go_once_they_are_settled(send, coordinator):
    comment = send()
    actions.publish_comment(comment, by=coordinator, at=NOW)
    asked = actions.ask_removal(comment, "Không phải tôi.", phone="0912345678", at=NOW)
    actions.erase_what_is_over(at=later(days=400))
    asked.refresh_from_db()
    assert (asked.text, asked.phone) == ("Không phải tôi.", "")  # nobody settled it yet
    actions.settle_removal(
        asked, is_granted=False, reason="Đúng sự thật.", by=coordinator, at=later(days=400)
    )

    assert actions.erase_what_is_over(at=later(days=766))["removal"] == 1

    asked.refresh_from_db()
    assert (asked.text, asked.reason) == ("", "Đúng sự thật.")
    assert last(comment)[0] == "erase_removal"


def test_the_schedule_says_what_is_over_and_what_was_erased(refused, coordinator, settings):
    settings.COMMENTS_KEPT = settings.COMMENTS_KEPT | {"phone": 7}
    after = later(days=8)

    def said():
        return [(each.kind, each.days, each.over, each.erased) for each in keeping.schedule(after)]

    before = said()
    actions.erase_what_is_over(at=after)

    assert before == [("phone", 7, 1, 0), ("refused", 365, 0, 0), ("removal", 365, 0, 0)]
    assert said() == [("phone", 7, 0, 1), ("refused", 365, 0, 0), ("removal", 365, 0, 0)]
    assert Erasure.objects.get().erased_at == after
    page = signed_in(coordinator).get(reverse("desk:comment_keeping"))
    assert "7 ngày" in text_of(page)


def test_begun_again_it_erases_the_rest(send, monkeypatch):
    monkeypatch.setattr("sanvat.comments.actions.erasing.BATCH", 2)
    for number in range(5):
        send(phone=f"091234567{number}")

    assert actions.erase_what_is_over(at=later(days=91))["phone"] == 5
    assert [each.number for each in Erasure.objects.all()] == [1, 2, 2]
    assert actions.erase_what_is_over(at=later(days=91))["phone"] == 0


@pytest.mark.parametrize(
    "change",
    [
        {"phone": ""},
        {"phone": "0987654321", "phone_erased_at": NOW},
        {"text": "", "name": "", "title": "", "phone": ""},
        {"text": "", "erased_at": NOW},
        {"text": "Khác.", "erased_at": NOW},
    ],
)
def test_the_database_lets_nothing_else_be_erased(refused, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=refused.pk).update(**change)
