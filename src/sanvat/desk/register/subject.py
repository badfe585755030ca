from django.utils.translation import gettext_lazy as _

from sanvat.desk.register.panels import PANELS
from sanvat.desk.subject import Group, Subject
from sanvat.register.models import IMPORTERS, Import

SUBJECT = Subject(
    urls="sanvat.desk.register.urls",
    label=_("Nhập sổ"),
    icon="file-spreadsheet",
    group=Group.OFFICE,
    address="desk:imports",
    roles=IMPORTERS,
    panels=PANELS,
    pages={Import: "desk:import"},
)
