"""What offices settle: who answers for what, who may see denunciations, limits, ready answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from sanvat.concerns import access
from sanvat.concerns.models import Concern, Confidant, OfficeLimit, Route, Template
from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.locks import locked, take_turns
from sanvat.records.versions import check_version
from sanvat.rules import concerns as rules
from sanvat.text.tidy import tidy


@transaction.atomic
def set_route(
    place: Place,
    subject: str,
    organisation: Organisation,
    *,
    first: date,
    source: str = "",
    by: User,
    at: datetime,
) -> Route:
    """By who keeps the programme in the place: from a day on, a subject ("" for every other) goes
    to this body there. The route before ends the day before. Matters that are with somebody stay.

    Refuses a body that lies elsewhere (`elsewhere`) and a day before the one in force began
    (`first`).
    """
    require(access.may_settle_for(by, place))
    if subject and subject not in {each.key for each in rules.subjects()}:
        raise ValidationError({"subject": _("Hãy chọn lĩnh vực.")})
    if organisation.place is not None and not (
        place.covers(organisation.place) or organisation.place.covers(place)
    ):
        raise Refusal(
            _("Cơ quan này ở địa bàn khác. Hãy chọn cơ quan của địa bàn, hoặc cấp trên của nó."),
            code="elsewhere",
        )
    take_turns(f"route {place.pk} {subject}")
    before = Route.objects.filter(place=place, subject=subject, valid__upper_inf=True).first()
    _end_before(before, first)
    route = Route(
        place=place,
        subject=subject,
        organisation=organisation,
        valid=DateRange(first, None),
        source=tidy(source),
        made_by=by,
        made_at=at,
    )
    route.full_clean(exclude=["place", "organisation", "made_by"])
    route.save()
    changes = {
        "organisation": (before.organisation if before else None, organisation),
        "subject": (None, subject),
    }
    journal.write("set_route", by=by, subject=route, at=at, changes=changes)
    return route


@transaction.atomic
def end_route(route: Route, *, last: date, by: User, at: datetime) -> Route:
    """By who keeps the programme in the place: it holds to the end of this day."""
    route = locked(route, "place", "organisation")
    require(access.may_settle_for(by, route.place))
    _end(route, last)
    journal.write("end_route", by=by, subject=route, at=at, changes={"last": (None, last)})
    return route


@transaction.atomic
def name_confidant(
    organisation: Organisation, person: User, *, paper: str, first: date, by: User, at: datetime
) -> Confidant:
    """By who gives roles in the body: this person deals with its denunciations, and so sees that
    there are any. Refuses who does not deal with matters there (`not-of-this-body`)."""
    require(access.may_name_confidant(by, organisation))
    paper = tidy(paper)
    if not paper:
        raise ValidationError({"paper": _("Hãy ghi văn bản giao việc.")})
    if not access.posts_of(organisation.pk).filter(user=person).exists():
        raise Refusal(
            _("Người này không xử lý phản ánh ở cơ quan ấy. Hãy giao vai trò cho họ trước."),
            code="not-of-this-body",
        )
    take_turns(f"confidant {organisation.pk} {person.pk}")
    named = Confidant(
        organisation=organisation,
        user=person,
        valid=DateRange(first, None),
        paper=paper,
        named_by=by,
        named_at=at,
    )
    named.full_clean(exclude=["named_by"])
    named.save()
    changes = {"user": (None, person), "paper": (None, paper)}
    journal.write("name_confidant", by=by, subject=named, at=at, changes=changes)
    return named


@transaction.atomic
def end_confidant(named: Confidant, *, last: date, by: User, at: datetime) -> Confidant:
    """By who gives roles in the body: they see its denunciations to the end of this day. Refuses
    the last one named while a denunciation is open there (`last-confidant`): nobody could read it.
    """
    named = locked(named, "organisation__place", "user")
    require(access.may_name_confidant(by, named.organisation))
    others = access.confidants_of(named.organisation_id).exclude(user=named.user_id)
    waiting = Concern.objects.open().filter(
        is_confidential=True, organisation=named.organisation_id
    )
    if waiting.exists() and not others.exists():
        raise Refusal(
            _(
                "Đây là người duy nhất được giao mà cơ quan còn đơn chưa giải quyết. Hãy giao thêm "
                "một người khác trước."
            ),
            code="last-confidant",
        )
    _end(named, last)
    journal.write("end_confidant", by=by, subject=named, at=at, changes={"last": (None, last)})
    return named


@transaction.atomic
def set_limit(
    place: Place | None,
    key: str,
    allowed: int,
    *,
    paper: str,
    first: date,
    by: User,
    at: datetime,
) -> OfficeLimit:
    """By who keeps the programme in the place (None: the country): from a day on, a limit
    (`rules.concerns.Limit.key`) is this number of days there, as the `paper` says. The same number
    as the law's confirms it.

    Where the law gives a number it may be confirmed, or shortened, and never lengthened
    (`longer-than-the-law`). Clocks that run stay as they are.
    """
    require(access.may_settle_for(by, place))
    paper = tidy(paper)
    if not paper:
        raise ValidationError({"paper": _("Hãy ghi văn bản làm căn cứ.")})
    limit = next((each for each in rules.limits_on(first) if each.key == key), None)
    if limit is None:
        raise ValidationError({"key": _("Hãy chọn thời hạn có trong danh sách.")})
    if not limit.is_left_open and allowed > limit.allowed:
        raise Refusal(
            _("Luật cho %(n)s ngày; cơ quan chỉ đặt ngắn hơn hoặc bằng. Hãy ghi lại số ngày.")
            % {"n": limit.allowed},
            code="longer-than-the-law",
        )
    take_turns(f"limit {place.pk if place else ''} {key}")
    before = OfficeLimit.objects.filter(place=place, key=key, valid__upper_inf=True).first()
    _end_before(before, first)
    said = OfficeLimit(
        place=place,
        key=key,
        allowed=allowed,
        valid=DateRange(first, None),
        paper=paper,
        made_by=by,
        made_at=at,
    )
    said.full_clean(exclude=["place", "made_by"])
    said.save()
    changes = {"allowed": (before.allowed if before else None, allowed), "paper": (None, paper)}
    journal.write("set_limit", by=by, subject=said, at=at, changes=changes)
    return said


@transaction.atomic
def end_limit(said: OfficeLimit, *, last: date, by: User, at: datetime) -> OfficeLimit:
    """By who keeps the programme in the place: the law's own number holds again after this day."""
    said = locked(said, "place")
    require(access.may_settle_for(by, said.place))
    _end(said, last)
    journal.write("end_limit", by=by, subject=said, at=at, changes={"last": (None, last)})
    return said


