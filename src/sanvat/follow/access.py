"""Who may have programmes called. Following by mail is open to everybody."""

from __future__ import annotations

from sanvat.follow.models import Webhook, WebhookState
from sanvat.parties import demonstration
from sanvat.parties.access import acts_as, is_operator
from sanvat.parties.models import User
from sanvat.parties.scopes import KEY_HOLDERS


def may_register(user: User) -> bool:
    """For the organisation one acts for; those who may hold an API key."""
    return user.acting is not None and acts_as(user, *KEY_HOLDERS)


def may_keep(user: User, webhook: Webhook) -> bool:
    """Try, renew its secret, turn on: the keepers of its organisation."""
    return may_register(user) and user.acting.organisation_id == webhook.organisation_id  # type: ignore[union-attr]


def may_stop(user: User, webhook: Webhook) -> bool:
    """Pause it or end it: they, and the operator of the installation."""
    return may_keep(user, webhook) or is_operator(user)


def is_called(webhook: Webhook) -> bool:
    """Whether calls go out at all: one of a demonstration calls nobody elsewhere."""
    return webhook.state == WebhookState.ON and (
        demonstration.is_open() or not webhook.organisation.is_demonstration
    )
