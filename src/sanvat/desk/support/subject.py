from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.desk.support.panels import PANELS
from sanvat.parties.roles import PROGRAMME_KEEPERS, Role
from sanvat.support.models import Request, Scheme

SUBJECT = Subject(
    urls="sanvat.desk.support.urls",
    label=_("Hỗ trợ"),
    icon="hand-coins",
    group=Group.PROGRAMME,
    address="desk:supports",
    roles=(Role.PRODUCER, *PROGRAMME_KEEPERS),
    panels=PANELS,
    pages={Request: "desk:support", Scheme: "desk:support_scheme"},
)
