"""Official papers: recorded once, found by number, seen by whom they concern, traced."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.indicators.countable import Period, countable
from sanvat.instruments import actions, hooks, questions
from sanvat.instruments.models import Instrument, number_key
from sanvat.parties.models import Organisation
from sanvat.records import files, journal
from sanvat.records.history import tell
from sanvat.records.versions import version_of
from tests.people import again
from tests.records import uploads
from tests.threads import at_once

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DISPATCH = {
    "kind": "dispatch",
    "number": "295/VPĐP-OCOP",
    "issued_on": date(2019, 7, 2),
    "issuer": "Văn phòng Điều phối nông thôn mới",
    "summary": "Tổ chức tập huấn",
}


def record(by, **changed) -> Instrument:
    return actions.record(**{**DISPATCH, **changed}, by=by, at=NOW)


def numbers(rows) -> list[str]:
    return [one.number for one in rows]


@pytest.mark.parametrize(
    "spelling",
    ["295/VPĐP-OCOP", "295/vpdp-ocop", "Số 295/VPĐP - OCOP", "295 / VPĐP-OCOP"],
)
def test_a_number_is_one_in_every_spelling(spelling):
    assert number_key(spelling) == "295/vpdp/ocop"


@pytest.mark.parametrize(
    "asked", ["295", "295/VPĐP", "cv 295", "công văn 295", "295 2019", "tap huan", "vpdp dieu phoi"]
)
def test_it_is_found_by_its_number_in_any_spelling_kind_issuer_year_and_summary(officer, asked):
    record(officer)
    record(officer, kind="plan", number="12/KH-UBND", issuer="UBND tỉnh", summary="Năm 2020")

    assert numbers(Instrument.objects.search(asked)) == ["295/VPĐP-OCOP"]


def test_a_paper_is_recorded_once_and_the_refusal_names_the_one_there_is(officer):
    first = record(officer, number="Số: 295/VPĐP-OCOP")

    assert first.number == "295/VPĐP-OCOP"
    with pytest.raises(Refusal) as refused:
        record(officer, number="295/vpđp-ocop", issuer="văn phòng điều phối nông thôn mới")
    assert refused.value.code == "instrument-exists"
    assert "công văn 295/VPĐP-OCOP ngày 2/7/2019 của Văn phòng Điều phối" in refused.value.message
    assert (
        questions.known(officer, **{k: v for k, v in DISPATCH.items() if k != "summary"}) == first
    )
    # Another year, kind or issuer is another paper, and what has no number is never the same.
    for other in (
        {"issued_on": date(2020, 7, 2)},
        {"kind": "plan"},
        {"issuer": "UBND xã"},
        {"number": ""},
        {"number": ""},
    ):
        record(officer, **other)


def test_an_office_does_not_learn_what_another_keeps_for_itself(officer, far_advisor):
    record(officer)

    assert record(far_advisor)  # its own copy; nothing is refused


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_recorded_and_the_other_is_told_of_it(officer):
    def click():
        try:
            return record(again(officer)) and "recorded"
        except Refusal as refusal:
            return refusal.code

    assert sorted(at_once(click, click)) == ["instrument-exists", "recorded"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"issued_on": date(2999, 1, 1)}, "issued_on"),
        ({"issued_on": date(1890, 1, 1)}, "issued_on"),
        ({"issuer": "  "}, "issuer"),
        ({"kind": "song"}, "kind"),
        ({"number": "9" * 61}, "number"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(officer, changed, field):
    with pytest.raises(ValidationError) as refused:
        record(officer, **changed)

    assert list(refused.value.message_dict) == [field]


def test_who_sees_it_and_who_may_change_it(
    officer, advisor, centre, coordinator, far_advisor, producer, programme_party, operator, nobody
):
    union = programme_party.acting.organisation
    own = record(officer, number="1")
    record(officer, number="2", is_public=True)
    record(officer, number="3", organisation=union)

    def seen(user):
        return sorted(numbers(Instrument.objects.visible_to(user)))

    assert {name: seen(user) for name, user in locals_of(locals()).items()} == {
        **{key: ["1", "2", "3"] for key in ("officer", "advisor", "centre", "coordinator")},
        **{key: ["2"] for key in ("far_advisor", "producer")},
        "programme_party": ["2", "3"],
        **{key: [] for key in ("operator", "nobody")},
    }
    for user in (far_advisor, producer, programme_party, operator, nobody):
        with pytest.raises(PermissionDenied):
            actions.amend(own, summary="x", by=user, at=NOW)
    for user in (producer, operator, nobody):
        with pytest.raises(PermissionDenied):
            record(user)


def locals_of(found: dict) -> dict:
    return {name: one for name, one in found.items() if hasattr(one, "acting")}


def test_a_room_above_opens_the_paper_behind_what_one_sees(officer, producer, monkeypatch):
    paper = record(officer)
    monkeypatch.setattr(hooks, "ALSO_SEEN", [lambda user: Instrument.objects.values("pk")])

    assert list(Instrument.objects.visible_to(producer)) == [paper]


def test_amending_writes_what_changed_and_keeps_the_second_of_two_from_overwriting(officer):
    paper = record(officer)
    seen = version_of(paper)

    assert actions.amend(paper, summary="Mở lớp", by=officer, at=NOW, seen=seen)
    assert not actions.amend(paper, summary="Mở lớp", by=officer, at=NOW)
    with pytest.raises(Refusal) as refused:
        actions.amend(paper, summary="Khác", by=officer, at=NOW, seen=seen)
    assert refused.value.code == "changed-meanwhile"
    told = tell(journal.of(paper).last(), paper)
    assert (told.act, [(c.label, c.before, c.after) for c in told.changes]) == (
        "Sửa thông tin văn bản",
        [("trích yếu", "Tổ chức tập huấn", "Mở lớp")],
    )


def test_its_file_is_kept_and_another_takes_its_place(officer, own_store):
    paper = record(officer)
    one, two = (
        files.take(uploads.upload("a.pdf", made), allowed=actions.ALLOWED, by=officer, at=NOW)
        for made in (uploads.pdf(), uploads.pdf(2))
    )

    assert actions.attach_file(paper, one, by=officer, at=NOW)
    assert not actions.attach_file(paper, one, by=officer, at=NOW)
    assert actions.attach_file(paper, two, by=officer, at=NOW)
    paper.refresh_from_db()
    assert paper.file == two
    assert journal.of(paper).last().changes == {"file": [one.sha256, two.sha256]}


def test_a_file_that_we_have_made_comes_where_there_is_none_yet(officer, own_store):
    paper = record(officer)
    made, other = (
        files.take(uploads.upload("a.pdf", pdf), allowed=actions.ALLOWED, by=officer, at=NOW)
        for pdf in (uploads.pdf(), uploads.pdf(2))
    )

    assert actions.attach_made(paper, made, at=NOW)
    assert not actions.attach_made(paper, other, at=NOW)
    paper.refresh_from_db()
    assert paper.file == made
    assert journal.of(paper).last().changes == {"file": [None, made.sha256]}


def test_what_was_entered_by_mistake_is_taken_out(officer):
    paper = record(officer)
    key = paper.pk

    actions.remove(paper, by=officer, at=NOW)
    assert not Instrument.objects.filter(pk=key).exists()


def test_papers_are_counted_by_their_days(officer):
    record(officer)
    record(officer, number="9", kind="decision", issued_on=date(2020, 1, 1))
    issued = countable("instruments.issued")

    assert numbers(issued.rows(Period(date(2019, 12, 31), date(2019, 1, 1)))) == ["295/VPĐP-OCOP"]
    assert issued.rows(Period(date(2020, 12, 31))).count() == 2


def test_the_dispatch_of_the_second_story(centre, db):
    """No. 295 of 2 July 2019 of the coordination office of Thanh Hóa, as its day had it."""
    office = Organisation.objects.create(
        kind="coordination_office", name="Văn phòng Điều phối nông thôn mới tỉnh Thanh Hóa"
    )
    record(centre, number="295", issuer=office.name, organisation=office, is_public=True)
    [found] = Instrument.objects.search("cv 295 thanh hoa")

    assert (str(found), found.issued_on, found.organisation) == (
        "công văn 295",
        date(2019, 7, 2),
        office,
    )


def test_a_paper_that_another_act_names_is_entered_once(coordinator):
    facts = {
        "kind": "plan",
        "number": "12/KH-VPĐP",
        "issued_on": date(2026, 3, 2),
        "issuer": "Văn phòng Điều phối",
    }

    first = actions.known_or_recorded(**facts, by=coordinator, at=timezone.now())
    again = actions.known_or_recorded(**facts, by=coordinator, at=timezone.now())

    assert first == again
    assert [each.act for each in journal.of(first)] == ["record_instrument"]
