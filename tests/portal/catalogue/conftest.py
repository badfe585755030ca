"""A producer whose products are recognised, as strangers find them."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from sanvat.certificates.models import Recognition
from sanvat.certificates.shelf import forget
from sanvat.products import actions
from sanvat.records import files
from tests.products.conftest import cooperative, store  # noqa: F401
from tests.records import uploads
from tests.register.registers import NOON


@pytest.fixture(autouse=True)
def _counted_anew():
    forget()
    yield
    forget()


@pytest.fixture
def today():
    return timezone.localdate()


def recognise(product, stars, issued, expires, round=1, **more):
    return Recognition.objects.create(
        product=product,
        round=round,
        kind=Recognition.Kind.FIRST if round == 1 else Recognition.Kind.UPGRADE,
        stars=stars,
        issued_on=issued,
        expires_on=expires,
        **more,
    )


@pytest.fixture
def make(cooperative, officer, today):  # noqa: F811
    def made(name, stars=3, left=300, owner=cooperative, **more):
        product = actions.register_product(
            owner, name, by=officer, at=NOON, is_another=True, set_number=13, **more
        )
        if stars:
            expires = today + timedelta(days=left)
            recognise(product, stars, expires - timedelta(days=1000), expires)
        product.refresh_from_db()
        return product

    return made


@pytest.fixture
def coffee(make, officer):
    """One that lacks nothing."""
    product = make("Cà phê bột", 4, story="Hái quả chín.\n\nRang trên chảo gang.")
    upload = ContentFile(uploads.picture(), name="goi.jpg")
    stored = files.take(upload, allowed=files.PICTURES, by=officer, at=NOON)
    actions.add_picture(product, stored, description="Gói cà phê", by=officer, at=NOON)
    actions.set_variants(product, [actions.Variant("gói", 250, "g")], by=officer, at=NOON)
    actions.set_sales_places(
        product,
        [actions.SalesPoint("online", "Gian hàng", link="https://vidu.example/")],
        by=officer,
        at=NOON,
    )
    product.refresh_from_db()
    return product
