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
    "attach_file",
    "attach_made",
    "known_or_recorded",
    "publish",
    "record",
    "relate",
    "remove",
    "unrelate",
    "withdraw",
]
