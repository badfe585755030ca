"""What can be done with agreements, in the order of their life."""

from sanvat.agreements.actions.carrying import close, draft_next
from sanvat.agreements.actions.drafting import (
    add_item,
    answer_comment,
    change_agreement,
    change_item,
    change_party,
    comment,
    draft,
    remove_item,
    send_round,
)
from sanvat.agreements.actions.issuing import issue_report
from sanvat.agreements.actions.items import (
    MOST_PROOFS,
    confirm,
    note_progress,
    return_item,
    say_done,
)
from sanvat.agreements.actions.meetings import change_meeting, record_meeting
from sanvat.agreements.actions.reviews import Figure, Judged, sign_review, write_review
from sanvat.agreements.actions.signing import ItemChange, Signer, amend, begin_due, publish, sign

__all__ = [
    "MOST_PROOFS",
    "Figure",
    "ItemChange",
    "Judged",
    "Signer",
    "add_item",
    "amend",
    "answer_comment",
    "begin_due",
    "change_agreement",
    "change_item",
    "change_meeting",
    "change_party",
    "close",
    "comment",
    "confirm",
    "draft",
    "draft_next",
    "issue_report",
    "note_progress",
    "publish",
    "record_meeting",
    "remove_item",
    "return_item",
    "say_done",
    "send_round",
    "sign",
    "sign_review",
    "write_review",
]
