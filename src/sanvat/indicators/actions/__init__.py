"""The acts on indicators, in the order of life.

indicator = add_indicator(…); redefine_indicator(indicator, …)
collection = draft_collection(…); open_collection(collection, …)
note_figures(report, …); submit_report(report, …); approve_report(report, …)
lock_collection(collection, …); grant_grace(collection, unit, …)
"""

from sanvat.indicators.actions.collections import (
    Line,
    change_collection,
    draft_collection,
    grant_grace,
    lock_collection,
    open_collection,
    remind_late,
)
from sanvat.indicators.actions.library import (
    add_indicator,
    change_indicator,
    redefine_indicator,
)
from sanvat.indicators.actions.reports import (
    Said,
    approve_report,
    note_figures,
    return_report,
    submit_report,
)
from sanvat.indicators.actions.staged import apply_form, stage_form
from sanvat.indicators.actions.values import record_value

__all__ = [
    "Line",
    "Said",
    "add_indicator",
    "apply_form",
    "approve_report",
    "change_collection",
    "change_indicator",
    "draft_collection",
    "grant_grace",
    "lock_collection",
    "note_figures",
    "open_collection",
    "record_value",
    "redefine_indicator",
    "remind_late",
    "return_report",
    "stage_form",
    "submit_report",
]
