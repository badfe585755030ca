from django.utils.translation import pgettext_lazy

from sanvat.desk.products.panels import PANELS
from sanvat.desk.products.search import find
from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import PRODUCT_READERS
from sanvat.products.models import Product

SUBJECT = Subject(
    urls="sanvat.desk.products.urls",
    label=pgettext_lazy("danh sách", "Sản phẩm"),
    icon="package",
    group=Group.WORK,
    address="desk:products",
    roles=PRODUCT_READERS,
    panels=PANELS,
    search=find,
    pages={Product: "desk:product"},
)
