"""Jobs, as the operator sees them. Their rows are the library's."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from sanvat.operation.words import task_said
from sanvat.parties.acting import is_operator
from sanvat.parties.models import User
from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN


class JobState(models.TextChoices):
    """The states in which jobs are found; what is done or put aside is gone."""

    WAITING = "todo", _("đang chờ")
    RUNNING = "doing", _("đang làm")
    FAILED = "failed", _("hỏng")


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> JobQuerySet:
        """All of them to the operator, none to others."""
        found = self.filter(status__in=JobState.values)
        return found if is_operator(user) else found.none()


class Job(ProcrastinateJob):
    """Something left to a worker. What it was given is nobody's to read: it may hold a link that
    opens an account."""

    objects: ClassVar[Any] = JobQuerySet.as_manager()  # type: ignore[assignment]

    JOURNAL_HIDES: ClassVar = hides(
        "args",
        queue_name=PLAIN,
        task_name=PLAIN,
        lock=PLAIN,
        queueing_lock=PLAIN,
    )

    class Meta:
        proxy = True
        verbose_name = _("việc chạy sau")
        verbose_name_plural = _("việc chạy sau")

    def __str__(self) -> str:
        return task_said(self.task_name)
