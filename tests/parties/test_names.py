"""However a name is typed, it is kept in one way of writing."""

import unicodedata
from datetime import UTC, datetime

from sanvat.parties import actions
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.parties.models import Role
from tests.people import PASSWORD

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
KEPT = "Hội Nông dân Đức Trọng"
TYPED = f"  {unicodedata.normalize('NFD', KEPT).replace(' ', '  ')}\u200b\t"


def test_an_organisation(operator):
    made = actions.create_organisation(Kind.UNION, TYPED, by=operator, at=NOW)

    assert made.name == KEPT
    assert made.searchable == "hoi nong dan duc trong"


def test_the_first_organisation_is_found_again(db):
    first, second = (
        actions.open_installation(email=f"{number}@vidu.example", name=name, at=NOW).organisation
        for number, name in enumerate((KEPT, TYPED))
    )

    assert first == second


def test_a_person_and_who_was_invited(advisor, council):
    offer = actions.invite(
        council, Role.COUNCIL_MEMBER, phone="0977123456", name=TYPED, by=advisor, at=NOW
    )
    user = actions.join(offer, name=TYPED, password=PASSWORD, at=NOW)

    assert (offer.name, user.name) == (KEPT, KEPT)


def test_a_key_and_the_subject_of_a_letter(advisor):
    key, _secret = actions.make_key(
        name=TYPED, scopes=["products:read"], days=3, by=advisor, at=NOW
    )
    letter = actions.draft_letter("a@vidu.example", TYPED, "…", about=None, by=advisor, at=NOW)

    assert (key.name, letter.subject) == (KEPT, KEPT)
