from tests.events.conftest import *
from sanvat.events.models import Interest, Guest
from sanvat.events.funnel import funnels_of, by_commune
from sanvat.events import documents, calendar

def test_smoke(event, guests, held, coordinator, officer, advisor, producer, commune):
    assert [g.name for g in guests] == ["Nguyễn Thị Lan", "HTX Cà phê Đức Trọng", "Lê Văn Khách"]
    wish = actions.note_interest(held, "Trà lá sen", commune, by=officer, at=AFTER, agreed=True)
    idea = actions.make_idea(wish, by=officer, at=AFTER)
    assert idea.event == event.title
    f = funnels_of([held])[held.pk]
    print(f.counts, by_commune(f))
    n = actions.issue_papers(held, by=coordinator, at=AFTER)
    assert n == 1
    for d in (documents.invitation_letter(held, guests[2]), documents.sign_in_sheet(held), documents.minutes(held), documents.report(held)):
        print(d)
    print(documents.news_draft(held))
    print(calendar.feed([held], name="Lịch").decode())
    assert 0
