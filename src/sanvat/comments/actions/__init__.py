"""What can be done about comments, in the order of life."""

from sanvat.comments.actions.deciding import (
    publish_comment,
    refuse_comment,
    reply_to_comment,
    settle_removal,
    take_back_reply,
)
from sanvat.comments.actions.erasing import erase_what_is_over
from sanvat.comments.actions.sending import ask_removal, send_comment, take_back_comment
from sanvat.comments.actions.threads import (
    begin_thread,
    close_thread,
    open_thread,
    reopen_thread,
)

__all__ = [
    "ask_removal",
    "begin_thread",
    "close_thread",
    "erase_what_is_over",
    "open_thread",
    "publish_comment",
    "refuse_comment",
    "reopen_thread",
    "reply_to_comment",
    "send_comment",
    "settle_removal",
    "take_back_comment",
    "take_back_reply",
]
