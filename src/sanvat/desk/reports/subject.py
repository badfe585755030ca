from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.reports.models import YearlyReport

SUBJECT = Subject(
    urls="sanvat.desk.reports.urls",
    label=_("Báo cáo"),
    icon="file-chart-column",
    group=Group.PROGRAMME,
    address="desk:yearly_reports",
    roles=PROGRAMME_KEEPERS,
    pages={YearlyReport: "desk:yearly_report"},
)
