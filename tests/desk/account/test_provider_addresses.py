"""The addresses of a provider of identities take any value that they are asked with."""

import pytest
from django.test import Client

from tests.desk.account.test_provider import START, provider  # noqa: F401
from tests.odd import ODD

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


def test_odd_values_are_no_fault_of_ours(provider):  # noqa: F811
    client = Client(raise_request_exception=False)
    faults = []
    for value in ("%00", *ODD[::7]):
        for path in (
            f"/tai-khoan/nha-cung-cap/{value}/",
            f"/tai-khoan/nha-cung-cap/{value}/ve/",
            f"{START}?process={value}&next={value}",
            f"{START}ve/?code={value}&state={value}",
            f"{START}ve/?error={value}&state={value}",
        ):
            if client.get(path).status_code >= 500:
                faults.append(path[:80])

    assert faults == []
