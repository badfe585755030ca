from django.utils.translation import gettext_lazy as _

from sanvat.comments.models import Comment, Thread
from sanvat.desk.comments.panels import PANELS
from sanvat.desk.subject import Group, Subject
from sanvat.parties.models import Role
from sanvat.parties.roles import PROGRAMME_KEEPERS

SUBJECT = Subject(
    urls="sanvat.desk.comments.urls",
    label=_("Ý kiến bạn đọc"),
    icon="message-square",
    group=Group.PROGRAMME,
    address="desk:comments",
    roles=(Role.EDITOR, *PROGRAMME_KEEPERS),
    panels=PANELS,
    pages={Comment: "desk:comment", Thread: "desk:comment_thread"},
)
