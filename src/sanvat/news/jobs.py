"""The job that draws the picture of an article for chats, by its name; see `tasks.py`."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from procrastinate.contrib.django import app

DRAW_CARD = "news.draw_card"


def draw_soon(article_id: int) -> None:
    """Once the article is online for good."""
    transaction.on_commit(partial(app.configure_task(DRAW_CARD).defer, article_id=article_id))
