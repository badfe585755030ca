from django.utils.translation import gettext_lazy as _

from sanvat.agenda.models import WorkEntry, WorkWeek
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import CALENDAR_KEEPERS

SUBJECT = Subject(
    urls="sanvat.desk.agenda.urls",
    label=_("Lịch công tác"),
    icon="calendar-days",
    group=Group.PROGRAMME,
    address="desk:agenda",
    roles=CALENDAR_KEEPERS,
    pages={WorkWeek: "desk:agenda_week_by_key", WorkEntry: "desk:agenda_entry"},
)
