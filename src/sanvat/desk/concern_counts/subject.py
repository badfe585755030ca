from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PROGRAMME_READERS

SUBJECT = Subject(
    urls="sanvat.desk.concern_counts.urls",
    label=_("Số liệu phản ánh"),
    icon="chart-column",
    group=Group.PROGRAMME,
    address="desk:concern_counts",
    roles=PROGRAMME_READERS,
)
