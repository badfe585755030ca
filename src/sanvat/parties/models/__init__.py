"""People, the organisations they act for, and the letters and notices that reach them."""

from sanvat.parties.models.api_keys import ApiKey, ApiKeyQuerySet
from sanvat.parties.models.feeds import PersonalFeed, PersonalFeedQuerySet
from sanvat.parties.models.invitations import Invitation, InvitationQuerySet
from sanvat.parties.models.letters import Letter, LetterQuerySet, LetterState
from sanvat.parties.models.mails import WaitingMail
from sanvat.parties.models.memberships import Membership, MembershipQuerySet
from sanvat.parties.models.notices import Notice, NoticeQuerySet
from sanvat.parties.models.organisations import (
    Organisation,
    OrganisationQuerySet,
    parts_seen,
)
from sanvat.parties.models.users import User, UserManager
from sanvat.parties.roles import OrganisationKind, Role
from sanvat.parties.scopes import Scope

__all__ = [
    "ApiKey",
    "ApiKeyQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "Letter",
    "LetterQuerySet",
    "LetterState",
    "Membership",
    "MembershipQuerySet",
    "Notice",
    "NoticeQuerySet",
    "Organisation",
    "OrganisationKind",
    "OrganisationQuerySet",
    "PersonalFeed",
    "PersonalFeedQuerySet",
    "Role",
    "Scope",
    "User",
    "UserManager",
    "WaitingMail",
    "parts_seen",
]
