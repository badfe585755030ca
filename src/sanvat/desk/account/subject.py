"""The way in, and what is one's own. Most of its addresses lie outside the desk, in
`account_urls.py`."""

from django.utils.translation import gettext_lazy as _

from sanvat.desk.subject import Group, Subject

SUBJECT = Subject(
    urls="sanvat.desk.account.urls",
    label=_("Tài khoản và bảo mật"),
    icon="settings",
    group=Group.MENU,
    address="account",
)
