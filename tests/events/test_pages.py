"""Pages of events as people fill them in."""

from lxml import html

from sanvat.parties.models import Organisation, OrganisationKind
from tests.desk.pages import markup


def test_the_bodies_that_may_be_the_host_are_offered_by_name(coordinator, event, province):
    Organisation.objects.create(
        kind=OrganisationKind.ADVISORY_BODY, name="Chi cục Ven Sông", place=province
    )
    for path in ("su-kien/moi/", f"su-kien/{event.pk}/sua/"):
        page = html.fromstring(markup(coordinator, path))
        offered = [each.text for each in page.xpath("//select[@name='host']/option")]

        assert "Chi cục Ven Sông" in offered
        assert coordinator.acting.organisation.name in offered
        assert not any(text.isdecimal() for text in offered)
