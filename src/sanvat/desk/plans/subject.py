from django.utils.translation import gettext_lazy as _

from sanvat.desk.plans.panels import PANELS
from sanvat.desk.plans.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PROGRAMME_READERS
from sanvat.plans.models import Plan, Programme

SUBJECT = Subject(
    urls="sanvat.desk.plans.urls",
    label=_("Kế hoạch"),
    icon="target",
    group=Group.PROGRAMME,
    address="desk:plans",
    roles=PROGRAMME_READERS,
    panels=PANELS,
    search=find,
    pages={Plan: "desk:plan", Programme: "desk:programme_change"},
)
