from django.utils.translation import gettext_lazy as _

from sanvat.assignments.models import Assignment, Share
from sanvat.desk.assignments.dates import dates
from sanvat.desk.assignments.panels import PANELS
from sanvat.desk.assignments.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PROGRAMME_READERS

SUBJECT = Subject(
    urls="sanvat.desk.assignments.urls",
    label=_("Nhiệm vụ"),
    icon="list-checks",
    group=Group.PROGRAMME,
    address="desk:assignments",
    roles=PROGRAMME_READERS,
    panels=PANELS,
    dates=dates,
    search=find,
    pages={Assignment: "desk:assignment", Share: "desk:share"},
)
