"""The world of this room: a poll of the province, open from yesterday for ten days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanvat.polls import actions
from sanvat.polls.models import Poll

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
OPTIONS = [("Chợ phiên", "Market days"), ("Hội chợ", ""), ("Mạng xã hội", "")]


@pytest.fixture
def draft(advisor, province) -> Poll:
    return drafted(advisor, province)


def drafted(by, place, question="Bạn mua đặc sản ở đâu?", options=OPTIONS, **more) -> Poll:
    fields = {
        "organisation": by.acting.organisation,
        "opens_on": TODAY - timedelta(days=1),
        "closes_on": TODAY + timedelta(days=9),
        "at": NOW,
    }
    return actions.draft_poll(question, options, place=place, by=by, **fields | more)


@pytest.fixture
def poll(draft, advisor) -> Poll:
    actions.announce_poll(draft, by=advisor, at=NOW)
    draft.refresh_from_db()
    return draft
