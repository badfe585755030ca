"""A text is written together: sent round, commented on, compared, signed, and then frozen."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanvat.agreements import actions
from sanvat.agreements.content import compare, content_of, words
from sanvat.agreements.models import Agreement, Item
from sanvat.errors import Refusal
from sanvat.parties.models import Notice
from tests.agreements.worlds import drafted, first, sign, signed, signers

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def code_of(act, *given, **more):
    with pytest.raises(Refusal) as refusal:
        act(*given, at=now(), **more)
    return refusal.value.code


@pytest.fixture
def draft(coordinator, programme_party):
    return drafted(coordinator, programme_party)


@pytest.fixture
def out(draft, coordinator):
    """Sent round."""
    actions.send_round(draft, by=coordinator, at=now())
    return Agreement.objects.get(pk=draft.pk)


def test_either_party_writes_a_draft(draft, programme_party):
    assert actions.change_agreement(draft, theme="Chung sức", by=programme_party, at=now())
    assert not actions.change_agreement(draft, theme="Chung sức", by=programme_party, at=now())
    draft.refresh_from_db()
    assert draft.theme == "Chung sức"


@pytest.mark.parametrize("name", ["advisor", "officer", "centre", "chair", "producer", "nobody"])
def test_nobody_else_writes_in_it(draft, name, request):
    user = request.getfixturevalue(name)
    for act in (
        lambda: actions.change_agreement(draft, theme="Khác", by=user, at=now()),
        lambda: actions.add_item(draft, "Thêm", draft.parties.first(), by=user, at=now()),
        lambda: actions.remove_item(first(draft), by=user, at=now()),
        lambda: actions.send_round(draft, by=user, at=now()),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("name", ["producer", "chair", "editor", "operator", "stranger", "nobody"])
def test_who_carries_no_programme_begins_no_draft(coordinator, programme_party, name, request):
    user = request.getfixturevalue(name)
    bodies = [each.acting.organisation for each in (coordinator, programme_party)]

    with pytest.raises(PermissionDenied):
        actions.draft(
            "Tên",
            coordinator.acting.place,
            bodies,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            by=user,
            at=now(),
        )


@pytest.mark.parametrize(
    ("bodies", "field"),
    [("one", "parties"), ("twice", "parties"), ("a council", "parties"), ("no time", "__all__")],
)
def test_what_is_no_agreement_is_said_at_its_field(
    coordinator, programme_party, council, bodies, field
):
    own, other = (each.acting.organisation for each in (coordinator, programme_party))
    chosen = {"one": [own], "twice": [own, own], "a council": [own, council]}
    ends = date(2025, 12, 31) if bodies == "no time" else date(2026, 12, 31)

    with pytest.raises(ValidationError) as error:
        actions.draft(
            "Tên",
            coordinator.acting.place,
            chosen.get(bodies, [own, other]),
            starts_on=date(2026, 1, 1),
            ends_on=ends,
            by=coordinator,
            at=now(),
        )
    assert list(error.value.error_dict) == [field]


def test_items_keep_one_row_of_numbers(draft, coordinator):
    lead = draft.parties.first()
    actions.add_item(draft, "Đứng đầu", lead, number=1, by=coordinator, at=now())
    actions.remove_item(draft.items.get(number=2), by=coordinator, at=now())

    kept = list(draft.items.values_list("number", "text"))
    assert kept == [(1, "Đứng đầu"), (2, "Nội dung thứ 2")]


def test_a_day_outside_the_period_is_refused(draft, coordinator):
    with pytest.raises(ValidationError) as error:
        actions.change_item(
            first(draft), due_on=draft.ends_on + timedelta(days=1), by=coordinator, at=now()
        )
    assert list(error.value.error_dict) == ["due_on"]


def test_who_saw_another_text_is_told(draft, coordinator):
    assert code_of(
        actions.change_agreement, draft, by=coordinator, seen="0" * 16, theme="Khác"
    ) == ("changed-meanwhile")


# Round and back


def test_what_is_sent_round_is_a_version_and_the_others_are_told(out, programme_party):
    version = out.versions.get()

    assert (out.state, version.kind, version.number) == ("commenting", "draft", 1)
    assert version.content == content_of(out)
    assert Notice.objects.filter(user=programme_party, text__startswith="Mời góp ý bản 1").exists()


def test_nothing_is_sent_round_twice_or_empty(out, coordinator, programme_party):
    empty = drafted(coordinator, programme_party, items=0)

    assert code_of(actions.send_round, out, by=coordinator) == "nothing-new"
    assert code_of(actions.send_round, empty, by=coordinator) == "no-items"


def test_a_comment_is_answered_by_somebody_else(out, coordinator, programme_party):
    said = actions.comment(out, "Nên ghi rõ số lớp", item=first(out), by=programme_party, at=now())

    with pytest.raises(PermissionDenied):
        actions.answer_comment(said, "taken", "Đồng ý", by=programme_party, at=now())
    actions.answer_comment(said, "taken", "Đã ghi bốn lớp", by=coordinator, at=now())

    said.refresh_from_db()
    assert (said.outcome, said.answered_by) == ("taken", coordinator)
    assert (
        code_of(actions.answer_comment, said, "kept", "Thôi", by=coordinator) == "comment-answered"
    )


def test_a_comment_stays_when_its_item_is_taken_out(out, coordinator, programme_party):
    said = actions.comment(out, "Bỏ đi", item=first(out), by=programme_party, at=now())

    actions.remove_item(first(out), by=coordinator, at=now())

    said.refresh_from_db()
    assert (said.item, said.about) == (None, "1. Nội dung thứ 1")


def test_strangers_do_not_comment(out, advisor, producer):
    for user in (advisor, producer):
        with pytest.raises(PermissionDenied):
            actions.comment(out, "Ý kiến", by=user, at=now())


def test_two_versions_differ_word_by_word(out, coordinator):
    actions.change_item(first(out), text="Nội dung rất mới", by=coordinator, at=now())
    actions.send_round(out, by=coordinator, at=now())

    old, new = (version.content for version in out.versions.all())
    changed = [each for each in compare(old, new) if each.state != "same"]
    (one,) = changed
    assert one.label == "Nội dung 1"
    assert [run.text for run in one.before if run.kind == "gone"] == ["thứ 1"]
    assert [run.text for run in one.after if run.kind == "new"] == ["rất mới"]


WORDS = st.lists(st.sampled_from(["cà", "phê", "OCOP", "\n", "lớp", " ", "2026"]), max_size=12)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_runs_of_words_joined_are_the_texts_again(before, after):
    left, right = words(before, after)

    assert "".join(run.text for run in left) == before
    assert "".join(run.text for run in right) == after
    same = ["".join(run.text for run in runs if run.kind == "same") for runs in (left, right)]
    assert same[0] == same[1]


# Signing


def test_all_parties_sign_and_it_runs(out, coordinator, programme_party):
    sign(out, coordinator)

    out.refresh_from_db()
    version = out.versions.last()
    assert (out.state, version.kind) == ("running", "signed")
    assert list(version.signatures.values_list("person_name", "position", "signed_at")) == [
        ("Người ký 1", "Trưởng", "Hội trường"),
        ("Người ký 2", "Trưởng", "Hội trường"),
    ]
    assert Notice.objects.filter(user=programme_party, text__startswith="Đã ký").exists()


def test_what_begins_later_waits_for_its_day(coordinator, programme_party):
    year = timezone.localdate().year + 1
    agreement = signed(
        coordinator, programme_party, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31)
    )
    assert agreement.state == "signed"
    assert code_of(actions.say_done, first(agreement), "Xong", by=coordinator) == "agreement-signed"

    assert actions.begin_due(at=now()) == 0
    assert actions.begin_due(at=now() + timedelta(days=400)) == 1
    assert actions.begin_due(at=now() + timedelta(days=400)) == 0
    agreement.refresh_from_db()
    assert agreement.state == "running"


def test_signing_waits_for_answers_and_for_the_text_that_was_sent(
    draft, coordinator, programme_party
):
    def attempt(chosen=None):
        return code_of(
            actions.sign,
            draft,
            chosen or signers(draft),
            signed_on=timezone.localdate(),
            by=coordinator,
        )

    assert attempt() == "agreement-draft"
    actions.send_round(draft, by=coordinator, at=now())
    said = actions.comment(draft, "Chưa rõ", by=programme_party, at=now())
    assert attempt() == "comments-open"
    actions.answer_comment(said, "kept", "Đã rõ ở mục 2", by=coordinator, at=now())
    actions.change_agreement(draft, theme="Khác", by=coordinator, at=now())
    assert attempt() == "changed-since-sent"


def test_each_party_has_its_signer_and_no_day_is_to_come(out, coordinator):
    one = dict(list(signers(out).items())[:1])
    for chosen, day, field in (
        (one, timezone.localdate(), "signers"),
        (signers(out), timezone.localdate() + timedelta(days=1), "signed_on"),
    ):
        with pytest.raises(ValidationError) as error:
            actions.sign(out, chosen, signed_on=day, by=coordinator, at=now())
        assert list(error.value.error_dict) == [field]
    out.refresh_from_db()
    assert out.state == "commenting"


# Frozen


def test_a_signed_text_is_refused_by_the_acts(running, coordinator):
    for act, given_, more in (
        (actions.change_agreement, (running,), {"theme": "Khác"}),
        (actions.change_party, (running.parties.first(),), {"duties": "Khác"}),
        (actions.add_item, (running, "Thêm", running.parties.first()), {}),
        (actions.change_item, (first(running),), {"text": "Khác"}),
        (actions.remove_item, (first(running),), {}),
        (actions.send_round, (running,), {}),
        (actions.comment, (running, "Muộn"), {}),
    ):
        assert code_of(act, *given_, by=coordinator, **more) == "agreement-running"


@pytest.mark.parametrize(
    "change",
    [
        lambda a: Agreement.objects.filter(pk=a.pk).update(title="Khác"),
        lambda a: Agreement.objects.filter(pk=a.pk).update(ends_on=date(2999, 1, 1)),
        lambda a: Agreement.objects.filter(pk=a.pk).update(state="draft"),
        lambda a: a.parties.update(representative="Khác"),
        lambda a: a.items.update(text="Khác"),
        lambda a: a.items.update(due_on=a.ends_on),
        lambda a: Item.objects.create(agreement=a, number=9, text="Thêm", lead=a.parties.first()),
        lambda a: first(a).partners.all().delete(),
        lambda a: a.items.all()._raw_delete("default"),
        lambda a: a.versions.update(number=7),
        lambda a: a.versions.last().signatures.update(person_name="Ai khác"),
    ],
)
def test_postgresql_keeps_what_was_signed(running, change):
    with pytest.raises(IntegrityError, match="agreements"), transaction.atomic():
        change(running)


def test_a_signed_annex_changes_it_and_only_in_its_own_transaction(running, coordinator):
    lead = running.parties.first()
    actions.amend(
        running,
        "Thêm việc theo kết luận",
        [
            actions.ItemChange(first(running), {"text": "Nội dung đã sửa"}),
            actions.ItemChange(None, {"text": "Nội dung thêm", "lead": lead}),
        ],
        signers(running),
        signed_on=timezone.localdate(),
        by=coordinator,
        at=now(),
    )

    assert list(running.items.values_list("number", "text")) == [
        (1, "Nội dung đã sửa"),
        (2, "Nội dung thứ 2"),
        (3, "Nội dung thêm"),
    ]
    version = running.versions.last()
    assert (version.kind, version.signatures.count()) == ("amended", 2)
    assert version.content == content_of(running)


@pytest.mark.django_db(transaction=True)
def test_after_the_annex_the_text_is_frozen_again(running, coordinator):
    actions.amend(
        running,
        "Sửa chủ đề",
        [],
        signers(running),
        signed_on=timezone.localdate(),
        by=coordinator,
        at=now(),
        theme="Chung sức",
    )

    with pytest.raises(IntegrityError, match="agreements"):
        Agreement.objects.filter(pk=running.pk).update(theme="Khác")


def test_an_annex_that_changes_nothing_or_a_settled_item_is_refused(
    running, coordinator, programme_party
):
    given_ = {"signed_on": timezone.localdate(), "by": coordinator}
    assert code_of(actions.amend, running, "Không", [], signers(running), **given_) == "nothing-new"
    item = first(running)
    actions.say_done(item, "Xong", by=coordinator, at=now())
    change = actions.ItemChange(item, {"text": "Khác"})
    assert code_of(actions.amend, running, "Sửa", [change], signers(running), **given_) == (
        "item-done"
    )


def test_only_what_is_signed_is_made_public(out, coordinator):
    assert code_of(actions.publish, out, True, by=coordinator) == "agreement-commenting"
    sign(out, coordinator)
    assert actions.publish(out, True, by=coordinator, at=now())
    assert not actions.publish(out, True, by=coordinator, at=now())
    assert list(Agreement.objects.public()) == [out]


# Who sees


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        *((name, True) for name in ("coordinator", "programme_party", "advisor", "centre")),
        *((n, False) for n in ("officer", "producer", "chair", "editor", "operator", "nobody")),
        ("far_advisor", False),
    ],
)
def test_the_parties_and_who_keeps_the_programme_above_see_it(draft, name, sees, request):
    user = request.getfixturevalue(name)

    assert Agreement.objects.visible_to(user).filter(pk=draft.pk).exists() is sees
    assert Item.objects.visible_to(user).exists() is sees
