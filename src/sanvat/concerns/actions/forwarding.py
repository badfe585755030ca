"""Matters that a body forwards to another city by Open311; they stay with the body."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.concerns import access, georeport, jobs
from sanvat.concerns.actions.publishing import refuse_telling
from sanvat.concerns.actions.turns import held, needed, refuse_confidential, tell_people
from sanvat.concerns.models import Concern, Endpoint, Forwarding, Turn
from sanvat.errors import Refusal
from sanvat.follow import outgoing
from sanvat.follow.models import Fault
from sanvat.follow.outgoing import Answer
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.text.tidy import tidy

State = Forwarding.State
MOST_ENDPOINTS = 5
"""Endpoints of a body that are not ended."""
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 600)]
"""Between the tries of a sending of which it is certain that it did not arrive."""
ID_AFTER = timedelta(minutes=5)
"""When a token is asked for its number."""
READ_EVERY = timedelta(hours=6)
ASKED_AGAIN_AFTER = timedelta(minutes=1)
"""Between two questions that people have asked."""
READ_FOR = timedelta(days=180)
"""How long that city is asked how far it is."""


@transaction.atomic
def set_endpoint(
    *,
    name: str,
    url: str,
    service_code: str,
    jurisdiction: str = "",
    spelling: str = "json",
    key: str = "",
    by: User,
    at: datetime,
) -> Endpoint:
    """By who deals with matters in a body: note where another city takes them. Its key is sealed
    and never shown again.

    Refuses an address that is not HTTPS on the public internet (ValidationError at `url`), and one
    too many (`too-many-endpoints`).
    """
    require(access.may_enter(by))
    assert by.acting is not None
    organisation = locked(by.acting.organisation)
    if Endpoint.objects.in_use().filter(organisation=organisation).count() >= MOST_ENDPOINTS:
        raise Refusal(
            _("Cơ quan đã ghi %(most)d nơi nhận. Hãy bỏ nơi không dùng nữa trước.")
            % {"most": MOST_ENDPOINTS},
            code="too-many-endpoints",
        )
    try:
        target = outgoing.target_of(url.strip())
    except ValidationError as error:
        raise ValidationError({"url": error}) from None
    if "?" in target.path:
        raise ValidationError(
            {"url": _("Hãy ghi địa chỉ tới phiên bản, không kèm dấu hỏi, ví dụ …/open311/v2")}
        )
    endpoint = Endpoint(
        organisation=organisation,
        name=tidy(name),
        url=url.strip().rstrip("/"),
        jurisdiction=tidy(jurisdiction),
        service_code=tidy(service_code),
        spelling=spelling,
        sealed_key=georeport.sealed(key.strip()),
        made_by=by,
        made_at=at,
    )
    endpoint.full_clean(exclude=["organisation", "made_by"])
    endpoint.save()
    journal.write("set_endpoint", by=by, subject=endpoint, at=at)
    return endpoint


@transaction.atomic
def end_endpoint(endpoint: Endpoint, *, by: User, at: datetime) -> Endpoint:
    """By who deals with matters in the body: forward nothing there any more; its key is erased.
    What waits is not sent, what is there is not asked for. Refuses one that is ended
    (`endpoint-ended`)."""
    endpoint = locked(endpoint)
    require(_is_of(endpoint, by))
    if endpoint.ended_at is not None:
        raise Refusal(_("Nơi nhận này đã bỏ rồi. Hãy tải lại trang."), code="endpoint-ended")
    endpoint.ended_at, endpoint.ended_by, endpoint.sealed_key = at, by, ""
    endpoint.save()
    waiting = endpoint.forwardings.filter(state=State.WAITING)
    waiting.update(state=State.WITHDRAWN, due_at=None, taken_at=None)
    endpoint.forwardings.update(due_at=None)
    journal.write("end_endpoint", by=by, subject=endpoint, at=at)
    return endpoint


def _is_of(endpoint: Endpoint, user: User) -> bool:
    return (
        access.may_enter(user)
        and user.acting is not None
        and user.acting.organisation_id == endpoint.organisation_id
    )


@transaction.atomic
def forward(
    concern: Concern,
    endpoint: Endpoint,
    *,
    text: str,
    service_code: str = "",
    by: User,
    at: datetime,
) -> Forwarding:
    """By who leads: send a matter to another city too, in words (`text`) that do not tell who sent
    it. It stays with the body, whose clock goes on; the sender is told.

    Refuses a denunciation (`confidential`), one that has ended, one that is there already
    (`forwarded-already`), an endpoint that is ended (`endpoint-ended`), and words in which the
    sender's name, telephone, e-mail or address stand (ValidationError at `text`).
    """
    concern = held(concern)
    endpoint = locked(endpoint)
    require(access.leads(by, concern) and _is_of(endpoint, by))
    refuse_confidential(concern)
    if not concern.is_open:
        raise Concern.STEPS.refusal(concern)
    if endpoint.ended_at is not None:
        raise Refusal(
            _("Nơi nhận này đã bỏ. Hãy chọn nơi khác, hoặc ghi lại nơi này."), code="endpoint-ended"
        )
    if concern.forwardings.filter(endpoint=endpoint, state__in=Forwarding.RUNNING).exists():
        raise Refusal(
            _("Việc này đã gửi tới nơi ấy. Hãy xem tình trạng ở trang Open311."),
            code="forwarded-already",
        )
    words = needed("text", text, _("Hãy viết nội dung gửi đi."))
    refuse_telling(concern, {"text": words})
    forwarding = Forwarding(
        concern=concern,
        endpoint=endpoint,
        service_code=tidy(service_code) or endpoint.service_code,
        text=words,
        by=by,
        at=at,
        due_at=at,
    )
    forwarding.full_clean(exclude=["concern", "endpoint", "by"], validate_constraints=False)
    forwarding.save()
    said = _("Việc của bạn được gửi thêm tới %(name)s, không nêu người gửi.")
    assert by.acting is not None
    Turn.objects.create(
        concern=concern,
        state=concern.state,
        said=said % {"name": endpoint.name},
        organisation=by.acting.organisation,
        by=by,
        at=at,
    )
    jobs.ask_to_tell(concern)
    journal.write("forward", by=by, subject=concern, at=at, changes={"endpoint": (None, endpoint)})
    transaction.on_commit(lambda: jobs.forward_soon(forwarding.pk, endpoint.pk))
    return forwarding


@transaction.atomic
def forward_again(forwarding: Forwarding, *, by: User, at: datetime) -> Forwarding:
    """By who leads: try once more, after looking there whether it has not arrived."""
    return _moved(forwarding, State.WAITING, act="forward_again", due_at=at, by=by, at=at)


@transaction.atomic
def note_arrived(forwarding: Forwarding, number: str, *, by: User, at: datetime) -> Forwarding:
    """By who leads: it has arrived, under this number there; from now on that city is asked."""
    their_id = tidy(number)[: georeport.LONGEST_ID]
    if not their_id:
        raise ValidationError({"number": _("Hãy ghi mã ở nơi nhận.")})
    moved = _moved(forwarding, State.SENT, act="note_arrived", due_at=at, by=by, at=at)
    moved.their_id = their_id
    moved.save()
    return moved


@transaction.atomic
def stop_forwarding(forwarding: Forwarding, *, by: User, at: datetime) -> Forwarding:
    """By who leads: what has not gone out goes no more; what is unclear is left so."""
    return _moved(forwarding, State.WITHDRAWN, act="stop_forwarding", due_at=None, by=by, at=at)


@transaction.atomic
def ask_status(forwarding: Forwarding, *, by: User, at: datetime) -> Forwarding:
    """By who leads: ask that city now how far it is, without waiting for the next time. Refuses
    what is not there or has ended (`forwarding-not-there`), and what was asked or is being asked
    at this moment (`asked-just-now`)."""
    concern = held(forwarding.concern)
    forwarding = locked(forwarding, "endpoint", "concern")
    endpoint = forwarding.endpoint
    require(access.leads(by, concern) and _is_of(endpoint, by))
    if forwarding.state != State.SENT or endpoint.ended_at is not None:
        raise Refusal(
            _("Chỉ hỏi được việc đang ở nơi nhận còn dùng. Hãy tải lại trang để xem việc tới đâu."),
            code="forwarding-not-there",
        )
    asked_at = forwarding.read_at or forwarding.tried_at
    is_new = asked_at is not None and at < asked_at + ASKED_AGAIN_AFTER
    if forwarding.taken_at is not None or is_new:
        raise Refusal(
            _("Vừa hỏi nơi nhận xong. Hãy tải lại trang, hoặc hỏi lại sau một phút."),
            code="asked-just-now",
        )
    forwarding.due_at = at
    forwarding.save()
    journal.write(
        "ask_status", by=by, subject=concern, at=at, changes={"endpoint": (None, endpoint)}
    )
    transaction.on_commit(lambda: jobs.forward_soon(forwarding.pk, endpoint.pk))
    return forwarding


def _moved(
    forwarding: Forwarding,
    to: Forwarding.State,
    *,
    act: str,
    due_at: datetime | None,
    by: User,
    at: datetime,
) -> Forwarding:
    concern = held(forwarding.concern)
    forwarding = locked(forwarding, "endpoint", "concern")
    require(access.leads(by, concern) and _is_of(forwarding.endpoint, by))
    if forwarding.taken_at is not None and forwarding.state == State.WAITING:
        raise Refusal(_("Đang gửi đúng lúc này. Hãy tải lại trang sau ít phút."), code="in-hand")
    if due_at is not None and forwarding.endpoint.ended_at is not None:
        raise Refusal(_("Nơi nhận này đã bỏ. Hãy chọn nơi khác."), code="endpoint-ended")
    changes = Forwarding.STEPS.move(forwarding, to)
    forwarding.due_at, forwarding.taken_at, forwarding.tries = due_at, None, 0
    forwarding.save()
    journal.write(act, by=by, subject=concern, at=at, changes=changes)
    return forwarding


# By the job that made the call


@transaction.atomic
def report_sending(
    forwarding: Forwarding, answer: Answer | None, *, by: None = None, at: datetime
) -> None:
    """What came of a sending. It is tried again only where it is certain that the other side did
    not take it; where nobody knows, a person looks (`unclear`), and is told. None: the job that had
    it is gone, and nobody knows."""
    forwarding = locked(forwarding, "endpoint", "concern__organisation")
    if forwarding.state != State.WAITING or forwarding.taken_at is None:
        return
    outcome = answer.outcome if answer else outgoing.Outcome(Fault.NO_LINE)
    forwarding.taken_at, forwarding.tried_at = None, at
    forwarding.http_status, forwarding.fault = outcome.status, outcome.fault
    body, spelling = answer.body if answer else b"", forwarding.endpoint.spelling
    rows = georeport.rows_in(body, spelling) if outcome.is_good else []
    row = rows[0] if rows and (rows[0].number or rows[0].token) else None
    if row is not None:
        _step(forwarding, State.SENT)
        forwarding.their_id, forwarding.their_token = row.number, row.token
        forwarding.due_at = at + (READ_EVERY if row.number else ID_AFTER)
    elif answer is not None and (not answer.is_sent or outcome.status in (429, 503)):
        if forwarding.tries <= len(WAITS):
            forwarding.due_at = at + WAITS[forwarding.tries - 1]
        else:
            _step(forwarding, State.REFUSED)
    elif outcome.status is not None and 300 <= outcome.status < 500 and outcome.status != 408:
        _step(forwarding, State.REFUSED)
        forwarding.status_notes = georeport.refusal_in(body, spelling)
    else:
        _step(forwarding, State.UNCLEAR)
    forwarding.save()
    if forwarding.state in (State.REFUSED, State.UNCLEAR):
        _tell(forwarding, at)


@transaction.atomic
def report_reading(
    forwarding: Forwarding, answer: Answer, *, by: None = None, at: datetime
) -> None:
    """What that city says of it now: its number where there was a token, then its status."""
    forwarding = locked(forwarding, "endpoint", "concern__organisation")
    if forwarding.state != State.SENT:
        return
    forwarding.taken_at, forwarding.read_at = None, at
    forwarding.http_status, forwarding.fault = answer.outcome.status, answer.outcome.fault
    good = answer.outcome.is_good
    rows = georeport.rows_in(answer.body, forwarding.endpoint.spelling) if good else []
    row = rows[0] if len(rows) == 1 else None
    had_number = bool(forwarding.their_id)
    if row is not None and not had_number:
        forwarding.their_id = row.number
    elif row is not None and row.status and row.number in ("", forwarding.their_id):
        forwarding.status, forwarding.status_notes = row.status, row.notes
    forwarding.due_at = None
    if forwarding.status == "closed":
        _step(forwarding, State.CLOSED)
    elif at < forwarding.at + READ_FOR:
        is_soon = not had_number and at < forwarding.at + timedelta(days=1)
        forwarding.due_at = at + (ID_AFTER if is_soon else READ_EVERY)
    forwarding.save()
    if forwarding.state == State.CLOSED:
        _tell(forwarding, at)


def _step(forwarding: Forwarding, to: Forwarding.State) -> None:
    Forwarding.STEPS.move(forwarding, to)
    forwarding.due_at = None


@transaction.atomic
def drop_forwarding(forwarding: Forwarding, *, by: None = None, at: datetime) -> None:
    """By the job: the matter has ended, or is with another body by now; nothing goes out, nothing
    is asked."""
    forwarding = locked(forwarding)
    forwarding.taken_at = forwarding.due_at = None
    if forwarding.state == State.WAITING:
        Forwarding.STEPS.move(forwarding, State.WITHDRAWN)
    forwarding.save()


def _tell(forwarding: Forwarding, at: datetime) -> None:
    text = _("Open311, việc %(code)s tới %(name)s: %(state)s.") % {
        "code": forwarding.concern.code,
        "name": forwarding.endpoint.name,
        "state": forwarding.get_state_display(),
    }
    tell_people(forwarding.concern, text, organisation=forwarding.endpoint.organisation_id, at=at)
