"""What the doctor says of the addresses that units have for their own sites."""

import pytest

from sanvat.news.models import UnitHome
from sanvat.site.commands import doctor
from tests.news.conftest import home  # noqa: F401

pytestmark = pytest.mark.django_db


def test_a_host_that_the_installation_does_not_serve_is_named(home, settings):  # noqa: F811
    assert doctor._hosts() == (True, "không trang đơn vị nào có")
    UnitHome.objects.filter(pk=home.pk).update(host="dieuphoi.vidu.example")

    broken = doctor._hosts()
    settings.ALLOWED_HOSTS = ["ocop.vidu.example", "dieuphoi.vidu.example"]

    assert broken.good is False
    assert "dieuphoi.vidu.example chưa có trong SANVAT_HOSTS" in broken.text
    assert doctor._hosts() == (True, "dieuphoi.vidu.example")
