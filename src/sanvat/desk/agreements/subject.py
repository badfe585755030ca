from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models import Agreement, Item, Meeting
from sanvat.desk.agreements.dates import dates
from sanvat.desk.agreements.panels import PANELS
from sanvat.desk.agreements.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PROGRAMME_READERS

SUBJECT = Subject(
    urls="sanvat.desk.agreements.urls",
    label=_("Phối hợp"),
    icon="handshake",
    group=Group.PROGRAMME,
    address="desk:agreements",
    roles=PROGRAMME_READERS,
    panels=PANELS,
    dates=dates,
    search=find,
    pages={
        Agreement: "desk:agreement",
        Item: "desk:agreement_item",
        Meeting: "desk:agreement_meeting",
    },
)
