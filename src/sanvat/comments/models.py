from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanvat.comments import hooks
from sanvat.parties.access import acts_as
from sanvat.parties.models import Organisation, Role, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.lying import in_province, lying_in
from sanvat.places.models import Level, Place
from sanvat.records.among import among_rows
from sanvat.records.fields import Line, Name, Text
from sanvat.records.hiding import hides
from sanvat.records.secrets import WRITING
from sanvat.records.steps import Steps

LONGEST_NAME = 100
LONGEST_TITLE = 150
LONGEST_TEXT = 3_000
LONGEST_REPLY = 5_000
LONGEST_REASON = 500


def _person(said: Any, **more: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=said,
        **more,
    )


def _text(said: Any, most: int, **more: Any) -> Any:
    """Several lines, and no more letters than this."""
    return Text(said, max_length=most, validators=[MaxLengthValidator(most)], **more)


@dataclass(frozen=True)
class Moderated:
    """What somebody moderates: nothing, all of the country, or the `threads` of a body and those of
    its place; `province` where that is one."""

    is_nothing: bool = False
    is_all: bool = False
    threads: Q = field(default_factory=Q)
    body: int = 0
    province: str = ""


def moderated_by(user: User) -> Moderated:
    """As editor of a body or as keeper of the programme in its place."""
    acting = getattr(user, "acting", None) if user.is_authenticated else None
    if acting is None or not acts_as(user, Role.EDITOR, *PROGRAMME_KEEPERS):
        return Moderated(is_nothing=True)
    body = acting.organisation_id
    theirs = Q(organisation=body)
    if not acts_as(user, *PROGRAMME_KEEPERS):
        return Moderated(threads=theirs, body=body)
    place = acting.place
    if place is None:
        return Moderated(is_all=True)
    province = place.lineage if place.level == Level.PROVINCE else ""
    return Moderated(threads=theirs | lying_in(place), body=body, province=province)


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: User) -> ThreadQuerySet:
        """Those that somebody moderates: of the body they act for as editor or keeper of the
        programme, and to a keeper those of the place."""
        scope = moderated_by(user)
        if scope.is_nothing:
            return self.none()
        return self.all() if scope.is_all else self.filter(scope.threads)

    def public(self, among: Collection[int] | None = None) -> ThreadQuerySet:
        """Those whose page anybody may read now, as the rooms say that keep the pages; `among`
        these keys, where some are given: then nothing is looked at but them."""
        known = [keys(among) for keys in hooks.PUBLIC_THREADS]
        if not known:
            return self.none()
        return self.filter(pk__in=known[0].union(*known[1:], all=True) if known[1:] else known[0])


