from django.utils.translation import gettext_lazy as _

from sanvat.clocks.models import Correction
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PROGRAMME_READERS

SUBJECT = Subject(
    urls="sanvat.desk.days_off.urls",
    label=_("Ngày nghỉ"),
    icon="calendar-off",
    group=Group.PROGRAMME,
    address="desk:days_off",
    roles=PROGRAMME_READERS,
    pages={Correction: "desk:day_correction_withdraw"},
)
