"""Following by mail, from the form of a stranger to its end. Nobody needs an account for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanvat.errors import Refusal
from sanvat.follow import hidden, letters, rhythm
from sanvat.follow.declared import Topic, topics
from sanvat.follow.models import Follower, Following, Language, Rhythm, Telling
from sanvat.parties import addresses, limits
from sanvat.parties.jobs import mail_soon
from sanvat.records import journal
from sanvat.records.locks import locked, take_turns

MOST_TOPICS = 50
"""Topics that one address follows."""
UNCONFIRMED_KEPT = timedelta(days=7)
"""How long an address is kept that nobody has confirmed."""
MOST_REFUSALS = 3
"""Mails in a row that a server would not take; then the address is dead."""


@transaction.atomic
def ask_to_follow(
    topic: str, *, email: str, language: str, wanted: str, by: None = None, at: datetime
) -> None:
    """Ask that an address be told of a topic; `wanted` is a rhythm.

    Sends one mail, in which the person confirms; whoever follows the topic already gets the link to
    their own page. Nobody who asks can tell which of the two it was, or that no mail went since the
    address got many of late. What a confirmed follower chose before stays as it is. Refuses what
    cannot be followed (`no-such-topic`).
    """
    asked, address = _topic(topic), addresses.email(email)
    if language not in Language.values or wanted not in Rhythm.values:
        raise ValidationError({"wanted": _("Hãy chọn một cách nhận trong danh sách.")})
    take_turns(f"follower {hidden.digest_of(address)}")
    follower = hidden.found(address)
    if follower is None:
        follower = Follower.objects.create(
            sealed=hidden.sealed(address),
            digest=hidden.digest_of(address),
            language=language,
            rhythm=wanted,
            created_at=at,
        )
    elif follower.confirmed_at is None:
        follower.language, follower.rhythm, follower.created_at = language, wanted, at
        follower.save(update_fields=["language", "rhythm", "created_at"])
    following = follower.followings.filter(topic=asked.key).first()
    if following is None and follower.followings.count() < MOST_TOPICS:
        following = follower.followings.create(topic=asked.key, created_at=at)
        journal.write("ask_to_follow", by=by, subject=following, at=at)
    elif following is not None and following.confirmed_at is None:
        following.created_at = at
        following.save(update_fields=["created_at"])
    if not limits.within("following_to", follower.digest):
        return
    with override(follower.language):
        if following is not None and following.confirmed_at is None:
            asked = topics([asked.key])[asked.key]  # in that language
            subject, body = letters.to_confirm(following, asked, UNCONFIRMED_KEPT.days)
        elif follower.confirmed_at is not None:
            subject, body = letters.own_page(follower)
        else:
            return
    mail_soon(address, subject, body)


@transaction.atomic
def send_own_page(*, email: str, by: None = None, at: datetime) -> None:
    """Send to who follows something the link to their own page. To anybody else nothing is sent,
    and whoever asked is told the same."""
    address = addresses.email(email)
    follower = hidden.found(address)
    if follower is None or follower.confirmed_at is None:
        return
    if not limits.within("following_to", follower.digest):
        return
    with override(follower.language):
        subject, body = letters.own_page(follower)
    mail_soon(address, subject, body)
    journal.write("send_own_page", by=by, subject=follower, at=at)


@transaction.atomic
def confirm_following(following: Following, *, by: None = None, at: datetime) -> bool:
    """By who got the mail: from now on they are told. Returns whether it was not confirmed yet.

    Refuses one that waited too long (`confirmation-over`); the job that erases it may be late.
    """
    follower = locked(following.follower)
    following = locked(following)
    if following.confirmed_at is not None:
        return False
    if following.created_at < at - UNCONFIRMED_KEPT:
        raise Refusal(
            _("Đường dẫn này đã quá hạn. Hãy ghi địa chỉ lần nữa ở trang Theo dõi."),
            code="confirmation-over",
        )
    following.confirmed_at = at
    following.save(update_fields=["confirmed_at"])
    if follower.confirmed_at is None:
        follower.confirmed_at = at
        follower.save(update_fields=["confirmed_at"])
    changes = {"confirmed_at": (None, at)}
    journal.write("confirm_following", by=by, subject=following, at=at, changes=changes)
    return True


@transaction.atomic
def change_wishes(
    follower: Follower, *, language: str, wanted: str, by: None = None, at: datetime
) -> bool:
    """By the follower: how often, and in which language. What waits goes by the new wish. Returns
    whether it is any other."""
    if language not in Language.values or wanted not in Rhythm.values:
        raise ValidationError({"wanted": _("Hãy chọn một cách nhận trong danh sách.")})
    follower = locked(follower)
    before = {"language": follower.language, "rhythm": follower.rhythm}
    after = {"language": language, "rhythm": wanted}
    changes = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    if not changes:
        return False
    follower.language, follower.rhythm = language, wanted
    follower.save(update_fields=["language", "rhythm"])
    if "rhythm" in changes:
        waiting = follower.tellings.filter(taken_at=None, due_at__gt=at)
        waiting.update(due_at=rhythm.due(wanted, at))
    journal.write("change_wishes", by=by, subject=follower, at=at, changes=changes)
    return True


@transaction.atomic
def stop_following(following: Following, *, by: None = None, at: datetime) -> bool:
    """By the follower: one topic no more. What waits about it alone is not sent. With the last
    topic the address is erased too; returns whether anything is still followed."""
    follower = locked(following.follower)
    following = locked(following)
    journal.write("stop_following", by=by, subject=following, at=at)
    following.delete()
    left = follower.followings.filter(confirmed_at__isnull=False)
    if not left.exists():
        _erase(follower, act="end_following", by=by, at=at)
        return False
    kept = list(left.values_list("topic", flat=True))
    waiting = Telling.objects.filter(follower=follower, taken_at=None)
    waiting.exclude(happening__topics__overlap=kept).delete()
    return True


@transaction.atomic
def end_following(follower: Follower, *, by: None = None, at: datetime) -> None:
    """By the follower, or the mail programme that they told: nothing any more. The address is
    erased with all that waits; the journal keeps a number."""
    _erase(locked(follower), act="end_following", by=by, at=at)


@transaction.atomic
def note_refusal(follower: Follower, *, by: None = None, at: datetime) -> bool:
    """By the programme: the server of the address would not take a mail. After several in a row
    the address is erased. Returns whether it was."""
    follower = locked(follower)
    follower.refusals += 1
    if follower.refusals < MOST_REFUSALS:
        follower.save(update_fields=["refusals"])
        return False
    _erase(follower, act="drop_dead_address", by=by, at=at)
    return True


@transaction.atomic
def drop_dead(follower: Follower, *, by: None = None, at: datetime) -> None:
    """By the programme: no mail can ever reach this address."""
    _erase(locked(follower), act="drop_dead_address", by=by, at=at)


@transaction.atomic
def forget_unconfirmed(*, by: None = None, at: datetime) -> int:
    """By a job: erase what nobody confirmed in time. Returns how many addresses."""
    Following.objects.filter(confirmed_at=None, created_at__lt=at - UNCONFIRMED_KEPT).delete()
    dead = Follower.objects.unconfirmed_since(at - UNCONFIRMED_KEPT)
    old = list(dead.filter(followings=None).select_for_update(skip_locked=True, of=("self",)))
    for follower in old:
        _erase(follower, act="forget_unconfirmed", by=by, at=at)
    return len(old)


def _topic(key: str) -> Topic:
    found = topics([key]).get(key)
    if found is None:
        raise Refusal(
            _(
                "Điều này không theo dõi được, hoặc không còn trên trang công khai. Hãy mở lại "
                "trang của nó rồi bấm Theo dõi."
            ),
            code="no-such-topic",
        )
    return found


def _erase(follower: Follower, *, act: str, by: None, at: datetime) -> None:
    journal.write(act, by=by, subject=follower, at=at)
    follower.delete()