class Thread(models.Model):
    """What is said under one page of the portal: a room above points to it, one to one.

    `title` and `path` are of that page. Open while nobody closed it and until `open_until` is
    over; what is published stays when it closes.
    """

    title = Line(_("tên trang"), max_length=300)
    path = Line(_("đường dẫn"), max_length=500)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị"),
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    province = in_province()
    opened_at = models.DateTimeField(_("mở lúc"))
    opened_by = _person(_("người mở"))
    open_until = models.DateField(_("nhận đến hết ngày"), null=True, blank=True)
    closed_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)
    closed_by = _person(_("người đóng"))
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)

    objects: ClassVar[Any] = ThreadQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("open_until", "closed_at")

    class Meta:
        verbose_name = _("mục ý kiến")
        verbose_name_plural = _("mục ý kiến")
        ordering: ClassVar = ["-opened_at", "-id"]
        indexes: ClassVar = [
            models.Index(name="thread_of_body", fields=["organisation", "-opened_at"]),
            models.Index(name="thread_in_order", fields=["-opened_at", "-id"]),
            models.Index(name="thread_in_province", fields=["province", "-opened_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.title

    def follow_page(
        self, *, title: str, path: str, organisation: int | None, place: int | None
    ) -> None:
        """Take the title, the address and whose it is (keys) from the page as it is now, whose own
        act has an entry."""
        now = {"title": title, "path": path, "organisation_id": organisation, "place_id": place}
        if any(getattr(self, name) != value for name, value in now.items()):
            for name, value in now.items():
                setattr(self, name, value)
            self.save(update_fields=list(now))

    def is_open_on(self, day: date) -> bool:
        """Whether it takes comments on this day."""
        return self.closed_at is None and (self.open_until is None or day <= self.open_until)


def comments_moderated_by(user: User) -> list[Q]:
    """What `Comment.objects.visible_to` says, in parts that have no comment in common: those of a
    province stand along an index in the order in which they were sent, and others, of a body's own
    pages elsewhere, are few and found first. To put all in order would read all there are."""
    scope = moderated_by(user)
    if scope.is_nothing:
        return []
    if scope.is_all:
        return [Q()]
    if scope.province:
        here, own = Q(province=scope.province), Thread.objects.filter(organisation=scope.body)
        return [here, Q(among_rows("thread", own)) & ~here]
    return [Q(among_rows("thread", Thread.objects.filter(scope.threads)))]


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: User) -> CommentQuerySet:
        """Those of the threads that somebody moderates."""
        parts = comments_moderated_by(user)
        return self.filter(reduce(or_, parts)) if parts else self.none()

    def waiting(self) -> CommentQuerySet:
        return self.filter(state=Comment.State.WAITING)

    def published(self) -> CommentQuerySet:
        """As readers see them: the oldest first, each with its reply."""
        return self.filter(state=Comment.State.PUBLISHED).order_by("sent_at", "pk")


class Comment(models.Model):
    """What one reader sent: `name`, `title`, `text` and `phone` stay as they were sent (a trigger
    holds them), until the reader takes it back, or its time is over (`keeping.py`): then it is
    erased, and `erased_at` or `phone_erased_at` says when.

    `shown_title` and `shown_text` are what is published: the same, or the shortened version of a
    moderator. `is_proven`: the reader's browser solved the task that programmes shun. `sha256` is
    of the form it came in, so that a form sent twice counts once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("chờ xem")
        PUBLISHED = "published", _("đã đăng")
        REFUSED = "refused", _("không đăng")
        TAKEN_BACK = "taken_back", _("người gửi đã rút")

    STEPS: ClassVar = Steps(
        {
            State.WAITING: (State.PUBLISHED, State.REFUSED, State.TAKEN_BACK),
            State.PUBLISHED: (State.PUBLISHED, State.REFUSED, State.TAKEN_BACK),
            State.REFUSED: (State.PUBLISHED, State.TAKEN_BACK),
        },
        refuses={
            State.WAITING: ("comment-waiting", _("Ý kiến này còn chờ xem. Hãy đăng trước.")),
            State.PUBLISHED: (
                "comment-published",
                _("Ý kiến này đang đăng. Hãy tải lại trang để xem bản mới nhất."),
            ),
            State.REFUSED: (
                "comment-refused",
                _("Ý kiến này đã có quyết định không đăng. Muốn đổi, hãy đăng lại."),
            ),
            State.TAKEN_BACK: (
                "comment-taken-back",
                _("Người gửi đã rút ý kiến này; nội dung đã xóa. Hãy tải lại trang."),
            ),
        },
    )

    thread = models.ForeignKey(
        Thread, models.PROTECT, related_name="comments", verbose_name=_("mục ý kiến")
    )
    province = in_province()
    name = Name(_("tên"), max_length=LONGEST_NAME, blank=True)
    title = Line(_("tiêu đề"), max_length=LONGEST_TITLE, blank=True)
    text = _text(_("ý kiến"), LONGEST_TEXT, blank=True)
    phone = Line(_("điện thoại"), max_length=20, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"))
    is_proven = models.BooleanField(_("trình duyệt đã giải bài kiểm"), default=False)
    sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.WAITING)
    shown_title = Line(_("tiêu đề đăng"), max_length=LONGEST_TITLE, blank=True)
    shown_text = _text(_("nội dung đăng"), LONGEST_TEXT, blank=True)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by = _person(_("người quyết định"))
    reason = _text(_("lý do không đăng"), LONGEST_REASON, blank=True)
    phone_erased_at = models.DateTimeField(_("xóa điện thoại lúc"), null=True, blank=True)
    erased_at = models.DateTimeField(_("xóa nội dung lúc"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)

    objects: ClassVar[Any] = CommentQuerySet.as_manager()

    # The journal is never erased, and what a reader takes back is.
    JOURNAL_HIDES: ClassVar = hides(
        "phone",
        name=WRITING,
        title=WRITING,
        text=WRITING,
        shown_title=WRITING,
        shown_text=WRITING,
    )
    EDITED: ClassVar = ("state", "shown_title", "shown_text", "reason")

    class Meta:
        verbose_name = _("ý kiến")
        verbose_name_plural = _("ý kiến")
        ordering: ClassVar = ["sent_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="comment_published_says_something",
                condition=~Q(state="published") | ~Q(shown_text=""),
                violation_error_message=_("Hãy để lại nội dung sẽ đăng."),
            ),
            models.CheckConstraint(
                name="comment_refused_says_why",
                condition=~Q(state="refused") | ~Q(reason=""),
                violation_error_message=_("Hãy ghi lý do không đăng."),
            ),
            models.CheckConstraint(
                name="comment_taken_back_holds_nothing",
                condition=~Q(state="taken_back")
                | Q(name="", title="", text="", phone="", shown_title="", shown_text=""),
            ),
            models.CheckConstraint(
                name="comment_kept_as_sent",
                condition=Q(state="taken_back")
                | Q(erased_at__isnull=False)
                | ~Q(name="") & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="comment_erased_holds_nothing",
                condition=Q(erased_at=None)
                | Q(state__in=["refused", "taken_back"])
                & Q(name="", title="", text="", phone="", shown_title="", shown_text=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="comment_waiting",
                fields=["thread", "sent_at"],
                condition=Q(state="waiting"),
            ),
            models.Index(
                name="comment_published",
                fields=["thread", "sent_at", "id"],
                condition=Q(state="published"),
            ),
            models.Index(
                name="comment_published_by_key", fields=["id"], condition=Q(state="published")
            ),
            models.Index(name="comment_by_state", fields=["state", "-sent_at", "-id"]),
            models.Index(
                name="comment_in_province", fields=["province", "state", "-sent_at", "-id"]
            ),
            models.Index(name="comment_with_phone", fields=["sent_at"], condition=~Q(phone="")),
            models.Index(
                name="comment_to_erase",
                fields=["decided_at"],
                condition=Q(state="refused", erased_at=None),
            ),
        ]

    def __str__(self) -> str:
        # Without the reader's words, which the journal would keep.
        return _now("Ý kiến số %(number)s") % {"number": self.pk}

    @property
    def is_shortened(self) -> bool:
        shown = (self.shown_title, self.shown_text)
        return self.state == self.State.PUBLISHED and shown != (self.title, self.text)


class Reply(models.Model):
    """What the body says to a comment, under it. One stands at a time; one that was taken back is
    kept for those who moderate."""

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="replies", verbose_name=_("ý kiến")
    )
    text = _text(_("trả lời"), LONGEST_REPLY)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("đơn vị trả lời")
    )
    replied_at = models.DateTimeField(_("trả lời lúc"))
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người trả lời")
    )
    taken_back_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)
    taken_back_by = _person(_("người gỡ"))

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("text",)

    class Meta:
        verbose_name = _("trả lời ý kiến")
        verbose_name_plural = _("trả lời ý kiến")
        ordering: ClassVar = ["replied_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["comment"],
                name="comment_has_one_reply",
                condition=Q(taken_back_at=None),
                violation_error_message=_("Ý kiến này đã có trả lời."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.comment)


class RemovalRequest(models.Model):
    """That somebody asks to have a published comment taken down, and what came of it."""

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="removal_requests", verbose_name=_("ý kiến")
    )
    text = _text(_("lý do đề nghị gỡ"), 1_000)
    phone = Line(_("điện thoại"), max_length=20, blank=True)
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    settled_at = models.DateTimeField(_("giải quyết lúc"), null=True, blank=True)
    settled_by = _person(_("người giải quyết"))
    is_granted = models.BooleanField(_("đã gỡ"), null=True, blank=True)
    reason = _text(_("lý do"), LONGEST_REASON, blank=True)
    erased_at = models.DateTimeField(_("xóa nội dung lúc"), null=True, blank=True)

    JOURNAL_HIDES: ClassVar = hides("phone", text=WRITING)

    class Meta:
        verbose_name = _("đề nghị gỡ ý kiến")
        verbose_name_plural = _("đề nghị gỡ ý kiến")
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="removal_settled_whole",
                condition=Q(settled_at=None, is_granted=None)
                | Q(settled_at__isnull=False, is_granted__isnull=False),
            ),
            models.CheckConstraint(
                name="removal_kept_says_why",
                condition=Q(is_granted=None) | Q(is_granted=True) | ~Q(reason=""),
                violation_error_message=_("Hãy ghi vì sao giữ lại ý kiến."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="removal_waiting", fields=["comment"], condition=Q(settled_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.comment)


class Erasure(models.Model):
    """That the programme erased what readers had sent, its time being over: of which kind, how
    many, and how old the youngest of them was."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("điện thoại của người gửi")
        REFUSED = "refused", _("ý kiến không đăng, hoặc đã gỡ")
        REMOVAL = "removal", _("đề nghị gỡ ý kiến")

    kind = models.CharField(_("loại"), max_length=7, choices=Kind)
    number = models.PositiveIntegerField(_("số lượng"))
    before = models.DateTimeField(_("của trước lúc"))
    erased_at = models.DateTimeField(_("xóa lúc"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lần xóa")
        verbose_name_plural = _("các lần xóa")
        ordering: ClassVar = ["-erased_at", "-id"]
        indexes: ClassVar = [models.Index(name="erasure_of_kind", fields=["kind", "-erased_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(name="erasure_of_something", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number}"
