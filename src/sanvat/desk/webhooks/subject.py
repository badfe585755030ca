from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.follow.models import Webhook
from sanvat.parties.roles import KEY_KEEPERS

SUBJECT = Subject(
    urls="sanvat.desk.webhooks.urls",
    label=_("Webhook"),
    icon="forward",
    group=Group.MENU,
    address="desk:webhooks",
    roles=KEY_KEEPERS,
    pages={Webhook: "desk:webhook"},
)
