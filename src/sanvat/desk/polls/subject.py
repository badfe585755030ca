from django.utils.translation import gettext_lazy as _

from sanvat.desk.polls.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.polls.models import Poll

SUBJECT = Subject(
    urls="sanvat.desk.polls.urls",
    label=_("Thăm dò ý kiến"),
    icon="chart-bar",
    group=Group.PROGRAMME,
    address="desk:polls",
    roles=PROGRAMME_KEEPERS,
    search=find,
    pages={Poll: "desk:poll"},
)
