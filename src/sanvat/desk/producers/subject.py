from django.utils.translation import pgettext_lazy

from sanvat.desk.producers.panels import PANELS
from sanvat.desk.producers.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PRODUCT_READERS
from sanvat.products.models import Producer

SUBJECT = Subject(
    urls="sanvat.desk.producers.urls",
    label=pgettext_lazy("danh sách", "Chủ thể"),
    icon="store",
    group=Group.WORK,
    address="desk:producers",
    roles=PRODUCT_READERS,
    panels=PANELS,
    search=find,
    pages={Producer: "desk:producer"},
)
