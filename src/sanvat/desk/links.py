"""Where a thing has its page, as the subjects of the desk say."""

from __future__ import annotations

from django.urls import reverse

from sanvat.desk.subjects import SUBJECTS
from sanvat.parties.models import Notice


def link_to(label: str, pk: int | None) -> str:
    """The address of the page of a row; empty where its model has none.

    `label` names the model as notices and the journal do: `products.idea`.
    """
    for subject in SUBJECTS:
        for model, name in subject.pages.items():
            if model._meta.label_lower == label:
                return reverse(name, args=[pk])
    return ""


def leads_to(notice: Notice) -> str:
    """The page of what a notice tells of; empty where it has none."""
    return link_to(notice.about_type, notice.about_id)
