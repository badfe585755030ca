from django.utils.translation import gettext_lazy as _

from sanvat.desk.events.dates import dates
from sanvat.desk.events.panels import PANELS
from sanvat.desk.events.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.events.models import Event, Interest
from sanvat.parties.models import Role

SUBJECT = Subject(
    urls="sanvat.desk.events.urls",
    label=_("Sự kiện"),
    icon="calendar",
    group=Group.PROGRAMME,
    address="desk:events",
    roles=tuple(role for role in Role if role != Role.OPERATOR),
    panels=PANELS,
    dates=dates,
    search=find,
    pages={Event: "desk:event", Interest: "desk:interest"},
)
