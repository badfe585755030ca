"""Columns that several models of this room have."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models

from sanvat.parties.models import Organisation
from sanvat.records.fields import Text


def person(said: Any, **more: Any) -> Any:
    """Somebody who signs in; None for what the programme or a sender does."""
    options = {"null": True, "blank": True, "related_name": "+", "verbose_name": said} | more
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, **options)


def body(said: Any, **more: Any) -> Any:
    return models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=said, **more
    )


def writing(said: Any, most: int, **more: Any) -> Any:
    """Several lines, and no more letters than this."""
    return Text(said, max_length=most, validators=[MaxLengthValidator(most)], **more)
