"""The world of the desk: a store of each test's own, and a cooperative with its person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanvat.certificates.models import Recognition
from sanvat.parties.models import Role, User
from sanvat.products import actions
from sanvat.products.models import Producer, Product
from tests.people import make_person


@pytest.fixture(autouse=True)
def store(own_store):
    return own_store


@pytest.fixture
def cooperative(officer, commune) -> Producer:
    """A producer that the commune's officer has entered."""
    return actions.register_producer(
        "HTX Nông nghiệp Tân Hội",
        commune,
        by=officer,
        at=timezone.now(),
        legal_form="cooperative",
        phone="0912345678",
        address="Thôn Tân Trung",
    )


@pytest.fixture
def maker(cooperative) -> User:
    """Who acts for the cooperative, and manages it."""
    return make_person("Ka Thơm", Role.PRODUCER, cooperative.organisation, username="0912345678")


@pytest.fixture
def coffee(cooperative, officer) -> Product:
    return actions.register_product(cooperative, "Cà phê bột", by=officer, at=timezone.now())


@pytest.fixture
def recognise():
    """Stars for a product, running out so many days from today."""

    def recognised(product: Product, stars: int, *, days: int | None) -> Recognition:
        today = timezone.localdate()
        return Recognition.objects.create(
            product=product,
            round=product.recognitions.count() + 1,
            kind="first",
            stars=stars,
            issued_on=days and today + timedelta(days=days - 1095),
            expires_on=None if days is None else today + timedelta(days=days),
        )

    return recognised
