"""Bodies and people: the producer's organisation, with an invitation and a colleague."""

from sanvat.parties import actions
from sanvat.parties.models import Role
from tests.addresses import KEEPERS, NOT_SERVED, Address, World, lists, of, only

AFTER = ("producers",)

_ORGANISATION = only("producer", KEEPERS)
_MANAGE = only("producer", "officer", "advisor", "operator", forbidden=frozenset({"centre"}))

ADDRESSES = {
    "desk:organisations": lists(sees=KEEPERS | {"rival"}),
    "desk:organisation_found": Address(*[only(KEEPERS, "far_advisor")] * 2),
    "desk:organisation": Address(_ORGANISATION, sample=of("organisation")),
    "desk:invite": Address(NOT_SERVED, _MANAGE, of("organisation")),
    "desk:invitation_revoke": Address(NOT_SERVED, _MANAGE, of("invitation")),
    "desk:membership_end": Address(NOT_SERVED, _MANAGE, of("colleague")),
    # Of the colleague, who is an editor too: only the province and the operator stand above that.
    "desk:new_password": Address(
        NOT_SERVED,
        only("advisor", "operator", forbidden=frozenset({"producer", "officer", "centre"})),
        of("colleague"),
    ),
    "desk:second_step_reset": Address(
        NOT_SERVED,
        only("operator", forbidden=_ORGANISATION.opens - {"operator"}),
        of("colleague"),
    ),
}


def furnish(world: World) -> None:
    world.organisation = world.own_producer.organisation
    world.invitation = actions.invite(
        world.organisation,
        Role.PRODUCER,
        by=world.people["officer"],
        at=world.now,
        phone="0977123456",
    )
