from django.utils.translation import gettext_lazy as _

from sanvat.desk.organisations.panels import PANELS
from sanvat.desk.organisations.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import INVITERS

SUBJECT = Subject(
    urls="sanvat.desk.organisations.urls",
    label=_("Tổ chức, con người"),
    icon="users",
    group=Group.OFFICE,
    address="desk:organisations",
    roles=INVITERS,
    panels=PANELS,
    search=find,
)
