import pytest
@pytest.mark.django_db
def test_x():
    from sanvat.news.models import UnitHome, Section
    from wagtail.models import Page, Site, Workflow
    print(list(Page.objects.values_list("path","title","numchild")), list(Site.objects.all()), Page.find_problems(), list(Workflow.objects.all()))
    h=UnitHome.objects.get()
    print(h.url, [s.url for s in Section.objects.all()], h.get_workflow())
    assert 0
