from django.utils.translation import gettext_lazy as _

from sanvat.concerns.access import HANDLERS
from sanvat.concerns.models import Endpoint, Forwarding
from sanvat.desk.subject import Group, Subject

SUBJECT = Subject(
    urls="sanvat.desk.open311.urls",
    label=_("Open311"),
    icon="forward",
    group=Group.MENU,
    address="desk:open311",
    roles=HANDLERS,
    pages={Endpoint: "desk:open311_endpoint", Forwarding: "desk:open311_forwarding"},
)
