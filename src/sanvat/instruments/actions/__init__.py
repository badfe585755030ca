from sanvat.instruments.actions.drafts import (
    amend_draft,
    answer_opinion,
    draft_paper,
    extend,
    issue,
    open_for_comment,
    withdraw_draft,
)
from sanvat.instruments.actions.papers import (
    ALLOWED,
    amend,
    attach_file,
    attach_made,
    known_or_recorded,
    record,
    remove,
)
from sanvat.instruments.actions.publication import publish, withdraw
from sanvat.instruments.actions.relations import relate, unrelate

__all__ = [
    "ALLOWED",
    "amend",
    "amend_draft",
    "answer_opinion",
    "attach_file",
    "attach_made",
    "draft_paper",
    "extend",
    "issue",
    "known_or_recorded",
    "open_for_comment",
    "publish",
    "record",
    "relate",
    "remove",
    "unrelate",
    "withdraw",
    "withdraw_draft",
]
