"""Eight clicks at the same moment, at whatever takes a form: nobody meets a fault, and where all
are the same form, the thing is done once and each is led to the same place."""

from copy import deepcopy
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from sanvat.parties import actions as parties
from sanvat.parties.models import Organisation, OrganisationKind
from tests.addresses import World
from tests.desk import test_once as once
from tests.desk.cases import made, named
from tests.desk.pages import signed_in
from tests.people import again
from tests.test_odd_values import PEOPLE, Target, targets
from tests.test_wrong_person import ADDRESSES
from tests.threads import Team, at_once, team

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.ignore_template_errors]

CLICKS = 8


# Those that bring something new about; the last of them need what the first have made.
NEW = (
    *(once.producer_case, once.product_case, once.idea_case, once.list_case),
    *(once.registered_idea_case, once.organisation_case, once.invitation_case),
    *(once.pictures_case, once.upload_case, once.letter_step_case, once.year_figure_case),
)


def test_eight_clicks_on_one_form_make_one_thing_and_lead_to_one_place(request):
    for make in NEW:
        case = made(make, request)
        fields = case.fields(signed_in(case.user))
        to, before = case.to or case.page, case.counted()

        def click(case=case, fields=fields, to=to):
            return signed_in(case.user).post(to, own(fields))

        answers = at_once(*[click] * CLICKS)

        assert {status_of(answer) for answer in answers} == {302}, named(make)
        assert len({answer["Location"] for answer in answers}) == 1, named(make)
        assert case.counted() == before + 1, named(make)


def own(fields: dict[str, object]) -> dict[str, object]:
    """The same to send, with files of its own to read."""
    return {name: _own(value) for name, value in fields.items()}


def _own(value: object) -> object:
    if not isinstance(value, SimpleUploadedFile):
        return value
    content = value.file.getvalue()  # type: ignore[union-attr]
    return SimpleUploadedFile(str(value.name), content, content_type=value.content_type)


def status_of(answer: HttpResponseBase | Exception) -> int | str:
    return repr(answer) if isinstance(answer, Exception) else answer.status_code


LAST = ("end", "leave", "remove", "revoke", "discard", "erase", "aside", "logout", "password")
FEWER = 4  # at each of all addresses, or it would take a minute


def test_clicks_at_once_at_any_address_are_no_fault_of_ours(own_world):
    wrong = []
    taking = [t for t in targets(own_world, is_public=False) if t.name in ADDRESSES and t.fields]
    with team(FEWER) as do:
        for target in sorted(taking, key=lambda t: (any(word in t.name for word in LAST), t.name)):
            for answer in _clicked(target, own_world, do):
                if isinstance(answer, Exception) or answer.status_code >= 500:
                    wrong.append(f"{target.name}: {status_of(answer)}")

    assert sorted(set(wrong)) == []
    assert len(taking) > 40


def _clicked(target: Target, world: World, do: Team) -> list[HttpResponseBase | Exception]:
    """Several forms drawn apart, as on several screens, filled alike and sent together."""
    able = [person for person in PEOPLE if person in ADDRESSES[target.name].post.opens]

    def click(number: int) -> HttpResponseBase:
        client = Client()
        client.cookies = deepcopy(world.sessions[able[0]])
        fields = {name: unquote(value) for name, value in target.fields.items()}
        fields |= {"once": f"{number:032}"} if "once" in fields else {}
        return client.post(target.path, fields)

    return do(click) if able else []


DISGUISES = (
    *("Hội thử", "HỘI THỬ", "Hội\u202e thử\u200b", "Ho\u0323\u0302i thu\u031b\u0309", "Нội thử"),
    *("Ｈội\u00a0\u3164thử", "Hội\ufe0f\u3000thử", "\u2066Hộі\u2069 thử"),
)


def test_eight_bodies_that_look_alike_are_one(advisor, province):
    def create(name: str):
        return lambda: parties.create_organisation(
            OrganisationKind.UNION, name, by=again(advisor), at=timezone.now(), place=province
        )

    answers = at_once(*map(create, DISGUISES))

    assert sorted(type(answer).__name__ for answer in answers) == [
        "Organisation",
        *["ValidationError"] * 7,
    ]
    assert Organisation.objects.filter(kind=OrganisationKind.UNION).count() == 1
