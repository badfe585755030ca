from django.utils.translation import gettext_lazy as _

from sanvat.desk.home.panels import PANELS
from sanvat.desk.subject import Group, Subject

SUBJECT = Subject(
    urls="sanvat.desk.home.urls",
    label=_("Hôm nay"),
    icon="sun",
    group=Group.WORK,
    address="desk:home",
    panels=PANELS,
)
