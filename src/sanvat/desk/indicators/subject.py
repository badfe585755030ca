from django.utils.translation import gettext_lazy as _

from sanvat.desk.indicators.panels import PANELS
from sanvat.desk.indicators.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.indicators.models import Collection, Indicator, ValueReport
from sanvat.parties.roles import PROGRAMME_READERS

SUBJECT = Subject(
    urls="sanvat.desk.indicators.urls",
    label=_("Chỉ tiêu, số liệu"),
    icon="chart-column",
    group=Group.PROGRAMME,
    address="desk:indicators",
    roles=PROGRAMME_READERS,
    panels=PANELS,
    search=find,
    pages={
        Indicator: "desk:indicator",
        Collection: "desk:collection",
        ValueReport: "desk:indicator_report",
    },
)
