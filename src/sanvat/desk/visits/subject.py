from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.parties.models import Role
from sanvat.parties.roles import PROGRAMME_KEEPERS

SUBJECT = Subject(
    urls="sanvat.desk.visits.urls",
    label=_("Lượt truy cập"),
    icon="chart-line",
    group=Group.PROGRAMME,
    address="desk:visits",
    roles=(Role.EDITOR, Role.OPERATOR, *PROGRAMME_KEEPERS),
)
