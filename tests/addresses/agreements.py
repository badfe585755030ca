"""Agreements of the advisory body and the union: one that is drafted and out for comments, one
that runs, one that is reviewed and goes on in a draft."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from sanvat.agreements import actions
from sanvat.agreements.actions import Judged
from sanvat.agreements.models import Agreement, Item
from sanvat.records import files
from tests.addresses import MARK, NOT_SERVED, Address, World, lists, of, only
from tests.agreements.worlds import drafted, first, sign, signers
from tests.records.uploads import picture

_PARTIES = {"advisor", "programme_party"}
_ABOVE = {"coordinator", "centre"}  # who keeps the programme there, and is no party
_SEE = _PARTIES | _ABOVE
_READ = only(_SEE, sees=_SEE)
_WRITE = only(_PARTIES, sees=_PARTIES, forbidden=_ABOVE)
_DRAFT, _RUNS, _OVER, _NEXT = (
    of("agreement"),
    of("running_agreement"),
    of("reviewed_agreement"),
    of("next_agreement"),
)
_KEEPERS = {"officer", "advisor", "far_advisor", "centre", "coordinator", "programme_party"}
# Notices name an agreement to the people of its other parties.


def _signing(agreement: str):
    def data(world: World) -> dict:
        found = {"signed_on": str(world.today), "signed_at": "Hội trường"}
        for party in getattr(world, agreement).parties.all():
            found[f"name_{party.pk}"] = f"Người ký {party.order}"
        return found

    return data


def _marks(world: World) -> dict:
    found = {}
    for item in world.running_agreement.items.all():
        found |= {f"mark_{item.pk}": "not", f"reason_{item.pk}": "Chưa làm"}
    return found


def _new(world: World) -> dict:
    own = world.people["advisor"].acting.organisation
    return {
        "kind": "programme",
        "title": "Phối hợp khác",
        "place": own.place_id,
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "party_1": own.pk,
        "party_2": world.people["programme_party"].acting.organisation_id,
    }


_TEXT = {
    "title": "Phối hợp",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "meets_every": "quarter",
    "reports_every": "half",
    "confirm_rule": "any",
}

ADDRESSES = {
    "desk:agreements": lists(sees=_SEE),
    "desk:agreement_new": Address(*[only(_KEEPERS, sees=_PARTIES)] * 2, data=_new),
    "desk:agreement": Address(_READ, sample=_DRAFT),
    "desk:agreement_change": Address(_WRITE, _WRITE, _DRAFT, data=_TEXT),
    "desk:agreement_party": Address(_WRITE, _WRITE, of("party"), data={"duties": "Mở lớp"}),
    "desk:agreement_item_new": Address(
        _WRITE, _WRITE, _DRAFT, data=lambda w: {"text": "Thêm", "lead": w.party.pk}
    ),
    "desk:agreement_send": Address(NOT_SERVED, _WRITE, _DRAFT),
    "desk:agreement_comments": Address(_READ, _WRITE, _DRAFT, data={"text": "Nên rõ hơn"}),
    "desk:agreement_answer": Address(
        NOT_SERVED,
        # Whoever made it does not settle it.
        only("advisor", sees=_PARTIES, forbidden=_ABOVE | {"programme_party"}),
        of("comment"),
        data={"outcome": "taken", "answer": "Đã ghi"},
    ),
    "desk:agreement_compare": Address(_READ, sample=_DRAFT),
    "desk:agreement_sign": Address(_WRITE, _WRITE, _DRAFT, data=_signing("agreement")),
    "desk:agreement_amend": Address(_WRITE, _WRITE, _RUNS, data=_signing("running_agreement")),
    "desk:agreement_publish": Address(NOT_SERVED, _WRITE, _RUNS, data={"cong-khai": "1"}),
    "desk:agreement_scan": Address(_READ, sample=of("scan")),
    "desk:agreement_item": Address(_READ, sample=of("running_item")),
    "desk:agreement_item_change": Address(_WRITE, _WRITE, of("drafted_item")),
    "desk:agreement_item_remove": Address(NOT_SERVED, _WRITE, of("drafted_item")),
    "desk:agreement_item_progress": Address(
        NOT_SERVED, _WRITE, of("running_item"), data={"text": "Đã mở một lớp"}
    ),
    "desk:agreement_item_confirm": Address(
        NOT_SERVED,
        only("programme_party", sees=_PARTIES, forbidden=_ABOVE | {"advisor"}),
        of("done_item"),
    ),
    "desk:agreement_item_return": Address(
        NOT_SERVED,
        only("programme_party", sees=_PARTIES, forbidden=_ABOVE | {"advisor"}),
        of("done_item"),
        data={"reason": "Thiếu danh sách"},
    ),
    "desk:agreement_item_history": Address(_WRITE, sample=of("done_item")),
    "desk:agreement_proof": Address(_READ, sample=of("proof")),
    "desk:agreement_meetings": Address(_READ, sample=_RUNS),
    "desk:agreement_meeting_new": Address(
        _WRITE,
        _WRITE,
        _RUNS,
        data=lambda w: {
            "kind": "quarter",
            "held_on": str(w.today),
            "chair": "Bà Thu",
            "decisions": "Làm tiếp",
        },
    ),
    "desk:agreement_meeting": Address(_READ, sample=of("meeting")),
    "desk:agreement_meeting_change": Address(
        *[only("advisor", sees=_PARTIES, forbidden=_ABOVE | {"programme_party"})] * 2,
        of("meeting"),
    ),
    "desk:agreement_review": Address(_READ, _WRITE, _RUNS, data=_marks),
    "desk:agreement_review_sign": Address(
        NOT_SERVED,
        _WRITE,
        _RUNS,
        data=lambda w: {"person_name": "Người ký", "signed_on": str(w.today)},
    ),
    "desk:agreement_close": Address(NOT_SERVED, _WRITE, _OVER),
    "desk:agreement_next": Address(
        _WRITE,
        _WRITE,
        _OVER,
        data={"title": "Năm sau", "starts_on": "2027-01-01", "ends_on": "2027-12-31"},
    ),
    "desk:agreement_difference": Address(_READ, sample=_NEXT),
    "desk:agreement_report": Address(
        _READ,
        _WRITE,
        _RUNS,
        data=lambda w: {"first": str(w.today), "last": str(w.today)},
    ),
    "desk:agreement_issued": Address(_READ, sample=of("issued_report")),
    "desk:agreement_issued_figure": Address(
        _READ, sample=lambda w: {"pk": w.issued_report.pk, "name": "all"}
    ),
    "desk:agreement_issued_paper": Address(
        _READ, _READ, sample=lambda w: {"pk": w.issued_report.pk, "form": "docx"}
    ),
    "desk:agreement_paper": Address(
        _READ,
        _READ,
        sample=lambda w: {
            "pk": w.running_agreement.pk,
            "name": "chuong-trinh",
            "form": "docx",
        },
    ),
    "desk:agreement_minutes": Address(
        _READ, _READ, sample=lambda w: {"pk": w.meeting.pk, "form": "docx"}
    ),
    "desk:agreement_history": Address(_WRITE, sample=_RUNS),
}


def furnish(world: World) -> None:
    by, other, now = world.people["advisor"], world.people["programme_party"], world.now
    world.agreement = _marked(drafted(by, other), by, world)
    actions.send_round(world.agreement, by=by, at=now)
    world.comment = actions.comment(world.agreement, "Chưa rõ", by=other, at=now)
    world.party = world.agreement.parties.first()
    world.drafted_item = first(world.agreement)
    world.running_agreement = _running(world)
    world.running_item = world.running_agreement.items.last()
    world.done_item = first(world.running_agreement)
    upload = SimpleUploadedFile("anh.jpg", picture())
    stored = files.take(upload, allowed=files.PAPERS, by=by, at=now)
    note = actions.say_done(world.done_item, "Xong", files=[stored], by=by, at=now)
    world.proof = note.proofs.get()
    world.meeting = actions.record_meeting(
        world.running_agreement,
        "quarter",
        world.today,
        chair="Bà Thu",
        decisions="Làm tiếp",
        by=by,
        at=now,
    )
    world.issued_report = actions.issue_report(
        world.running_agreement, world.today, world.today, by=by, at=now
    )
    world.reviewed_agreement, world.next_agreement = _two_years(world)


def _marked(agreement: Agreement, by, world: World) -> Agreement:
    actions.change_agreement(agreement, title=f"Phối hợp {MARK}", by=by, at=world.now)
    return Agreement.objects.get(pk=agreement.pk)


def _running(world: World) -> Agreement:
    by, other = world.people["advisor"], world.people["programme_party"]
    agreement = _marked(drafted(by, other), by, world)
    actions.send_round(agreement, by=by, at=world.now)
    upload = SimpleUploadedFile("ban-ky.jpg", picture())
    version = actions.sign(
        agreement,
        signers(agreement),
        signed_on=world.today,
        by=by,
        at=world.now,
        file=files.take(upload, allowed=files.PAPERS, by=by, at=world.now),
    )
    world.scan = version.signatures.first()
    return Agreement.objects.get(pk=agreement.pk)


def _two_years(world: World) -> tuple[Agreement, Agreement]:
    """One that is reviewed with nothing after it, and the draft after another."""
    found = []
    for _each in range(2):
        by, other = world.people["advisor"], world.people["programme_party"]
        agreement = _marked(drafted(by, other, items=1), by, world)
        actions.send_round(agreement, by=by, at=world.now)
        sign(agreement, by)
        judged = {item: Judged("not", "Chưa làm") for item in agreement.items.all()}
        actions.write_review(agreement, judged=judged, by=by, at=world.now)
        for user in (by, other):
            actions.sign_review(agreement, user.name, signed_on=world.today, by=user, at=world.now)
        found.append(Agreement.objects.get(pk=agreement.pk))
    reviewed, before = found
    after = actions.draft_next(
        before,
        f"Năm sau {MARK}",
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 12, 31),
        carry=Item.objects.filter(agreement=before),
        by=world.people["advisor"],
        at=world.now,
    )
    return reviewed, after
