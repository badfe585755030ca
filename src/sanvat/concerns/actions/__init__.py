"""What can be done about matters of the people.

`by` is the person at work; None is a sender who has the code, or the programme itself. `at` is the
moment it happens. Wrong input is a ValidationError at its field, what is not theirs
PermissionDenied, and what the rules or the state do not allow a Refusal with the code that the
docstring names, or that of the state (`concern-<state>`). Every act writes the journal unless its
docstring says why not; the journal never has the words of a matter, nor who sent it.
"""

from sanvat.concerns.actions.apps import send_through_app
from sanvat.concerns.actions.dealing import (
    accept,
    answer,
    ask_sender,
    begin_verifying,
    close,
    extend_concern,
    note_opinion,
    suspend,
    take_up_again,
)
from sanvat.concerns.actions.forwarding import (
    ask_status,
    drop_forwarding,
    end_endpoint,
    forward,
    forward_again,
    note_arrived,
    report_reading,
    report_sending,
    set_endpoint,
    stop_forwarding,
)
from sanvat.concerns.actions.identity import erase_what_is_over, read_identity, reseal
from sanvat.concerns.actions.offices import (
    end_confidant,
    end_limit,
    end_route,
    name_confidant,
    remove_template,
    save_template,
    set_limit,
    set_route,
)
from sanvat.concerns.actions.publishing import publish, unpublish
from sanvat.concerns.actions.routing import (
    ask_help,
    assign,
    classify,
    end_help,
    hand_over,
    leave_hands,
    merge,
    refuse,
    return_with_guidance,
    separate,
    transfer,
)
from sanvat.concerns.actions.senders import (
    allow_publication,
    rate,
    reopen,
    reply,
    withdraw,
)
from sanvat.concerns.actions.sending import (
    Raised,
    Sent,
    Who,
    enter_concern,
    record_meeting,
    send_concern,
)
from sanvat.concerns.actions.timing import close_what_is_answered, remind

__all__ = [
    "Raised",
    "Sent",
    "Who",
    "accept",
    "allow_publication",
    "answer",
    "ask_help",
    "ask_sender",
    "ask_status",
    "assign",
    "begin_verifying",
    "classify",
    "close",
    "close_what_is_answered",
    "drop_forwarding",
    "end_confidant",
    "end_endpoint",
    "end_help",
    "end_limit",
    "end_route",
    "enter_concern",
    "erase_what_is_over",
    "extend_concern",
    "forward",
    "forward_again",
    "hand_over",
    "leave_hands",
    "merge",
    "name_confidant",
    "note_arrived",
    "note_opinion",
    "publish",
    "rate",
    "read_identity",
    "record_meeting",
    "refuse",
    "remind",
    "remove_template",
    "reopen",
    "reply",
    "report_reading",
    "report_sending",
    "reseal",
    "return_with_guidance",
    "save_template",
    "send_concern",
    "send_through_app",
    "separate",
    "set_endpoint",
    "set_limit",
    "set_route",
    "stop_forwarding",
    "suspend",
    "take_up_again",
    "transfer",
    "unpublish",
    "withdraw",
]
