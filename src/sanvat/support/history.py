"""How acts on support are said, and what they change."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words
from sanvat.support.models import Terms
from sanvat.text.numbers import money


def _money(value: object) -> str:
    return money(int(str(value)))


WORDS = Words(
    acts={
        "make_scheme": _("Lập chính sách hỗ trợ"),
        "correct_terms": _("Sửa quy định của chính sách"),
        "set_budget": _("Bố trí kinh phí"),
        "ask_support": _("Đề nghị hỗ trợ"),
        "decide_support": _("Quyết định hỗ trợ"),
        "refuse_support": _("Không hỗ trợ"),
        "withdraw_support": _("Rút đề nghị"),
        "pay_support": _("Chi hỗ trợ"),
        "record_effect": _("Ghi hiệu quả"),
    },
    fields={
        "budget": _("nguồn kinh phí"),
        "amount": _("số tiền"),
        "payment": _("số tiền chi"),
        "paid_on": _("ngày chi"),
        "terms_since": _("áp dụng từ"),
        **{
            field.name: field.verbose_name
            for field in Terms._meta.fields
            if field.name in Terms.EDITED
        },
    },
    values={"amount": _money, "payment": _money, "asked": _money, "fixed": _money, "cap": _money},
)
