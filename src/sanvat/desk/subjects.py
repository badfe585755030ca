"""The subjects of the desk, one line each. What a subject is and does stands in its `subject.py`.

The order counts: links in a group of the navigation, and what a search finds, stand in it.
"""

from importlib import import_module

from sanvat.desk.subject import Subject

NAMES = (
    "home",
    "products",
    "producers",
    "ideas",
    "cycle",
    "plans",
    "assignments",
    "indicators",
    "events",
    "support",
    "agreements",
    "concerns",
    "concern_counts",
    "movements",
    "agenda",
    "reports",
    "news",
    "polls",
    "visits",
    "comments",
    "instruments",
    "long_papers",
    "days_off",
    "register",
    "organisations",
    "letters",
    "notices",
    "search",
    "account",
    "stories",
    "my_calendar",
    "api_keys",
    "webhooks",
    "open311",
    "operation",
)

SUBJECTS: list[Subject] = [import_module(f"sanvat.desk.{name}.subject").SUBJECT for name in NAMES]
