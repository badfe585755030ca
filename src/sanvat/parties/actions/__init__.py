"""What can be done about people, organisations, roles, letters, notices and API keys.

Every act writes the journal unless its docstring says why not. `by` is the person at work; None
is the programme itself, on the command line or in a job. `at` is the moment it happens. Wrong
input is a ValidationError at its field, what is not theirs PermissionDenied, and what the rules
do not allow a Refusal with the code that the docstring names.
"""

from sanvat.parties.actions.api_keys import make_key, revoke_key
from sanvat.parties.actions.demonstration import end_demonstration
from sanvat.parties.actions.feeds import end_feed, open_feed
from sanvat.parties.actions.invitations import (
    accept_invitation,
    invite,
    join,
    open_installation,
    revoke_invitation,
)
from sanvat.parties.actions.letters import (
    cancel_letter,
    draft_letter,
    erase_letters,
    post_letter,
    queue_letter,
    read_letter,
    report_failed,
    report_sent,
    retry_letter,
    revise_letter,
)
from sanvat.parties.actions.memberships import end_membership, grant_role
from sanvat.parties.actions.notices import (
    nothing_waits,
    notify,
    notify_many,
    read_notices,
    tell_of_waiting,
)
from sanvat.parties.actions.organisations import create_organisation
from sanvat.parties.actions.sign_in import (
    allow_new_password,
    choose_acting,
    end_other_sessions,
    end_session,
    let_operator_back,
    reset_second_step,
    take_address,
)

__all__ = [
    "accept_invitation",
    "allow_new_password",
    "cancel_letter",
    "choose_acting",
    "create_organisation",
    "draft_letter",
    "end_demonstration",
    "end_feed",
    "end_membership",
    "end_other_sessions",
    "end_session",
    "erase_letters",
    "grant_role",
    "invite",
    "join",
    "let_operator_back",
    "make_key",
    "nothing_waits",
    "notify",
    "notify_many",
    "open_feed",
    "open_installation",
    "post_letter",
    "queue_letter",
    "read_letter",
    "read_notices",
    "report_failed",
    "report_sent",
    "reset_second_step",
    "retry_letter",
    "revise_letter",
    "revoke_invitation",
    "revoke_key",
    "take_address",
    "tell_of_waiting",
]
