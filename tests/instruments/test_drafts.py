"""Drafts: open for comment until a day, each comment answered, issued in the end."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from sanvat.comments import actions as comments
from sanvat.comments.models import Comment, Thread
from sanvat.errors import Refusal
from sanvat.instruments import actions
from sanvat.instruments.documents import NOT_ANSWERED, opinions_paper
from sanvat.instruments.models import Answer, Draft
from sanvat.instruments.published import verdicts_of
from sanvat.records import journal
from sanvat.records.versions import version_of
from tests import threads
from tests.instruments.test_publication import code, publish, record
from tests.people import make_person

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
LATER = NOW + timedelta(days=30)


def drafted(by, **fields) -> Draft:
    told = {
        "kind": "plan",
        "title": "Kế hoạch năm sau",
        "issuer": "UBND tỉnh",
        "why": "Kế hoạch cũ hết hạn",
        "wording": "Điều 1. Mỗi xã một sản phẩm.",
    }
    return actions.draft_paper(**told | fields, by=by, at=NOW)


def opened(by, days: int = 20, **fields) -> Draft:
    draft = drafted(by, **fields)
    until = TODAY + timedelta(days=days)
    actions.open_for_comment(draft, until, was_looked_through=True, by=by, at=NOW)
    return Draft.objects.select_related("thread").get(pk=draft.pk)


def said(draft: Draft, by, text: str = "Thêm chợ phiên") -> Comment:
    sent = comments.send_comment(
        draft.thread, name="Bà Tư", text=text, sha256=f"{text:a<64}"[:64], is_proven=True, at=NOW
    )
    comments.publish_comment(sent, by=by, at=NOW)
    return Comment.objects.get(pk=sent.pk)


def answer(draft, comment, by, verdict="taken", reason="Đã thêm ở Điều 2", at=NOW) -> Answer:
    return actions.answer_opinion(draft, comment, verdict, reason, by=by, at=at)


def test_nobody_outside_sees_a_draft_until_it_is_opened_and_then_its_words_stay(officer, producer):
    draft = drafted(officer)
    assert actions.amend_draft(draft, title="Kế hoạch 2027", by=officer, at=NOW)
    assert not actions.amend_draft(draft, title="Kế hoạch 2027", by=officer, at=NOW)
    assert not Draft.objects.visible_to(producer).exists()
    until = TODAY + timedelta(days=20)
    assert code(
        actions.open_for_comment, draft, until, was_looked_through=False, by=officer, at=NOW
    ) == ("not-looked-through")

    actions.open_for_comment(draft, until, was_looked_through=True, by=officer, at=NOW)

    kept = Draft.objects.visible_to(producer).get()
    assert (kept.thread.title, kept.thread.open_until) == ("Kế hoạch 2027", until)
    assert list(Thread.objects.public()) == [kept.thread]
    assert code(actions.amend_draft, draft, title="Khác", by=officer, at=NOW) == "draft-published"
    again = {"was_looked_through": True, "by": officer, "at": NOW}
    assert code(actions.open_for_comment, draft, until, **again) == "draft-published"
    acts = {entry.act for entry in journal.of(draft)}
    assert acts == {"draft_paper", "amend_draft", "open_draft_for_comment"}


def test_it_closes_on_its_day_by_itself_and_is_only_made_longer(officer):
    draft = opened(officer, days=2)
    last = TODAY + timedelta(days=2)

    assert draft.is_open_on(last)
    assert not draft.is_open_on(last + timedelta(days=1))
    assert list(Draft.objects.open_on(last)) == [draft]
    assert not Draft.objects.open_on(last + timedelta(days=1)).exists()
    with pytest.raises(Refusal) as refused:
        comments.send_comment(
            draft.thread, name="A", text="B", sha256="c" * 64, is_proven=True, at=LATER
        )
    assert refused.value.code == "thread-closed"
    for until in (last, TODAY, TODAY + timedelta(days=366)):
        with pytest.raises(ValidationError):
            actions.extend(draft, until, by=officer, at=NOW)
    actions.extend(draft, last + timedelta(days=40), by=officer, at=LATER)
    kept = Draft.objects.get()
    assert (kept.is_open_on(timezone.localdate(LATER)), kept.thread.open_until) == (
        True,
        kept.open_until,
    )


def test_what_cannot_be_opened(officer):
    bare = drafted(officer, wording="")
    now = {"was_looked_through": True, "by": officer, "at": NOW}
    assert code(actions.open_for_comment, bare, TODAY, **now) == "draft-empty"
    full = drafted(officer)
    for until in (TODAY - timedelta(days=1), TODAY + timedelta(days=366)):
        with pytest.raises(ValidationError):
            actions.open_for_comment(full, until, **now)
    for act in (
        lambda: actions.extend(full, TODAY, by=officer, at=NOW),
        lambda: actions.withdraw_draft(full, "x", by=officer, at=NOW),
        lambda: actions.issue(full, record(officer), by=officer, at=NOW),
    ):
        assert code(act) == "draft-not-published"
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=full.pk).update(published_at=NOW)


def test_every_comment_is_answered_with_a_reason_that_stands_under_it(officer):
    draft = opened(officer)
    first, second, third = (said(draft, officer, text) for text in ("Một", "Hai", "Ba"))
    answer(draft, first, officer)
    answer(draft, second, officer, "not", "Ngoài phạm vi")
    answer(draft, second, officer, "partly", "Sẽ xem ở kế hoạch khác")
    answer(draft, second, officer, "partly", "Sẽ xem ở kế hoạch khác")

    assert first.replies.get(taken_back_at=None).text == "Tiếp thu. Đã thêm ở Điều 2"
    assert verdicts_of(draft) == {"taken": 1, "partly": 1, "": 1}
    paper = opinions_paper(draft, TODAY)
    assert [row[2:] for row in paper.blocks[-1].rows] == [
        ("Một", "Tiếp thu", "Đã thêm ở Điều 2"),
        ("Hai", "Tiếp thu một phần", "Sẽ xem ở kế hoạch khác"),
        ("Ba", NOT_ANSWERED, ""),
    ]
    comments.take_back_comment(first, at=NOW)
    assert verdicts_of(draft) == {"partly": 1, "": 1}
    with pytest.raises(ValidationError):
        answer(draft, third, officer, reason="")
    with pytest.raises(ValidationError):
        answer(draft, third, officer, verdict="maybe")
    assert code(answer, opened(officer, title="Khác"), third, officer) == "comment-elsewhere"
    comments.refuse_comment(third, "Trùng", by=officer, at=NOW)
    assert code(answer, draft, third, officer) == "comment-refused"


def test_the_issued_paper_is_tied_to_its_draft_once_it_has_closed(officer):
    draft = opened(officer, days=2)
    early = record(officer, "1/KH-UBND")
    paper = record(officer, "2/KH-UBND", issued_on=TODAY)

    assert code(actions.issue, draft, paper, by=officer, at=NOW) == "draft-open"
    assert code(actions.issue, draft, early, by=officer, at=LATER) == "paper-before-draft"
    assert actions.issue(draft, paper, by=officer, at=LATER)
    assert not actions.issue(draft, paper, by=officer, at=LATER)
    for act in (
        lambda: actions.extend(draft, TODAY + timedelta(days=50), by=officer, at=LATER),
        lambda: actions.withdraw_draft(draft, "x", by=officer, at=LATER),
    ):
        assert code(act) == "draft-issued"
    page = Client().get(f"/van-ban/lay-y-kien/{draft.pk}/").content.decode()
    assert f"/van-ban/{paper.pk}/" not in page  # not on the portal itself yet
    publish(paper, officer)
    page = Client().get(f"/van-ban/lay-y-kien/{draft.pk}/").content.decode()
    assert f"/van-ban/{paper.pk}/" in page
    assert f"/lay-y-kien/{draft.pk}/" in Client().get(f"/van-ban/{paper.pk}/").content.decode()


def test_withdrawn_it_is_gone_with_its_comments(officer):
    draft = opened(officer)
    said(draft, officer, "Ý kiến 7317")
    address, talk = f"/van-ban/lay-y-kien/{draft.pk}/", f"/y-kien/{draft.thread_id}/"
    shown = Client().get(address).content.decode()
    assert "Ý kiến 7317" in shown
    assert Client().get(talk).status_code == 200
    assert code(actions.withdraw_draft, draft, " ", by=officer, at=NOW) == "reason-needed"

    actions.withdraw_draft(draft, "Đăng nhầm bản", by=officer, at=NOW)

    for gone in (address, f"{address}tep/", talk):
        assert Client().get(gone).status_code == 404
    assert "Kế hoạch năm sau" not in Client().get("/van-ban/lay-y-kien/").content.decode()


def test_who_has_no_business_with_it_does_nothing(
    officer, far_advisor, programme_party, producer, operator, nobody
):
    draft, fresh = opened(officer), drafted(officer, title="Khác")
    comment, paper = said(draft, officer), record(officer, issued_on=date(2020, 1, 1))
    for by in (far_advisor, programme_party, producer, operator, nobody):
        for act in (
            lambda by=by: actions.amend_draft(fresh, title="x", by=by, at=NOW),
            lambda by=by: actions.open_for_comment(
                fresh, TODAY, was_looked_through=True, by=by, at=NOW
            ),
            lambda by=by: actions.extend(draft, TODAY + timedelta(days=40), by=by, at=NOW),
            lambda by=by: actions.withdraw_draft(draft, "x", by=by, at=NOW),
            lambda by=by: answer(draft, comment, by),
            lambda by=by: actions.issue(draft, paper, by=by, at=LATER),
        ):
            with pytest.raises(PermissionDenied):
                act()
    for by in (programme_party, producer, operator, nobody):
        with pytest.raises(PermissionDenied):
            drafted(by)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_one_opinion_at_once_the_second_is_asked(officer):
    other = make_person(
        "Lê Thêm", "commune_officer", officer.acting.organisation, username="0987000009"
    )
    draft = opened(officer)
    comment = said(draft, officer)

    told = threads.told(
        *(
            threads.act(
                actions.answer_opinion,
                draft,
                comment,
                verdict,
                "Đã xem.",
                by=person,
                seen=version_of(None),
            )
            for person, verdict in ((officer, "taken"), (other, "not"))
        )
    )

    assert told == ["changed-meanwhile", threads.DONE]
    assert Answer.objects.count() == 1
