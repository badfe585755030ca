from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.parties.models import Role

SUBJECT = Subject(
    urls="sanvat.desk.my_calendar.urls",
    label=_("Lịch của tôi"),
    icon="calendar-days",
    group=Group.MENU,
    address="desk:my_calendar",
    roles=tuple(Role),
)
