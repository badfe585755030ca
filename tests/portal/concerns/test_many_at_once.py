"""Twenty people send a matter at one moment, some of them twice."""

import pytest
from lxml import html

from sanvat.concerns.models import Concern, Handling
from sanvat.records import journal
from tests.over_http import Browser, sent_together
from tests.portal.sending import proven

pytestmark = pytest.mark.django_db(transaction=True)

FORM, RECEIPT = "/phan-anh/gui/phan-anh/", "/phan-anh/da-gui/"


def test_none_is_lost_and_none_is_there_twice(live_server, typed, settings):
    settings.MINUTE_LIMITS = settings.MINUTE_LIMITS | {"concern": 100}
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"concern": "100/h/key"}
    sendings = []
    for number in range(20):
        browser = Browser(live_server.url)
        page = browser.get(FORM)
        address, fields = browser.form(page)
        fields |= typed | proven(page) | {"text": f"Việc số {number}."}
        sendings += [(browser, address, fields)] * (2 if number % 4 == 0 else 1)

    answers = sent_together(*sendings)

    assert [each.status_code for each in answers] == [302] * 25
    receipts = {}
    for browser, _address, fields in sendings:
        tree = html.fromstring(browser.get(RECEIPT).text)
        receipts.setdefault(fields["text"], set()).add(tree.xpath("string(//dd[@id='ma'])"))
    kept = {each.text: {each.code} for each in Concern.objects.all()}
    assert receipts == kept
    assert len(kept) == Concern.objects.count() == 20
    assert Handling.objects.filter(part="leads").count() == 20
    assert Concern.objects.exclude(clock=None).count() == 20
    acts = [journal.of(each).filter(act="send_concern").count() for each in Concern.objects.all()]
    assert acts == [1] * 20
