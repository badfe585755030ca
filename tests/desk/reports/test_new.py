"""A report is drafted with what its form already says."""

import pytest

from sanvat.reports.models import Report
from tests.desk.forms import fill_in
from tests.desk.pages import DESK, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["coordinator", "officer"])
def test_the_form_of_a_new_report_can_be_sent_as_it_stands(name, request):
    user = request.getfixturevalue(name)

    answer = fill_in(signed_in(user), f"{DESK}bao-cao/", to=f"{DESK}bao-cao/")

    report = Report.objects.get()
    assert answer.status_code == 302
    assert report.place == user.acting.place


def test_while_one_types_a_province_is_offered_too(coordinator, province):
    typed = {"o": "place", "place": province.full_name}
    client = signed_in(coordinator)

    assert (
        f'value="{province.pk}"'
        in client.get(f"{DESK}dia-ban/", {**typed, "cap": "moi"}).content.decode()
    )
    assert f'value="{province.pk}"' not in client.get(f"{DESK}dia-ban/", typed).content.decode()
