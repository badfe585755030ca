"""What is done with sites and articles beside Wagtail's editor, in the order of life."""

from sanvat.news.actions.approval import approve, give_back, submit, withdraw
from sanvat.news.actions.drafts import Draft, draft_article
from sanvat.news.actions.publication import draw_card, publish_due
from sanvat.news.actions.sites import open_home, set_up_home
from sanvat.news.actions.talk import (
    close_section_comments,
    open_comments,
    open_section_comments,
)

__all__ = [
    "Draft",
    "approve",
    "close_section_comments",
    "draft_article",
    "draw_card",
    "give_back",
    "open_comments",
    "open_home",
    "open_section_comments",
    "publish_due",
    "set_up_home",
    "submit",
    "withdraw",
]
