"""Producers: the producer, who makes the sample product, and its rival in the same commune."""

from sanvat.parties.models import OrganisationKind as Kind
from sanvat.parties.models import Role
from sanvat.products import actions
from tests.addresses import (
    MARK,
    NOT_SERVED,
    OFFICERS,
    ONLY_READERS,
    READERS,
    Address,
    World,
    lists,
    of,
    only,
)
from tests.people import again, make_member, make_organisation, make_person

READ = only(READERS, "producer")
WRITE = only(OFFICERS, "producer", forbidden=ONLY_READERS)
_PEOPLE = only("producer", "officer", "advisor", forbidden=ONLY_READERS | {"centre"})
_PRIVATE = only("producer", "officer", "advisor")
_PRODUCER = of("own_producer")
_COLLEAGUE = lambda w: {"pk": w.own_producer.pk, "membership": w.colleague.pk}  # noqa: E731

ADDRESSES = {
    "desk:producers": lists(sees=READERS | {"rival"}),
    "desk:producer_new": Address(*[only(OFFICERS, "far_advisor", else_="403")] * 2),
    "desk:producer": Address(READ, sample=_PRODUCER),
    "desk:producer_change": Address(WRITE, WRITE, _PRODUCER),
    "desk:producer_history": Address(WRITE, sample=_PRODUCER),
    "desk:producer_consent": Address(WRITE, WRITE, _PRODUCER),
    "desk:producer_private": Address(_PRIVATE, _PRIVATE, _PRODUCER),
    "desk:producer_private_record": Address(NOT_SERVED, _PRIVATE, _PRODUCER),
    "desk:producer_private_erase": Address(NOT_SERVED, _PRIVATE, _PRODUCER),
    "desk:producer_rights": Address(NOT_SERVED, _PEOPLE, _COLLEAGUE, data={"rights": "view"}),
    "desk:producer_leaving": Address(NOT_SERVED, _PEOPLE, _COLLEAGUE),
}


def furnish(world: World) -> None:
    officer, now = world.people["officer"], world.now
    how = {"legal_form": "cooperative", "by": officer, "at": now}
    own = actions.register_producer("Cơ sở mẫu", world.commune, **how)
    membership = world.people["producer"].memberships.get()
    membership.organisation = own.organisation
    membership.save()
    world.people["producer"] = again(world.people["producer"])
    press = make_organisation(Kind.PRESS, "Báo khác", world.commune)
    colleague = make_person("Đồng nghiệp", Role.EDITOR, press, username="0977000001")
    world.own_producer = own
    world.colleague = make_member(colleague, Role.PRODUCER, own.organisation)

    world.rival_producer = actions.register_producer(f"HTX {MARK}", world.commune, **how)
    world.people["rival"] = make_person(
        "Đối Thủ", Role.PRODUCER, world.rival_producer.organisation, username="0977000002"
    )
