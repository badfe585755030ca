from django.utils.translation import gettext_lazy as _

from sanvat.concerns.models import Concern, Meeting, Publication
from sanvat.desk.concerns.panels import PANELS
from sanvat.desk.concerns.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PROGRAMME_READERS

SUBJECT = Subject(
    urls="sanvat.desk.concerns.urls",
    label=_("Phản ánh, kiến nghị"),
    icon="message-circle-warning",
    group=Group.PROGRAMME,
    address="desk:concerns",
    roles=PROGRAMME_READERS,
    panels=PANELS,
    search=find,
    pages={
        Concern: "desk:concern",
        Meeting: "desk:concern_meeting",
        Publication: "desk:concern_published",
    },
)
