"""How acts on the yearly cycle are said."""

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(acts={"set_cycle": _("Đặt ngày của chu trình")})
