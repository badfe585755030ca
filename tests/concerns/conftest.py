"""Matters that somebody sends about the commune, whose officer deals with them."""

from itertools import count

import pytest
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.actions import Sent, Who
from sanvat.concerns.models import Concern, Confidant
from tests.people import make_person

WORDS = "Đường vào vùng chè thôn 4 lầy lội từ tháng trước, xe không chở hàng ra được."
MINH = Who(
    name="Trần Văn Minh",
    phone="0913 555 777",
    email="minh@example.vn",
    address="Số 12, ngõ 3, thôn 4",
)


@pytest.fixture
def send(commune):
    """What somebody sends by the public page; each from a form of its own."""
    numbers = count(1)

    def send(text=WORDS, **more) -> Sent:
        given = {
            "kind": Concern.Kind.FEEDBACK,
            "subject": "roads-water",
            "place": commune,
            "key": f"{next(numbers):064}",
            "who": MINH,
            "allows_publication": True,
            "is_proven": True,
            "at": timezone.now(),
            **more,
        }
        return actions.send_concern(text=text, **given)

    return send


@pytest.fixture
def concern(officer, send) -> Concern:
    """One that has just come to the commune's committee."""
    return send().concern


@pytest.fixture
def accepted(officer, concern) -> Concern:
    actions.classify(
        concern, kind=concern.kind, subject=concern.subject, by=officer, at=timezone.now()
    )
    return actions.accept(concern, by=officer, at=timezone.now())


@pytest.fixture
def answered(officer, accepted) -> Concern:
    actions.answer(accepted, "Xã sẽ rải đá trong tháng này.", by=officer, at=timezone.now())
    accepted.refresh_from_db()
    return accepted


@pytest.fixture
def colleague(officer):
    """Another officer of the same committee."""
    return make_person(
        "Phạm Thị Cộng", "commune_officer", officer.acting.organisation, username="0987000021"
    )


@pytest.fixture
def confidant(officer, advisor) -> Confidant:
    """The officer is named for the committee's denunciations; the colleague is not."""
    return actions.name_confidant(
        officer.acting.organisation,
        officer,
        paper="QĐ 12/QĐ-UBND",
        first=timezone.localdate(),
        by=advisor,
        at=timezone.now(),
    )


@pytest.fixture
def denunciation(confidant, send) -> Concern:
    return send(
        "Ông K. nhận tiền để chấm sao cho sản phẩm.",
        kind=Concern.Kind.DENUNCIATION,
        subject="dossier",
        allows_publication=False,
    ).concern
