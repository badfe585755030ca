"""A report is drafted with what its form already says."""

import pytest
from lxml import html

from sanvat.reports.models import YearlyReport
from tests.desk.forms import fill_in
from tests.desk.pages import DESK, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["coordinator", "officer"])
def test_the_form_of_a_new_report_can_be_sent_as_it_stands(name, request):
    user = request.getfixturevalue(name)

    answer = fill_in(signed_in(user), f"{DESK}bao-cao/", to=f"{DESK}bao-cao/")

    report = YearlyReport.objects.get()
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


def test_each_figure_of_the_text_is_a_link_and_what_people_wrote_is_text(coordinator):
    new = f"{DESK}bao-cao/"
    client = signed_in(coordinator)
    fill_in(client, new, to=new)
    path = f"{new}{YearlyReport.objects.get().pk}/"
    fill_in(client, f"{path}sua/", proposals="Xin <b>thêm</b> kinh phí")

    page = html.fromstring(client.get(path).content.decode())
    prose = page.xpath("//div[@class='prose']")

    assert prose[0].xpath(".//a[starts-with(@href, $path)]", path=f"{path}so-lieu/")
    assert "<a" not in " ".join(each.text_content() for each in prose)
    assert "Xin <b>thêm</b> kinh phí" in prose[-1].text_content()
