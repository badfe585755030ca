"""Who may open what: every named address, classified. `test_wrong_person.py` holds it true.

A new address gets a line here, or the test fails. A line says, for GET and for POST, who is let
in; whoever is not gets what stands after `else_`. "In" is any answer that is no refusal: a page,
a form with its faults, a redirect to somewhere else than the sign-in page.

`sees` says who may read something marked on the page: names of a rival's product and producer,
of an officer's idea, letter and register. Where it is left out, nobody may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

PEOPLE = (
    "producer",  # makes the sample product
    "rival",  # makes another in the same commune
    "officer",
    "advisor",
    "team_member",
    "council_member",
    "chair",
    "secretary",
    "centre",
    "coordinator",
    "programme_party",
    "editor",
    "operator",
    "stranger",  # a producer of another province
    "far_advisor",  # an advisory officer of another province
    "nobody",  # an account without a role
    "ended",  # an advisory officer of this province until yesterday
    "anonymous",
)
SIGNED_IN = frozenset(PEOPLE) - {"anonymous"}
OFFICERS = frozenset({"officer", "advisor", "centre"})
READERS = OFFICERS | {"coordinator"}
KEEPERS = OFFICERS | {"operator"}
WITH_SECOND_STEP = frozenset(
    {
        "advisor",
        "team_member",
        "council_member",
        "chair",
        "secretary",
        "centre",
        "operator",
        "far_advisor",
        "ended",
    }
)
IMPORTERS = OFFICERS | {"far_advisor"}

Sample = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """Who is let in, and what all others are told."""

    opens: frozenset[str]
    sees: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()  # who sees the thing and may not do this: 403
    else_: str = "404"
    anonymous: str = "sign-in"

    def promised(self, person: str) -> str:
        if person in self.opens:
            return "in"
        if person == "anonymous":
            return self.anonymous
        return "403" if person in self.forbidden else self.else_


NOT_SERVED = Rule(frozenset(), else_="405", anonymous="405")
PUBLIC = Rule(frozenset(PEOPLE))
EVERYBODY = Rule(SIGNED_IN)
NONE_HERE = Rule(frozenset(), anonymous="404")
NONE_OF_MINE = Rule(frozenset())
ONLY_READ = Rule(frozenset(), else_="405")  # said only once one has signed in
KEY = Rule(frozenset(), else_="401", anonymous="401")  # a session opens nothing there


def only(*people: Iterable[str] | str, **more: Any) -> Rule:
    opens: set[str] = set()
    for each in people:
        opens |= {each} if isinstance(each, str) else set(each)
    return Rule(frozenset(opens), **more)


def nothing(world: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Address:
    get: Rule
    post: Rule = NOT_SERVED
    sample: Sample = field(default=nothing)
    query: str = ""
    data: Sample = field(default=nothing)  # what is sent with a POST


def sent(**fields: str) -> Sample:
    return lambda world: fields


def lists(sees: Iterable[str] = ()) -> Address:
    """A list: everybody gets theirs, perhaps an empty one."""
    return Address(Rule(SIGNED_IN, sees=frozenset(sees)))


def of(name: str) -> Sample:
    return lambda world: {"pk": getattr(world, name).pk}


# A product of the producer, and the producer itself
_OWN = READERS | {"producer"}
_WRITES = OFFICERS | {"producer"}
_PRODUCT, _PRODUCER, _IDEA = of("product"), of("own_producer"), of("idea")
READ = only(_OWN)
WRITE = only(_WRITES, forbidden=frozenset({"coordinator"}))
_PICTURE = lambda w: {"pk": w.product.pk, "picture": w.picture.pk}  # noqa: E731
_COLLEAGUE = lambda w: {"pk": w.own_producer.pk, "membership": w.colleague.pk}  # noqa: E731

# An idea that the officer noted for somebody in the commune
_PLACE = {"officer", "advisor"}  # the centre sees ideas when they have become products
_IDEA_READ = only(_PLACE, "coordinator", sees=_PLACE | {"coordinator"})
_IDEA_WRITE = only(_PLACE, sees=_PLACE, forbidden=frozenset({"coordinator"}))

# The register the advisor brought
_IMPORT = only("advisor", sees=frozenset({"advisor"}))
_IMPORTING = of("importing")
_APART = frozenset({"far_advisor"})  # an advisor too, but of another office

# What the advisor's body wrote; the organisation is the producer's
_LETTER = only("advisor", sees=frozenset({"advisor"}))
_ORGANISATION = only("producer", KEEPERS)
_INVITED = of("invitation")

DESK = {
    "home": lists(sees=READERS | {"rival", "operator"}),
    "acting": Address(EVERYBODY, only()),
    "search": lists(),
    "places": Address(EVERYBODY, query="?o=place"),
    # Producers
    "producers": lists(sees=READERS | {"rival"}),
    "producer_new": Address(
        *[only(OFFICERS, "far_advisor", else_="403")] * 2,
    ),
    "producer": Address(READ, sample=_PRODUCER),
    "producer_change": Address(WRITE, WRITE, _PRODUCER),
    "producer_history": Address(WRITE, sample=_PRODUCER),
    "producer_private": Address(*[only("producer", "officer", "advisor")] * 2, _PRODUCER),
    "producer_private_record": Address(
        NOT_SERVED, only("producer", "officer", "advisor"), _PRODUCER
    ),
    "producer_private_erase": Address(
        NOT_SERVED, only("producer", "officer", "advisor"), _PRODUCER
    ),
    "producer_rights": Address(NOT_SERVED, WRITE, _COLLEAGUE, data=sent(rights="view")),
    "producer_leaving": Address(
        NOT_SERVED,
        only("producer", "officer", "advisor", forbidden=frozenset({"centre", "coordinator"})),
        _COLLEAGUE,
    ),
    # Products
    "products": lists(sees=READERS | {"rival"}),
    "product_new": Address(WRITE, WRITE, lambda w: {"producer": w.own_producer.pk}),
    "product_hints": Address(WRITE, sample=lambda w: {"producer": w.own_producer.pk}),
    "product": Address(only(_OWN, sees=OFFICERS), sample=_PRODUCT),  # with what looks like it
    "product_change": Address(WRITE, WRITE, _PRODUCT),
    "product_set": Address(NOT_SERVED, WRITE, _PRODUCT),
    "product_variants": Address(WRITE, WRITE, _PRODUCT),
    "product_sales_places": Address(WRITE, WRITE, _PRODUCT),
    "product_figures": Address(WRITE, WRITE, _PRODUCT),
    "product_history": Address(WRITE, sample=_PRODUCT),
    "product_pictures": Address(WRITE, WRITE, _PRODUCT),
    "product_picture_order": Address(NOT_SERVED, WRITE, _PRODUCT),
    "picture_describe": Address(NOT_SERVED, WRITE, _PICTURE),
    "picture_remove": Address(NOT_SERVED, WRITE, _PICTURE),
    "picture": Address(READ, sample=lambda w: {"pk": w.picture.pk, "size": "nho"}),
    # Ideas
    "ideas": lists(sees=READERS),
    "idea_new": Address(EVERYBODY, EVERYBODY),
    "ideas_interested": Address(*[only({"officer", "advisor", "far_advisor"})] * 2),
    "idea": Address(_IDEA_READ, sample=_IDEA),
    "idea_advice": Address(NOT_SERVED, _IDEA_WRITE, _IDEA, data=sent(advice="Nên thử.")),
    "idea_plan": Address(
        NOT_SERVED,
        _IDEA_WRITE,
        _IDEA,
        data=sent(product="Chuối sấy", materials="chuối", market="chợ"),
    ),
    "idea_product": Address(
        NOT_SERVED,
        _IDEA_WRITE,
        _IDEA,
        data=lambda w: {"producer": w.own_producer.pk, "name": "Chuối sấy"},
    ),
    "idea_set_aside": Address(NOT_SERVED, _IDEA_WRITE, _IDEA, data=sent(reason="Đủ rồi.")),
    "idea_history": Address(_IDEA_WRITE, sample=_IDEA),
    # The year
    "cycle": Address(EVERYBODY),
    "cycle_change": Address(
        *[only("advisor", "far_advisor", else_="403")] * 2, lambda w: {"year": w.year}
    ),
    # The register
    "imports": Address(
        *[only(IMPORTERS, sees=frozenset({"advisor"}))] * 2,
    ),
    "import_template": Address(only(IMPORTERS)),
    "register_download": Address(only(IMPORTERS, sees=OFFICERS)),
    "import": Address(_IMPORT, sample=_IMPORTING),
    "import_columns": Address(_IMPORT, _IMPORT, _IMPORTING),
    "import_answers": Address(_IMPORT, sample=_IMPORTING),
    "import_progress": Address(_IMPORT, sample=_IMPORTING),
    "import_preview": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "import_decide": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "import_settle": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "import_apply": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "import_discard": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    # Bodies and people
    "organisations": lists(sees=KEEPERS | {"rival"}),
    "organisation_found": Address(*[only(KEEPERS, "far_advisor")] * 2),
    "organisation": Address(_ORGANISATION, sample=of("organisation")),
    "invite": Address(
        NOT_SERVED,
        only("producer", "officer", "advisor", "operator", forbidden=frozenset({"centre"})),
        of("organisation"),
    ),
    "invitation_revoke": Address(
        NOT_SERVED,
        only("producer", "officer", "advisor", "operator", forbidden=frozenset({"centre"})),
        _INVITED,
    ),
    "membership_end": Address(
        NOT_SERVED,
        only("producer", "officer", "advisor", "operator", forbidden=frozenset({"centre"})),
        of("colleague"),
    ),
    # Of the colleague, who is an editor too: only the province and the operator stand above that.
    "new_password": Address(
        NOT_SERVED,
        only("advisor", "operator", forbidden=frozenset({"producer", "officer", "centre"})),
        of("colleague"),
    ),
    "second_step_reset": Address(
        NOT_SERVED,
        only("operator", forbidden=_ORGANISATION.opens - {"operator"}),
        of("colleague"),
    ),
    # Letters, notices, keys
    "letters": lists(sees={"advisor"}),
    "letter": Address(_LETTER, sample=of("letter")),
    "letter_revise": Address(NOT_SERVED, _LETTER, of("letter")),
    "letter_step": Address(NOT_SERVED, _LETTER, lambda w: {"pk": w.letter.pk, "name": "doc-lai"}),
    "notices": Address(Rule(SIGNED_IN, sees=frozenset({"advisor"}))),
    "notices_read": Address(NOT_SERVED, EVERYBODY),
    "tokens": Address(
        only(READERS, "producer", "rival", "stranger", "far_advisor", "operator"),
        only(
            *(READERS, "producer", "rival", "stranger", "far_advisor"),
            forbidden=frozenset({"operator"}),
        ),
    ),
    "token_revoke": Address(NOT_SERVED, only("producer", "operator"), of("token")),
}

ACCOUNTS = {
    "account": Address(EVERYBODY, EVERYBODY),
    "invitation": Address(PUBLIC, PUBLIC, lambda w: {"token": w.link}),
    "account_login": Address(PUBLIC, PUBLIC),
    "account_logout": Address(EVERYBODY, Rule(frozenset(), else_="sign-in")),
    "account_signup": Address(PUBLIC, PUBLIC),
    "account_inactive": Address(PUBLIC),
    "account_reauthenticate": Address(EVERYBODY, EVERYBODY),
    "usersessions_list": Address(EVERYBODY, EVERYBODY, data=sent(others="1")),
    "account_change_password": Address(EVERYBODY, EVERYBODY),
    "account_set_password": Address(EVERYBODY, EVERYBODY),
    "account_reset_password": Address(PUBLIC, PUBLIC),
    "account_reset_password_done": Address(PUBLIC),
    "account_reset_password_from_key": Address(
        PUBLIC, PUBLIC, lambda w: {"uidb36": "1", "key": "set-password"}
    ),
    "account_reset_password_from_key_done": Address(PUBLIC),
    "account_email": Address(EVERYBODY, EVERYBODY),
    "account_email_verification_sent": Address(PUBLIC),
    "account_confirm_email": Address(PUBLIC, NONE_HERE, lambda w: {"key": "khong-co"}),
    "mfa_index": Address(EVERYBODY, ONLY_READ),
    "mfa_authenticate": Address(EVERYBODY, EVERYBODY),
    "mfa_reauthenticate": Address(EVERYBODY, EVERYBODY),
    "mfa_activate_totp": Address(EVERYBODY, EVERYBODY),
    "mfa_deactivate_totp": Address(*[only(WITH_SECOND_STEP)] * 2),
    "mfa_view_recovery_codes": Address(NONE_OF_MINE, ONLY_READ),
    "mfa_generate_recovery_codes": Address(EVERYBODY, EVERYBODY),
    "mfa_download_recovery_codes": Address(NONE_OF_MINE, NONE_OF_MINE),
    "mfa_list_webauthn": Address(EVERYBODY, ONLY_READ),
    "mfa_add_webauthn": Address(EVERYBODY, EVERYBODY),
    "mfa_edit_webauthn": Address(EVERYBODY, EVERYBODY, lambda w: {"pk": 1}),
    "mfa_remove_webauthn": Address(EVERYBODY, EVERYBODY, lambda w: {"pk": 1}),
    "mfa_login_webauthn": Address(EVERYBODY, EVERYBODY),
    "mfa_reauthenticate_webauthn": Address(EVERYBODY, EVERYBODY),
}

_SET = lambda w: {"rulebook": "26-2026", "number": 13}  # noqa: E731

# Public: the same for everybody, signed in or not.
OPEN = (
    "api:list_rulebooks",
    "api:get_rulebook",
    "api:list_sets",
    "api:get_set",
    "api:list_criteria",
    "api:get_criterion",
    "api:list_readings",
    "api:get_forms",
    "api:find_sets",
    "api:find_places",
    "api:rank",
    "api:carry_over",
    "api:openapi",
    "api:docs",
    "portal:",
    "ui:",
    "set_language",
)

KEYED = ("api:list_products", "api:list_producers")

ADDRESSES = {f"desk:{name}": address for name, address in DESK.items()} | ACCOUNTS
ADDRESSES |= {name: Address(KEY) for name in KEYED}

# Without a name: what sends on, and what says that there is nothing.
UNNAMED = ("api/v1/", "api/v1/(?P<rest>.*)")
