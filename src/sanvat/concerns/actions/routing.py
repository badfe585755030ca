"""Where a matter goes: classified, handed on, shared, returned, refused, merged."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.concerns import access
from sanvat.concerns.actions.turns import (
    end_clock,
    give_part,
    held,
    needed,
    refuse_confidential,
    start_clock,
    take_turn,
    tell_people,
)
from sanvat.concerns.models import Concern, Handling
from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import Membership, Organisation, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.locks import hold, locked
from sanvat.records.steps import Changes
from sanvat.records.versions import check_version
from sanvat.rules import concerns as rules
from sanvat.text.tidy import tidy, tidy_lines

Kind, State = Concern.Kind, Concern.State
MOST_HELPERS = 10
"""Bodies that help with one matter at a time."""


@transaction.atomic
def classify(
    concern: Concern,
    *,
    kind: str,
    subject: str,
    place: Place | None = None,
    case: str = Concern.Case.ORDINARY,
    is_remote: bool = False,
    said: str = "",
    seen: str = "",
    by: User,
    at: datetime,
) -> Concern:
    """By who leads: say what it really is. Where that changes its kind, the clock of the first step
    runs anew from the day it came in, by the limit of that kind.

    Nothing becomes a denunciation, or ceases to be one, here: its words are kept in another way
    (`kind-is-kept`). Refuses where somebody classified it otherwise since it was `seen`
    (`changed-meanwhile`).
    """
    concern = held(concern)
    require(access.leads(by, concern))
    check_version(seen, concern)
    if subject not in {each.key for each in rules.subjects()}:
        raise ValidationError({"subject": _("Hãy chọn lĩnh vực.")})
    if kind not in Kind.values:
        raise ValidationError({"kind": _("Hãy chọn loại việc.")})
    if (kind == Kind.DENUNCIATION) != concern.is_confidential:
        raise Refusal(
            _(
                "Tố cáo được giữ theo cách riêng nên không đổi loại được. Hãy trả lại kèm hướng "
                "dẫn để người gửi gửi lại đúng loại."
            ),
            code="kind-is-kept",
        )
    before = {
        name: getattr(concern, name) for name in ("kind", "subject", "place", "case", "is_remote")
    }
    changes = take_turn(concern, State.CLASSIFIED, by=by, at=at, said=tidy_lines(said))
    concern.kind, concern.subject, concern.case = kind, subject, case
    concern.is_remote = is_remote
    if place is not None:
        concern.place = place
    concern.full_clean(exclude=["place", "organisation"], validate_constraints=False)
    changes |= {
        name: (was, getattr(concern, name))
        for name, was in before.items()
        if getattr(concern, name) != was
    }
    if {"kind", "is_remote"} & set(changes):
        came_in = concern.clock.started_on if concern.clock else timezone.localdate(concern.sent_at)
        start_clock(concern, "accept", since=came_in, by=by, at=at)
    concern.save()
    journal.write("classify", by=by, subject=concern, at=at, changes=changes)
    return concern


@transaction.atomic
def transfer(
    concern: Concern, organisation: Organisation, *, reason: str, by: User, at: datetime
) -> Concern:
    """Hand a matter to another body, up, down or beside: it leads from now on and has the matter as
    it is, with everything that was said. Who led before sees it no longer, unless its place is
    theirs. The clock goes on: handing on gives nobody more days.

    A denunciation goes only to a body that has named people for such (`no-confidant`). Refuses the
    body that leads already (`leads-already`), and one for which nobody comes in here
    (`nobody-there`): the matter would lie there unread.
    """
    concern = held(concern)
    require(access.may_route(by, concern))
    why = tidy(reason)
    if not why:
        raise ValidationError({"reason": _("Hãy ghi vì sao chuyển.")})
    if organisation.pk == concern.organisation_id:
        raise Refusal(
            _("Cơ quan này đang chủ trì việc này. Hãy chọn cơ quan khác."), code="leads-already"
        )
    if concern.is_confidential and not access.confidants_of(organisation.pk).exists():
        raise Refusal(
            _(
                "Cơ quan ấy chưa cử người tiếp nhận tố cáo. Hãy chuyển bằng công văn mật, hoặc "
                "chọn cơ quan khác."
            ),
            code="no-confidant",
        )
    if not access.posts_of(organisation.pk).exists():
        raise Refusal(
            _(
                "Cơ quan ấy chưa có người xử lý phản ánh trên hệ thống. Hãy chọn cơ quan khác, "
                "hoặc trả lại kèm hướng dẫn."
            ),
            code="nobody-there",
        )
    before = concern.organisation
    changes = take_turn(concern, State.TRANSFERRED, by=by, at=at, said=_moved(organisation))
    concern.handlings.filter(part=Handling.Part.LEADS, until_at=None).update(until_at=at)
    give_part(concern, organisation, Handling.Part.LEADS, why=why, by=by, at=at)
    concern.organisation, concern.handler = organisation, None
    concern.accepted_on = None
    concern.save()
    changes |= {"organisation": (before, organisation)}
    journal.write("transfer", by=by, subject=concern, at=at, changes=changes)
    tell_people(concern, _("Việc %(code)s được chuyển đến.") % {"code": concern.code}, at=at)
    return concern


def _moved(organisation: Organisation) -> str:
    return _("Việc của bạn được chuyển đến %(body)s.") % {"body": organisation.name}


@transaction.atomic
def ask_help(
    concern: Concern, organisation: Organisation, *, reason: str, by: User, at: datetime
) -> Handling:
    """By who leads: ask another body to work on it too. It sees the matter and says what it thinks
    (`note_opinion`); who leads answers. Not of a denunciation (`confidential`)."""
    concern = held(concern)
    require(access.leads(by, concern))
    refuse_confidential(concern)
    _refuse_ended(concern)
    helping = list(
        concern.handlings.filter(until_at=None).values_list("organisation_id", flat=True)
    )
    if organisation.pk in helping:
        raise Refusal(
            _("Cơ quan này đang cùng xử lý việc này. Hãy chọn cơ quan khác."), code="helps-already"
        )
    if len(helping) > MOST_HELPERS:
        raise Refusal(
            _("Đã có %(n)s cơ quan phối hợp. Hãy kết thúc bớt trước khi mời thêm.")
            % {"n": MOST_HELPERS},
            code="too-many-helpers",
        )
    handling = give_part(concern, organisation, Handling.Part.HELPS, why=tidy(reason), by=by, at=at)
    changes = {"organisation": (None, organisation)}
    journal.write("ask_help", by=by, subject=concern, at=at, changes=changes)
    tell_people(
        concern,
        _("%(body)s mời phối hợp việc %(code)s.")
        % {"body": concern.organisation.name, "code": concern.code},
        organisation=organisation.pk,
        at=at,
    )
    return handling


@transaction.atomic
def end_help(handling: Handling, *, by: User, at: datetime) -> Handling:
    """By who leads, or who helps: the help is over; that body sees the matter no longer."""
    concern = held(handling.concern)
    handling = locked(handling, "organisation")
    is_own = by.acting is not None and by.acting.organisation_id == handling.organisation_id
    require(access.leads(by, concern) or (is_own and access.has_part(by, concern)))
    if handling.part != Handling.Part.HELPS or handling.until_at is not None:
        raise Refusal(
            _("Cơ quan này không còn phối hợp. Hãy tải lại trang."), code="helps-no-longer"
        )
    handling.until_at = at
    handling.save()
    changes = {"organisation": (handling.organisation, None)}
    journal.write("end_help", by=by, subject=concern, at=at, changes=changes)
    return handling


@transaction.atomic
def assign(concern: Concern, person: User | None, *, by: User, at: datetime) -> Concern:
    """By who leads: say which of their people has it in hand; None is everybody. Somebody of
    another body, or one who may not see it, is refused (`not-of-this-body`)."""
    concern = held(concern)
    require(access.leads(by, concern))
    if person is not None and person.pk not in _people_of(concern):
        raise Refusal(
            _("Người này không xử lý phản ánh ở cơ quan bạn. Hãy chọn người khác."),
            code="not-of-this-body",
        )
    before, concern.handler = concern.handler, person
    if before != person:
        concern.save()
        changes = {"handler": (before, person)}
        journal.write("assign", by=by, subject=concern, at=at, changes=changes)
        if person is not None and person != by:
            text = _("Việc %(code)s giao cho bạn.") % {"code": concern.code}
            tell_people(concern, text, at=at)
    return concern


def _people_of(concern: Concern) -> set[int]:
    rows = (
        access.confidants_of(concern.organisation_id)
        if concern.is_confidential
        else access.posts_of(concern.organisation_id)
    )
    return set(rows.values_list("user", flat=True))


@transaction.atomic
def hand_over(leaving: User, taking: User | None, *, by: User, at: datetime) -> int:
    """By somebody of the body: everything open that one colleague has in hand goes to another, or
    to everybody (None). Returns how many. Denunciations only where all three are named for them."""
    require(access.may_enter(by))
    assert by.acting is not None
    rows = Concern.objects.visible_to(by).open()
    rows = rows.filter(organisation=by.acting.organisation_id, handler=leaving)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    mine = Concern.objects.filter(pk__in=keys)
    hold(mine)
    number = 0
    for concern in mine.filter(handler=leaving).order_by("pk"):
        if taking is not None and taking.pk not in _people_of(concern):
            if concern.is_confidential:
                continue
            raise Refusal(
                _("Người này không xử lý phản ánh ở cơ quan bạn. Hãy chọn người khác."),
                code="not-of-this-body",
            )
        concern.handler = taking
        concern.save(update_fields=["handler"])
        changes = {"handler": (leaving, taking)}
        journal.write("hand_over", by=by, subject=concern, at=at, changes=changes)
        number += 1
    return number


@transaction.atomic
def leave_hands(membership: Membership, *, by: User, at: datetime) -> None:
    """Before a membership ends: what the person has in hand for the body is from then on
    everybody's there, unless another post lets them deal with matters there still.

    Refuses the last person named for the body's denunciations (`last-confidant`), whether there
    are any or not: nobody else could then read one, and nobody is to learn here that there is one.
    """
    body, person = membership.organisation_id, membership.user_id
    posts = access.posts_of(body)
    if not posts.filter(pk=membership.pk).exists():
        return
    if posts.filter(user=person).exclude(pk=membership.pk).exists():
        return
    named = access.confidants_of(body)
    if named.filter(user=person).exists() and not named.exclude(user=person).exists():
        raise Refusal(
            _(
                "Đây là người duy nhất được giao xử lý tố cáo của cơ quan. Hãy giao thêm một "
                "người khác, hoặc ghi thôi giao việc ấy, rồi mới kết thúc vai trò."
            ),
            code="last-confidant",
        )
    rows = Concern.objects.open().filter(organisation=body, handler=person)
    hold(rows)
    for concern in rows.order_by("pk"):
        before, concern.handler = concern.handler, None
        concern.save(update_fields=["handler"])
        changes = {"handler": (before, None)}
        journal.write("hand_over", by=by, subject=concern, at=at, changes=changes)
        tell_people(
            concern,
            _("Việc %(code)s chưa có người phụ trách.") % {"code": concern.code},
            at=at,
        )


@transaction.atomic
def return_with_guidance(concern: Concern, guidance: str, *, by: User, at: datetime) -> Concern:
    """By who leads: it belongs to a body that is not here; the sender is told where to go and how.
    What was merged into it goes with it."""
    concern = held(concern)
    require(access.leads(by, concern))
    said = needed("guidance", guidance, _("Hãy ghi người gửi cần đến đâu, làm gì tiếp."))
    for each, changes in _ended(concern, State.RETURNED, said, by=by, at=at):
        journal.write("return_with_guidance", by=by, subject=each, at=at, changes=changes)
    return concern


@transaction.atomic
def refuse(concern: Concern, reason: str, *, by: User, at: datetime) -> Concern:
    """By who leads: it is not taken up, and the sender is told why."""
    concern = held(concern)
    require(access.leads(by, concern))
    said = needed("reason", reason, _("Hãy ghi vì sao không thụ lý."))
    for each, changes in _ended(concern, State.REFUSED, said, by=by, at=at):
        journal.write("refuse", by=by, subject=each, at=at, changes=changes)
    return concern


def _ended(
    concern: Concern, state: Concern.State, said: str, *, by: User, at: datetime
) -> list[tuple[Concern, Changes]]:
    """End it and what was merged into it; returns each with what that changed."""
    changes = take_turn(concern, state, by=by, at=at, said=said)
    end_clock(concern, on=timezone.localdate(at), by=by, at=at)
    concern.closed_at, concern.settled_on = at, timezone.localdate(at)
    concern.save()
    ended = [(concern, changes)]
    for repeat in _repeats(concern):
        ended += _ended(repeat, state, said, by=by, at=at)
    return ended


def _repeats(concern: Concern) -> list[Concern]:
    """Those merged into it that still wait, locked, in one order."""
    rows = concern.merged.filter(state=State.MERGED)
    hold(rows)
    return [held(each) for each in rows.order_by("pk")]


@transaction.atomic
def merge(concern: Concern, into: Concern, *, by: User, at: datetime) -> Concern:
    """By who leads both: the same matter was sent before. Its own clock ends; when the other is
    answered, returned or refused, so is this one, and its sender is told by themselves.

    Refuses what is itself merged (`into-merged`), ended (`into-ended`), or confidential.
    """
    first, second = sorted((concern, into), key=lambda each: each.pk)
    now = {each.pk: held(each) for each in (first, second)}
    concern, into = now[concern.pk], now[into.pk]
    require(access.leads(by, concern) and access.leads(by, into))
    refuse_confidential(concern)
    refuse_confidential(into)
    if into.pk == concern.pk or into.state == State.MERGED:
        raise Refusal(
            _("Việc kia đã gộp vào việc khác, hoặc chính là việc này. Hãy chọn việc gốc."),
            code="into-merged",
        )
    if not into.is_open:
        raise Refusal(
            _("Việc kia đã xong nên không gộp vào được. Hãy trả lời riêng việc này."),
            code="into-ended",
        )
    changes: Changes = take_turn(
        concern,
        State.MERGED,
        by=by,
        at=at,
        said=_("Việc này giống một việc đã có người gửi; cả hai được giải quyết và trả lời cùng."),
    )
    end_clock(concern, on=timezone.localdate(at), by=by, at=at)
    concern.merged_into = into
    concern.save()
    # What was merged into this one goes along.
    concern.merged.filter(state=State.MERGED).update(merged_into=into)
    changes |= {"merged_into": (None, into)}
    journal.write("merge", by=by, subject=concern, at=at, changes=changes)
    return concern


@transaction.atomic
def separate(concern: Concern, *, by: User, at: datetime) -> Concern:
    """By who leads: it was not the same matter after all. Its clock runs anew from the day it came
    in."""
    concern = held(concern)
    require(access.leads(by, concern))
    if concern.state != State.MERGED:
        raise Concern.STEPS.refusal(concern)
    before = concern.merged_into
    changes = take_turn(concern, State.CLASSIFIED, by=by, at=at)
    concern.merged_into = None
    start_clock(concern, "accept", since=timezone.localdate(concern.sent_at), by=by, at=at)
    concern.save()
    changes |= {"merged_into": (before, None)}
    journal.write("separate", by=by, subject=concern, at=at, changes=changes)
    return concern


def _refuse_ended(concern: Concern) -> None:
    if not concern.is_open:
        raise Concern.STEPS.refusal(concern)
