from django.utils.translation import gettext_lazy as _

from sanvat.desk.letters.panels import PANELS
from sanvat.desk.roles import READERS
from sanvat.desk.subject import Group, Subject
from sanvat.parties.models import Role

SUBJECT = Subject(
    urls="sanvat.desk.letters.urls",
    label=_("Thư"),
    icon="mail",
    group=Group.OFFICE,
    address="desk:letters",
    roles=(*READERS, Role.OPERATOR),
    panels=PANELS,
)
