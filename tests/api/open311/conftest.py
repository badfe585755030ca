import pytest
from django.conf import settings
from django.utils import timezone

from sanvat.parties import actions
from tests.api.open311.georeport import FORM, GeoReport
from tests.concerns.conftest import accepted, answered, concern, confidant, denunciation, send

__all__ = ["accepted", "answered", "concern", "confidant", "denunciation", "send"]


@pytest.fixture(params=["xml", "json"])
def city(request, client) -> GeoReport:
    """Ours, as an app of another city sees it."""

    def ask(method: str, address: str, form: bytes | None):
        path = address.removeprefix(settings.SITE_ADDRESS)
        assert path.startswith("/open311/v2/")
        more = {"data": form, "content_type": FORM} if form is not None else {}
        response = getattr(client, method.lower())(path, **more)
        return response.status_code, response["Content-Type"], response.content

    return GeoReport(ask, f"{settings.SITE_ADDRESS}/open311/v2/discovery", request.param)


@pytest.fixture
def key(advisor) -> str:
    _key, secret = actions.make_key(
        name="ứng dụng", scopes=["concerns:send"], days=30, by=advisor, at=timezone.now()
    )
    return secret
