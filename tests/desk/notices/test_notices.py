"""What happened is told on the desk, and leads where it happened."""

from django.utils import timezone

from sanvat.desk.links import leads_to
from sanvat.parties.actions import notify
from sanvat.products import actions
from tests.desk.pages import read, signed_in


def test_a_notice_leads_to_the_page_of_what_it_tells_of(nobody, officer, commune):
    idea = actions.note_idea("Trà vỏ cà phê", "Phơi.", commune, by=nobody, at=timezone.now())

    page = signed_in(officer).get("/ban-lam-viec/thong-bao/").content.decode()

    assert f'<a href="/ban-lam-viec/y-tuong/{idea.pk}/">Ý tưởng mới: Trà vỏ cà phê' in page
    assert signed_in(officer).get(f"/ban-lam-viec/y-tuong/{idea.pk}/").status_code == 200


def test_what_has_no_page_leads_nowhere(officer):
    notice = notify(officer, "Đường dẫn mới đã lập.", about=officer, at=timezone.now())

    assert leads_to(notice) == ""
    assert "Đường dẫn mới đã lập." in read(officer, "thong-bao/")
