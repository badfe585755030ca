from django.utils.translation import gettext_lazy as _

from sanvat.desk.movements.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.movements.models import Movement
from sanvat.parties.roles import PROGRAMME_READERS

SUBJECT = Subject(
    urls="sanvat.desk.movements.urls",
    label=_("Phong trào"),
    icon="heart-handshake",
    group=Group.PROGRAMME,
    address="desk:movements",
    roles=PROGRAMME_READERS,
    search=find,
    pages={Movement: "desk:movement"},
)
