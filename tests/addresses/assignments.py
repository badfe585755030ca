"""Tasks given: one by the advisory body to the commune's committee, and one that the committee
reported."""

from django.core.files.uploadedfile import SimpleUploadedFile

from sanvat.assignments import actions
from sanvat.assignments.models import ShareProof
from sanvat.parties.models import OrganisationKind
from sanvat.records import files
from tests.addresses import MARK, NOT_SERVED, Address, World, lists, of, only
from tests.people import make_organisation
from tests.records.uploads import picture

_SEE = frozenset({"officer", "advisor", "coordinator", "centre"})
_READ = only(_SEE, sees=_SEE)
_WORK = only("officer", forbidden=_SEE - {"officer"})
_SETTLE = only("advisor", sees={"advisor"}, forbidden=_SEE - {"advisor"})

ADDRESSES = {
    "desk:assignments": lists(sees=_SEE),
    "desk:assignment_new": Address(
        only(_SEE, "far_advisor", else_="403"),
        only(_SEE, "far_advisor", else_="403"),
        data={"title": "Rà soát", "whole": "", "names": ""},
    ),
    "desk:assignment": Address(_READ, sample=of("assignment")),
    "desk:assignment_history": Address(_SETTLE, sample=of("assignment")),
    "desk:assignment_withdraw": Address(
        NOT_SERVED, _SETTLE, of("assignment"), data={"reason": "Thôi"}
    ),
    "desk:assignment_further": Address(
        _SETTLE, _SETTLE, of("assignment"), data={"names": "", "whole": "", "reason": "Thêm"}
    ),
    "desk:addition_paper": Address(
        _READ, _READ, sample=lambda w: {"pk": w.addition.pk, "form": "docx"}
    ),
    "desk:assignment_paper": Address(
        _READ, _READ, sample=lambda w: {"pk": w.assignment.pk, "form": "docx"}
    ),
    "desk:assignment_results": Address(
        _SETTLE, _SETTLE, sample=lambda w: {"pk": w.assignment.pk, "form": "docx"}
    ),
    "desk:share_proof": Address(
        only({"officer", "advisor"}, sees={"officer", "advisor"}), sample=of("share_proof")
    ),
    "desk:share": Address(_READ, sample=of("share")),
    "desk:share_take": Address(NOT_SERVED, _WORK, of("share")),
    "desk:share_report": Address(NOT_SERVED, _WORK, of("share"), data={"text": "Xong"}),
    "desk:share_confirm": Address(NOT_SERVED, _SETTLE, of("reported_share")),
    "desk:share_return": Address(
        NOT_SERVED, _SETTLE, of("reported_share"), data={"reason": "Thiếu"}
    ),
}


def furnish(world: World) -> None:
    by, at = world.people["advisor"], world.now
    committee = world.people["officer"].acting.organisation
    world.assignment = actions.give(f"Việc {MARK}", [committee], by=by, at=at, working_days=5)
    party = make_organisation(OrganisationKind.FRONT, "Mặt trận xã Thử", world.commune)
    world.addition = actions.give_further(world.assignment, [party], "Thêm", by=by, at=at)
    world.share = world.assignment.shares.get(taker=committee)
    reported = actions.give(f"Việc hai {MARK}", [committee], by=by, at=at).shares.get()
    officer = world.people["officer"]
    upload = SimpleUploadedFile("anh.jpg", picture())
    kept = files.take(upload, allowed=files.PAPERS, by=officer, at=at)
    world.reported_share = actions.report(reported, "Xong", files=[kept], by=officer, at=at)
    world.share_proof = ShareProof.objects.get()
