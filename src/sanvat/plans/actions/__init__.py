"""What can be done about plans, in the order of their life."""

from sanvat.plans.actions.plans import (
    adopt_shares,
    change_plan,
    change_programme,
    create_programme,
    draft_plan,
    issue_plan,
    revise_plan,
    withdraw_plan,
)
from sanvat.plans.actions.reviews import TargetResult, report_figure, review_plan
from sanvat.plans.actions.targets import (
    Given,
    add_target,
    change_target,
    hand_down,
    remove_target,
)
from sanvat.plans.actions.telling import tell_units

__all__ = [
    "Given",
    "TargetResult",
    "add_target",
    "adopt_shares",
    "change_plan",
    "change_programme",
    "change_target",
    "create_programme",
    "draft_plan",
    "hand_down",
    "issue_plan",
    "remove_target",
    "report_figure",
    "review_plan",
    "revise_plan",
    "tell_units",
    "withdraw_plan",
]
