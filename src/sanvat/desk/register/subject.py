from django.utils.translation import gettext_lazy as _

from sanvat.desk.register.panels import PANELS
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PLACE_OFFICERS
from sanvat.register.models import Import

SUBJECT = Subject(
    urls="sanvat.desk.register.urls",
    label=_("Nhập sổ"),
    icon="file-spreadsheet",
    group=Group.OFFICE,
    address="desk:imports",
    roles=PLACE_OFFICERS,
    panels=PANELS,
    pages={Import: "desk:import"},
)
