"""Who may do what with support."""

from __future__ import annotations

from sanvat.parties.access import acts_as, is_officer_of, keeps_programme_in
from sanvat.parties.models import Role, User
from sanvat.places.models import Place
from sanvat.products import access as of_products
from sanvat.products.models import Producer
from sanvat.support.models import Request, Scheme


def may_make_scheme(user: User, place: Place | None) -> bool:
    """Who keeps the programme in the place whose scheme it is."""
    return keeps_programme_in(user, place)


def may_see_budget(user: User, scheme: Scheme) -> bool:
    """Producers see what a scheme gives, not what is left in it."""
    return not acts_as(user, Role.PRODUCER)


def may_ask(user: User, producer: Producer) -> bool:
    """Who acts for the producer, and the officers of its place for it."""
    return of_products.may_register_product(user, producer)


def may_withdraw(user: User, request: Request) -> bool:
    return may_ask(user, request.producer)


def may_decide(user: User, request: Request) -> bool:
    """Who keeps the programme in the scheme's place; a commune does not spend the province's
    money."""
    return keeps_programme_in(user, request.scheme.place)


def may_record_effect(user: User, request: Request) -> bool:
    """Who decides, and the officers of the producer's place."""
    return may_decide(user, request) or is_officer_of(user, request.producer.current_place)
