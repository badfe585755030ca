"""How what buyers do is said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(acts={"ask_producer": _("Hỏi chủ thể qua trang công khai")})
