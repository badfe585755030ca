from django.utils.translation import gettext_lazy as _

from sanvat.desk.events.panels import PANELS
from sanvat.desk.events.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.events.models import Event, Interest

SUBJECT = Subject(
    urls="sanvat.desk.events.urls",
    label=_("Sự kiện"),
    icon="calendar",
    group=Group.PROGRAMME,
    address="desk:events",
    panels=PANELS,
    search=find,
    pages={Event: "desk:event", Interest: "desk:interest"},
)
