from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.parties import api_tokens
from sanvat.parties.models import Role

SUBJECT = Subject(
    urls="sanvat.desk.api_keys.urls",
    label=_("Khóa API"),
    icon="key-round",
    group=Group.MENU,
    address="desk:tokens",
    roles=(*api_tokens.HOLDERS, Role.OPERATOR),
)
