"""How acts on plans, and what they change, are said."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sanvat.plans.models import Target
from sanvat.records.history import Words
from sanvat.text.numbers import number


def _choices(value: Any) -> str:
    return ", ".join(str(one) for one in value.values()) if isinstance(value, dict) else str(value)


def _units(value: Any) -> str:
    return _t("%(count)s đơn vị") % {"count": number(value)}


WORDS = Words(
    acts={
        "create_programme": _("Lập chương trình nhiều năm"),
        "change_programme": _("Sửa chương trình nhiều năm"),
        "draft_plan": _("Lập dự thảo kế hoạch"),
        "change_plan": _("Sửa dự thảo kế hoạch"),
        "add_target": _("Thêm chỉ tiêu"),
        "change_target": _("Sửa chỉ tiêu kế hoạch"),
        "remove_target": _("Bỏ chỉ tiêu"),
        "hand_down": _("Giao chỉ tiêu cho đơn vị"),
        "adopt_shares": _("Nhận chỉ tiêu cấp trên giao"),
        "issue_plan": _("Ban hành kế hoạch"),
        "revise_plan": _("Lập bản điều chỉnh"),
        "review_plan": _("Tổng kết kế hoạch"),
        "report_figure": _("Báo số đạt được"),
        "withdraw_plan": _("Rút dự thảo"),
    },
    fields={
        "target": _("chỉ tiêu kế hoạch"),
        "shares": _("số đơn vị được giao"),
        "reached": _("số chỉ tiêu đạt"),
        "figure": _("số đạt được"),
        "figure_place": _("đơn vị"),
        "grounds": _("căn cứ"),
    },
    values={
        "least": number,
        "most": number,
        "figure": number,
        "choices": _choices,
        "shares": _units,
        "reached": number,
    },
)


def called_in_plans() -> dict[str, Any]:
    """What entries about a plan call the fields of its targets."""
    said = {name: Target._meta.get_field(name).verbose_name for name in Target.EDITED}  # type: ignore[union-attr]
    return {name.removesuffix("_id"): label for name, label in said.items()}
