from sanvat.follow.models.followers import (
    Follower,
    FollowerQuerySet,
    Following,
    Language,
    NotedHappening,
    NotingState,
    Rhythm,
    Telling,
)
from sanvat.follow.models.webhooks import (
    Delivery,
    DeliveryState,
    Fault,
    Webhook,
    WebhookQuerySet,
    WebhookState,
)

__all__ = [
    "Delivery",
    "DeliveryState",
    "Fault",
    "Follower",
    "FollowerQuerySet",
    "Following",
    "Language",
    "NotedHappening",
    "NotingState",
    "Rhythm",
    "Telling",
    "Webhook",
    "WebhookQuerySet",
    "WebhookState",
]
