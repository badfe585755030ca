from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.parties.models import Role

SUBJECT = Subject(
    urls="sanvat.desk.operation.urls",
    label=_("Tình trạng máy chủ"),
    icon="activity",
    group=Group.OFFICE,
    address="desk:operation",
    roles=(Role.OPERATOR,),
)
