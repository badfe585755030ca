"""What can be done with events, in the order of their life.

Every act takes `by`, the person at work, and `at`, the moment. Wrong input is a ValidationError at
its field, what is not theirs PermissionDenied, and what the rules do not allow a Refusal. Every
change writes the journal of the event. Who reads before writing locks the event first.
"""

from sanvat.events.actions.afterwards import conclude_event, hold_event, issue_papers, report_event
from sanvat.events.actions.door import (
    Outcome,
    Scan,
    come_in,
    record_arrivals,
    walk_in,
    withdraw_arrival,
)
from sanvat.events.actions.erasing import erase_what_is_over
from sanvat.events.actions.events import (
    AgendaLine,
    CostsLine,
    SpeakerLine,
    TopicLine,
    cancel_event,
    change_event,
    plan_event,
    prepare_event,
    publish_event,
    unpublish_event,
)
from sanvat.events.actions.guests import Call, invite, remind, reply
from sanvat.events.actions.handouts import add_handout, remove_handout
from sanvat.events.actions.voices import answer_question, ask, make_idea, note_interest

__all__ = [
    "AgendaLine",
    "Call",
    "CostsLine",
    "Outcome",
    "Scan",
    "SpeakerLine",
    "TopicLine",
    "add_handout",
    "answer_question",
    "ask",
    "cancel_event",
    "change_event",
    "come_in",
    "conclude_event",
    "erase_what_is_over",
    "hold_event",
    "invite",
    "issue_papers",
    "make_idea",
    "note_interest",
    "plan_event",
    "prepare_event",
    "publish_event",
    "record_arrivals",
    "remind",
    "remove_handout",
    "reply",
    "report_event",
    "unpublish_event",
    "walk_in",
    "withdraw_arrival",
]
