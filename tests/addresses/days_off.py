"""Days off: everybody sees them; a province's office and the centre correct their own."""

from sanvat.clocks import actions
from tests.addresses import SIGNED_IN, Address, World, of, only

_MAY = only("advisor", "far_advisor", "coordinator", "centre", else_="403")
_SEE = frozenset(
    {
        *("producer", "rival", "officer", "team_member", "council_member", "chair", "secretary"),
        *("programme_party", "editor"),
    }
)
_CENTRE = only("centre", else_="403")

ADDRESSES = {
    "desk:days_off": Address(SIGNED_IN),
    "desk:day_correction_new": Address(
        _MAY,
        _MAY,
        query="?first=2030-03-05&kind=off",
        data={"first": "2030-03-05", "kind": "off", "reason": "Bão"},
    ),
    "desk:day_correction_withdraw": Address(
        *[only("advisor", "coordinator", forbidden=_SEE)] * 2,
        of("day_correction"),
        data={"reason": "Bão tan"},
    ),
    "desk:year_announce": Address(_CENTRE, _CENTRE, lambda w: {"year": 2031}),
}


def furnish(world: World) -> None:
    (world.day_correction,) = actions.correct_days(
        world.commune.parent,
        world.today.replace(year=2030, month=3, day=6),
        world.today.replace(year=2030, month=3, day=6),
        works=False,
        reason="Bão",
        by=world.people["advisor"],
        at=world.now,
    )
