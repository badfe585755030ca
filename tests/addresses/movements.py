"""Movements: one of the province, in which a name was told that only those near by may read."""

from django.core.files.uploadedfile import SimpleUploadedFile

from sanvat.movements import actions
from sanvat.records import files
from tests.addresses import (
    MARK,
    NOT_SERVED,
    ONLY_READERS,
    PEOPLE,
    Address,
    World,
    of,
    only,
)
from tests.records.uploads import picture

_KEEPERS = {"advisor", "centre"} | ONLY_READERS
_NEAR = _KEEPERS | {"officer"}
_AT_WORK = frozenset(PEOPLE) - {"anonymous", "nobody", "ended"}
_READ = only(_AT_WORK, sees=_NEAR)
_CALL = only(_NEAR | {"far_advisor"})
_KEEP = only(_KEEPERS, forbidden=_AT_WORK - _KEEPERS)
_RECORD = only(_NEAR, forbidden=_AT_WORK - _NEAR)
_CANCEL = only(_NEAR)
_ONE = of("movement")

ADDRESSES = {
    "desk:movements": Address(only(frozenset(PEOPLE) - {"anonymous"})),
    "desk:movement_new": Address(_CALL, _CALL),
    "desk:movement": Address(_READ, sample=_ONE),
    "desk:movement_change": Address(_KEEP, _KEEP, _ONE),
    "desk:contribution_new": Address(_RECORD, _RECORD, _ONE),
    "desk:movement_close": Address(NOT_SERVED, _KEEP, _ONE),
    "desk:movement_thanks": Address(only(_AT_WORK), sample=_ONE),
    "desk:movement_paper": Address(
        only(_AT_WORK), only(_AT_WORK), sample=lambda w: {"pk": w.movement.pk, "form": "docx"}
    ),
    "desk:movement_history": Address(_KEEP, sample=_ONE),
    "desk:contribution_proof": Address(_CANCEL, sample=of("contribution")),
    "desk:contribution_cancel": Address(_CANCEL, _CANCEL, of("contribution")),
}


def furnish(world: World) -> None:
    advisor = world.people["advisor"]
    who = {"by": advisor, "at": world.now}
    world.movement = actions.call_movement(
        "Phong trào thử",
        organisation=advisor.acting.organisation,
        place=advisor.acting.place,
        starts_on=world.today,
        **who,
    )
    stored = files.take(
        SimpleUploadedFile("anh.jpg", picture()), allowed=files.PAPERS, by=advisor, at=world.now
    )
    world.contribution = actions.record_contribution(
        world.movement,
        "land",
        amount=5,
        giver="person",
        giver_name=f"Ông {MARK}",
        place=world.commune,
        day=world.today,
        proof=stored,
        **who,
    )
