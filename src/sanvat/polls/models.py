"""Polls, their options, and how often each was chosen; who chose is kept nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place
from sanvat.records.fields import Line, Name, Searchable, Text
from sanvat.records.hiding import hides
from sanvat.records.search import matching
from sanvat.records.steps import Steps

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, user: User) -> PollQuerySet:
        """On the desk, also drafts: for those who keep the programme in the place of the poll."""
        if not acts_as(user, *PROGRAMME_KEEPERS):
            return self.none()
        return self.filter(scope_places(user))

    def search(self, text: str) -> PollQuerySet:
        return self.filter(matching(text, "searchable"))


class Poll(models.Model):
    """A question to whoever reads, from one day to the end of another.

    It opens and closes by its days alone. `state` says what somebody did: announced it, closed it
    before its last day, withdrew it. Once an option was chosen, the question, the options, the
    first day and when results are shown stay as they are; PostgreSQL holds that too.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("bản nháp")
        ANNOUNCED = "announced", _("đã công bố")
        CLOSED = "closed", _("đã đóng sớm")
        WITHDRAWN = "withdrawn", _("đã rút")

    class Phase(models.TextChoices):
        """Where a poll stands on a day."""

        DRAFT = "draft", _("bản nháp")
        WAITING = "waiting", _("chưa mở")
        OPEN = "open", _("đang mở")
        CLOSED = "closed", _("đã đóng")
        WITHDRAWN = "withdrawn", _("đã rút")

    class Results(models.TextChoices):
        AT_ONCE = "at_once", _("ngay trong lúc thăm dò")
        WHEN_CLOSED = "when_closed", _("chỉ khi đã đóng")

    STEPS: ClassVar = Steps(
        {
            State.DRAFT: (State.DRAFT, State.ANNOUNCED, State.WITHDRAWN),
            State.ANNOUNCED: (State.ANNOUNCED, State.CLOSED, State.WITHDRAWN),
        },
        refuses={
            State.DRAFT: (
                "not-announced",
                _("Cuộc thăm dò này còn là bản nháp. Hãy công bố trước."),
            ),
            State.ANNOUNCED: (
                "announced",
                _("Cuộc thăm dò này đã công bố rồi. Hãy tải lại trang để xem bản hiện nay."),
            ),
            State.CLOSED: (
                "poll-closed",
                _("Cuộc thăm dò này đã đóng và giữ nguyên. Nếu cần hỏi tiếp, hãy lập cuộc mới."),
            ),
            State.WITHDRAWN: (
                "poll-withdrawn",
                _("Cuộc thăm dò này đã rút. Nếu cần hỏi lại, hãy lập cuộc mới."),
            ),
        },
    )

    question = Name(_("câu hỏi"), max_length=300)
    question_en = Line(_("câu hỏi, tiếng Anh"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="polls", verbose_name=_("cơ quan hỏi")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    opens_on = models.DateField(_("mở từ ngày"))
    closes_on = models.DateField(_("đến hết ngày"))
    results = models.CharField(
        _("hiện kết quả"), max_length=11, choices=Results, default=Results.WHEN_CLOSED
    )
    state = models.CharField(_("trạng thái"), max_length=9, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(_("lập lúc"))
    announced_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("đóng sớm lúc"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_reason = Text(_("lý do rút"), max_length=1_000, blank=True)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    searchable = Searchable("question", "question_en", max_length=700)

    objects: ClassVar[Any] = PollQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("question", "question_en", "opens_on", "closes_on", "results")
    FROZEN: ClassVar = ("question", "question_en", "opens_on", "results")
    """What stays as it is once an option was chosen."""

    class Meta:
        verbose_name = _("cuộc thăm dò")
        verbose_name_plural = _("các cuộc thăm dò")
        ordering: ClassVar = ["-opens_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="poll_days_in_order",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Ngày cuối không trước ngày đầu."),
            ),
            models.CheckConstraint(
                name="poll_state_says_when",
                condition=(
                    Q(state="draft", announced_at=None, closed_at=None, withdrawn_at=None)
                    | Q(
                        state="announced",
                        announced_at__isnull=False,
                        closed_at=None,
                        withdrawn_at=None,
                    )
                    | Q(
                        state="closed",
                        announced_at__isnull=False,
                        closed_at__isnull=False,
                        withdrawn_at=None,
                    )
                    | Q(state="withdrawn", closed_at=None, withdrawn_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="poll_withdrawn_says_why",
                condition=Q(state="withdrawn") & ~Q(withdrawn_reason="")
                | ~Q(state="withdrawn") & Q(withdrawn_reason=""),
                violation_error_message=_("Hãy ghi lý do rút."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="poll_by_days", fields=["state", "closes_on"]),
            models.Index(name="poll_of_organisation", fields=["organisation", "-opens_on"]),
        ]

    def __str__(self) -> str:
        return self.question

    def phase(self, on: date) -> Poll.Phase:
        """Where it stands on this day."""
        if self.state == self.State.ANNOUNCED:
            if on < self.opens_on:
                return self.Phase.WAITING
            return self.Phase.OPEN if on <= self.closes_on else self.Phase.CLOSED
        return self.Phase(self.state)

    def shows_results(self, on: date) -> bool:
        """Whether anybody may read its results on this day."""
        phase = self.phase(on)
        if phase == self.Phase.OPEN:
            return self.results == self.Results.AT_ONCE
        return phase == self.Phase.CLOSED


class Option(models.Model):
    """One answer that may be chosen. `chosen` is how often it was; nothing else is kept."""

    poll = models.ForeignKey(
        Poll, models.CASCADE, related_name="options", verbose_name=_("cuộc thăm dò")
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    text = Name(_("phương án"), max_length=200)
    text_en = Line(_("phương án, tiếng Anh"), max_length=200, blank=True)
    chosen = models.PositiveBigIntegerField(_("số lượt chọn"), default=0)

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("text", "text_en")

    class Meta:
        verbose_name = _("phương án")
        verbose_name_plural = _("các phương án")
        ordering: ClassVar = ["poll", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "position"], name="poll_option_unique"),
            models.CheckConstraint(
                name="poll_option_position",
                condition=Q(position__gte=1, position__lte=MOST_OPTIONS),
            ),
        ]

    def __str__(self) -> str:
        return self.text
