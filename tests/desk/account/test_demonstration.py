"""The people of the demonstration, there and nowhere else."""

import pytest
from django.utils import timezone

from sanvat.parties.models import Membership, Role, User
from sanvat.site import demo
from sanvat.site.demo import parties as demo_parties
from sanvat.site.demo import products as demo_products
from tests.desk.account.sign_in import DESK, SIGN_IN, is_signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings):
    """What SANVAT_DEMO makes of an installation, but for the address, which is laid at start."""
    settings.DEMO = True
    world = demo.World(timezone.now())
    demo_parties.add_people(world)
    demo_products.add_producer(world)


def test_the_demonstration_has_one_person_for_every_role(demonstration, client):
    roles = Membership.objects.values_list("role", flat=True)

    assert sorted(roles) == sorted(Role.values)
    assert all(user.is_demonstration for user in User.objects.all())


def test_nobody_signs_in_as_one_of_them_elsewhere(demonstration, client, settings):
    person = User.objects.get(username="0900000001")
    client.force_login(person)
    assert is_signed_in(client)

    settings.DEMO = False

    assert not is_signed_in(client)


def test_one_click_signs_in_as_any_of_them_without_a_second_step(demonstration, client, settings):
    settings.ROOT_URLCONF = "tests.desk.account.demonstration_addresses"
    page = client.get(SIGN_IN).content.decode()
    chair = Membership.objects.get(role=Role.COUNCIL_CHAIR).user

    response = client.post("/tai-khoan/trinh-dien/", {"person": chair.pk})

    assert "Bản trình diễn" in page
    assert "Đặng Văn Sơn, Hội đồng OCOP tỉnh Trình diễn" in page
    assert response.url == DESK
    assert is_signed_in(client)


def test_nobody_else_can_be_taken_so(demonstration, client, settings, producer):
    settings.ROOT_URLCONF = "tests.desk.account.demonstration_addresses"

    assert client.post("/tai-khoan/trinh-dien/", {"person": producer.pk}).status_code == 404


def test_elsewhere_there_is_no_such_address(client):
    assert client.post("/tai-khoan/trinh-dien/", {"person": 1}).status_code == 404
    assert "Bản trình diễn" not in client.get(SIGN_IN).content.decode()
