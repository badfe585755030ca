from django.utils.translation import gettext_lazy as _

from sanvat.desk.cycle.dates import dates
from sanvat.desk.cycle.panels import PANELS
from sanvat.desk.subject import Group, Subject

SUBJECT = Subject(
    urls="sanvat.desk.cycle.urls",
    label=_("Chu trình năm"),
    icon="calendar-days",
    group=Group.WORK,
    address="desk:cycle",
    panels=PANELS,
    dates=dates,
)
