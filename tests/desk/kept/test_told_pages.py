"""What a browser tells of the page a form stood on may be no address at all."""

import pytest
from django.test import Client

from tests.desk.pages import DESK

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", ["HX-Current-URL", "Referer"])
@pytest.mark.parametrize("told", ["http://[", "http://[::1", "//", "http://testserver:x/"])
def test_a_form_of_somebody_not_signed_in_leads_to_the_sign_in(header, told):
    answer = Client().post(f"{DESK}y-tuong/moi/", {"name": "Trà"}, headers={header: told})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/tai-khoan/dang-nhap/")
