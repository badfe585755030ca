from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.parties import demonstration

SUBJECT = Subject(
    urls="sanvat.desk.stories.urls",
    label=_("Năm câu chuyện"),
    icon="book-open",
    group=Group.MENU,
    address="desk:stories",
    is_there=demonstration.is_open,
)
