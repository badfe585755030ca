from django.utils.translation import gettext_lazy as _

from sanvat.desk.ideas.panels import PANELS
from sanvat.desk.ideas.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.products.models import Idea

SUBJECT = Subject(
    urls="sanvat.desk.ideas.urls",
    label=_("Ý tưởng"),
    icon="lightbulb",
    group=Group.WORK,
    address="desk:ideas",
    panels=PANELS,
    search=find,
    pages={Idea: "desk:idea"},
)
