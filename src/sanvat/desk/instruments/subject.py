from django.utils.translation import gettext_lazy as _

from sanvat.desk.instruments.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.instruments.models import Draft, Instrument
from sanvat.parties.roles import PROGRAMME_READERS

SUBJECT = Subject(
    urls="sanvat.desk.instruments.urls",
    label=_("Văn bản"),
    icon="file-text",
    group=Group.PROGRAMME,
    address="desk:instruments",
    roles=PROGRAMME_READERS,
    search=find,
    pages={Instrument: "desk:instrument", Draft: "desk:draft"},
)