@transaction.atomic
def save_template(
    template: Template | None,
    *,
    name: str,
    subject: str,
    text: str,
    seen: str = "",
    by: User,
    at: datetime,
) -> Template:
    """By who deals with matters in a body: keep a ready answer, or change one of the body's.
    Refuses where a colleague changed it since it was `seen` (`changed-meanwhile`)."""
    require(access.may_enter(by))
    assert by.acting is not None
    if template is None:
        template = Template(organisation=by.acting.organisation, made_by=by, made_at=at)
    else:
        template = locked(template, "organisation")
        check_version(seen, template)
        require(template.organisation_id == by.acting.organisation_id)
    if subject and subject not in {each.key for each in rules.subjects()}:
        raise ValidationError({"subject": _("Hãy chọn lĩnh vực.")})
    given = {"name": tidy(name), "subject": subject, "text": text}
    changes = {
        field: (getattr(template, field), value)
        for field, value in given.items()
        if getattr(template, field) != value
    }
    for field, value in given.items():
        setattr(template, field, value)
    template.full_clean(exclude=["made_by"])
    template.save()
    if changes:
        journal.write("save_template", by=by, subject=template, at=at, changes=changes)
    return template


@transaction.atomic
def remove_template(template: Template, *, by: User, at: datetime) -> None:
    """By who deals with matters in its body: nobody is offered it any more."""
    template = locked(template)
    require(access.may_enter(by))
    assert by.acting is not None
    require(template.organisation_id == by.acting.organisation_id)
    journal.write("remove_template", by=by, subject=template, at=at)
    template.delete()


def _end_before(row: Route | OfficeLimit | None, first: date) -> None:
    """What held until now ends the day before; one from that very day on is taken away whole."""
    if row is None:
        return
    valid = row.valid
    if valid.lower > first:
        raise ValidationError(
            {"first": _("Ngày này trước ngày bắt đầu của lần ghi gần nhất. Hãy chọn ngày sau.")}
        )
    row.valid = DateRange(valid.lower, first)
    row.save(update_fields=["valid"])


def _end(row: Route | OfficeLimit | Confidant, last: date) -> None:
    valid = row.valid
    if valid.isempty or (valid.upper is not None and valid.upper <= timezone.localdate()):
        raise Refusal(_("Việc này đã hết hiệu lực. Hãy tải lại trang."), code="ended-before")
    if last < valid.lower - timedelta(days=1):
        raise ValidationError({"last": _("Ngày cuối không trước ngày đầu.")})
    row.valid = DateRange(valid.lower, last + timedelta(days=1))
    row.save(update_fields=["valid"])
