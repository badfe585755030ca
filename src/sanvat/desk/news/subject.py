from django.utils.translation import gettext_lazy as _

from sanvat.desk.news.panels import PANELS
from sanvat.desk.subject import Group, Subject
from sanvat.news.models import Article, Section, UnitHome
from sanvat.parties.models import Role
from sanvat.parties.roles import PROGRAMME_KEEPERS

SUBJECT = Subject(
    urls="sanvat.desk.news.urls",
    label=_("Tin, trang đơn vị"),
    icon="newspaper",
    group=Group.PROGRAMME,
    address="desk:news",
    roles=(Role.EDITOR, *PROGRAMME_KEEPERS),
    panels=PANELS,
    pages={
        Article: "desk:news_page",
        Section: "desk:news_page",
        UnitHome: "desk:news_page",
    },
)
