from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject
from sanvat.parties.roles import KEY_KEEPERS

SUBJECT = Subject(
    urls="sanvat.desk.api_keys.urls",
    label=_("Khóa API"),
    icon="key-round",
    group=Group.MENU,
    address="desk:tokens",
    roles=KEY_KEEPERS,
)
