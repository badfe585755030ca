from django.utils.translation import gettext_lazy as _

from sanvat.desk.letters.panels import PANELS
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import OUTBOX_READERS

SUBJECT = Subject(
    urls="sanvat.desk.letters.urls",
    label=_("Thư"),
    icon="mail",
    group=Group.OFFICE,
    address="desk:letters",
    roles=OUTBOX_READERS,
    panels=PANELS,
)
