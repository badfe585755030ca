"""A text is written, sent round, commented on, and answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.agreements import access
from sanvat.agreements.actions.telling import held, needed, short, tell_others
from sanvat.agreements.content import content_of
from sanvat.agreements.models import Agreement, Comment, Item, ItemPartner, Party, Version
from sanvat.errors import Refusal
from sanvat.indicators.models import Indicator
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy_lines

FEWEST_PARTIES = 2
MOST_PARTIES = 12
MOST_ITEMS = 200

Changes = dict[str, tuple[Any, Any]]


@transaction.atomic
def draft(
    title: str,
    place: Place,
    parties: Sequence[Organisation],
    *,
    starts_on: date,
    ends_on: date,
    by: User,
    at: datetime,
    kind: str = Agreement.Kind.PROGRAMME,
    regulation: Agreement | None = None,
    is_demonstration: bool = False,
    **fields: Any,
) -> Agreement:
    """Begin the text of a regulation or a yearly programme, with its parties in their order.

    `fields` are of `Agreement.EDITED`. Who keeps the programme in the place may, and who acts for
    one of the parties. ValidationError at `parties` where fewer than two bodies agree, or one
    stands there twice; at `regulation` where it is none that the person sees.
    """
    require(access.may_draft(by, place, parties))
    _check_parties(parties)
    _check_regulation(regulation, kind, by)
    assert by.acting is not None
    agreement = Agreement(
        kind=kind,
        regulation=regulation,
        title=title,
        place=place,
        starts_on=starts_on,
        ends_on=ends_on,
        drafted_by=by,
        drafted_for=by.acting.organisation,
        drafted_at=at,
        is_demonstration=demonstration.marks(by, is_demonstration),
    )
    _put(agreement, fields)
    agreement.full_clean()
    agreement.save()
    for order, organisation in enumerate(parties, start=1):
        Party.objects.create(agreement=agreement, organisation=organisation, order=order)
    changes = {"title": (None, agreement.title), "parties": (None, [str(p) for p in parties])}
    journal.write("draft_agreement", by=by, subject=agreement, at=at, changes=changes)
    text = _("%(who)s đang soạn: %(title)s.") % {"who": by.acting, "title": short(agreement)}
    tell_others(agreement, text, about=agreement, by=by, at=at)
    return agreement


def _check_parties(parties: Sequence[Organisation]) -> None:
    fault = ""
    if len({each.pk for each in parties}) != len(parties):
        fault = _("Một cơ quan chỉ đứng một lần. Hãy bỏ tên lặp lại.")
    elif len(parties) < FEWEST_PARTIES:
        fault = _("Cần ít nhất hai bên. Hãy chọn thêm cơ quan cùng ký.")
    elif len(parties) > MOST_PARTIES:
        fault = _("Nhiều nhất %(most)s bên. Hãy bỏ bớt.") % {"most": MOST_PARTIES}
    elif any(each.kind in access.NEVER_A_PARTY for each in parties):
        fault = _("Chủ thể, hội đồng và tổ tư vấn không ký văn bản phối hợp. Hãy chọn cơ quan.")
    if fault:
        raise ValidationError({"parties": ValidationError(fault, code="parties")})


def _check_regulation(regulation: Agreement | None, kind: str, by: User) -> None:
    if regulation is None:
        return
    seen = Agreement.objects.visible_to(by).filter(pk=regulation.pk)
    if kind != Agreement.Kind.PROGRAMME or regulation.kind != Agreement.Kind.REGULATION:
        raise ValidationError(
            {"regulation": _("Chỉ chương trình năm mới đứng dưới một quy chế. Hãy xem lại.")}
        )
    if not seen.exists():
        raise ValidationError({"regulation": _("Không tìm thấy quy chế này.")})


def _put(agreement: Agreement, fields: Mapping[str, Any]) -> Changes:
    if unknown := set(fields) - set(Agreement.EDITED):
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")
    changes: Changes = {}
    for name, value in fields.items():
        value = tidy_lines(value) if isinstance(value, str) else value
        before = getattr(agreement, name)
        if before != value:
            setattr(agreement, name, value)
            changes[name] = (before, value)
    return changes


@transaction.atomic
def change_agreement(
    agreement: Agreement, *, by: User, at: datetime, seen: str = "", **fields: Any
) -> bool:
    """Change the text of a draft (`Agreement.EDITED`); returns whether anything did.

    Refuses one that is signed (`agreement-<state>`), and one no longer as it was `seen`
    (`changed-meanwhile`).
    """
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    _check_drafted(agreement)
    check_version(seen, agreement)
    changes = _put(agreement, fields)
    if changes:
        agreement.full_clean()
        agreement.save()
        journal.write("change_agreement", by=by, subject=agreement, at=at, changes=changes)
    return bool(changes)


def _check_drafted(agreement: Agreement) -> None:
    if not agreement.is_drafted:
        raise Agreement.STEPS.refusal(agreement)


@transaction.atomic
def change_party(party: Party, *, by: User, at: datetime, seen: str = "", **fields: Any) -> bool:
    """Say who stands for a party, in which capacity, and what it takes upon itself."""
    agreement = held(party.agreement)
    require(access.may_work(by, agreement))
    _check_drafted(agreement)
    party = locked(party, "organisation")
    check_version(seen, party)
    changes: Changes = {}
    for name in Party.EDITED:
        before, value = getattr(party, name), tidy_lines(fields.get(name, getattr(party, name)))
        if before != value:
            setattr(party, name, value)
            changes[f"party.{name}"] = (before, value)
    if changes:
        party.full_clean(validate_constraints=False)
        party.save()
        note = str(party)
        journal.write("change_party", by=by, subject=agreement, at=at, changes=changes, note=note)
    return bool(changes)


# Items


@transaction.atomic
def add_item(
    agreement: Agreement,
    text: str,
    lead: Party,
    *,
    by: User,
    at: datetime,
    partners: Mapping[Party, str] | None = None,
    number: int | None = None,
    **fields: Any,
) -> Item:
    """Put a content into a draft, behind the others or at the `number` given.

    `partners`: each with what it does, "" where that is not said. `fields`: duty, indicator,
    product, due_on, note, comes_from. Refuses a signed text (`agreement-<state>`).
    """
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    _check_drafted(agreement)
    item = put_item(agreement, text, lead, partners=partners or {}, number=number, **fields)
    changes = {"item": (None, str(item))}
    journal.write("add_agreement_item", by=by, subject=agreement, at=at, changes=changes)
    return item


def put_item(
    agreement: Agreement,
    text: str,
    lead: Party,
    *,
    partners: Mapping[Party, str],
    number: int | None = None,
    duty: str = "",
    indicator: Indicator | None = None,
    product: str = "",
    due_on: date | None = None,
    note: str = "",
    comes_from: Item | None = None,
) -> Item:
    """A new item of an agreement that the caller holds; writes no journal."""
    kept = list(agreement.items.all())
    if len(kept) >= MOST_ITEMS:
        raise Refusal(
            _("Một văn bản có nhiều nhất %(most)s nội dung. Hãy gộp bớt.") % {"most": MOST_ITEMS},
            code="too-many-items",
        )
    number = min(number or len(kept) + 1, len(kept) + 1)
    for each in kept:
        if each.number >= number:
            each.number += 1
            each.save(update_fields=["number"])
    item = Item(
        agreement=agreement,
        number=number,
        text=tidy_lines(text),
        lead=lead,
        duty=tidy_lines(duty),
        indicator=indicator,
        product=product,
        due_on=due_on,
        note=tidy_lines(note),
        comes_from=comes_from,
    )
    check_item(item, partners)
    item.save()
    ItemPartner.objects.bulk_create(
        ItemPartner(item=item, party=party, duty=tidy_lines(duty))
        for party, duty in partners.items()
    )
    return item


def check_item(item: Item, partners: Mapping[Party, str]) -> None:
    """What an item must be, whoever writes it: ValidationError at the field that is wrong."""
    needed(item.text, "text", _("Hãy ghi nội dung."))
    item.full_clean(validate_constraints=False, validate_unique=False)
    agreement = item.agreement
    if any(each.agreement_id != agreement.pk for each in (item.lead, *partners)):
        raise ValidationError({"lead": _("Bên này không thuộc văn bản. Hãy chọn lại.")})
    if item.lead in partners:
        raise ValidationError({"partners": _("Bên chủ trì không phối hợp với chính mình.")})
    if item.due_on and not agreement.starts_on <= item.due_on <= agreement.ends_on:
        raise ValidationError(
            {"due_on": _("Hạn nằm ngoài thời gian của văn bản. Hãy chọn ngày khác.")}
        )


@transaction.atomic
def change_item(
    item: Item,
    *,
    by: User,
    at: datetime,
    seen: str = "",
    partners: Mapping[Party, str] | None = None,
    **fields: Any,
) -> bool:
    """Change a content of a draft; `partners` replaces them all, None leaves them.

    `fields`: text, lead, duty, indicator, product, due_on, note.
    """
    agreement = held(item.agreement)
    require(access.may_work(by, agreement))
    _check_drafted(agreement)
    item = locked(item, "lead__organisation", "indicator")
    item.agreement = agreement
    check_version(seen, *item_rows(item))
    changes = write_item(item, fields, partners)
    if changes:
        journal.write(
            "change_agreement_item",
            by=by,
            subject=agreement,
            at=at,
            changes=changes,
            note=str(item),
        )
    return bool(changes)


def item_rows(item: Item) -> list[Any]:
    """What a form of an item is filled from, for its version."""
    return [item, *item.partners.all()]


ITEM_FIELDS = ("text", "lead", "duty", "indicator", "product", "due_on", "note")


def write_item(
    item: Item, fields: Mapping[str, Any], partners: Mapping[Party, str] | None
) -> Changes:
    """Change an item that the caller holds; returns what that changed and writes no journal."""
    if unknown := set(fields) - set(ITEM_FIELDS):
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")
    changes: Changes = {}
    for name, value in fields.items():
        value = tidy_lines(value) if isinstance(value, str) else value
        before = getattr(item, name)
        if before != value:
            setattr(item, name, value)
            changes[f"item.{name}"] = (before, value)
    kept = {each.party: each.duty for each in item.partners.select_related("party__organisation")}
    wanted = kept if partners is None else {p: tidy_lines(d) for p, d in partners.items()}
    check_item(item, wanted)
    if changes:
        item.save()
    if wanted != kept:
        item.partners.all().delete()
        ItemPartner.objects.bulk_create(
            ItemPartner(item=item, party=party, duty=duty) for party, duty in wanted.items()
        )
        changes["item.partners"] = ([str(p) for p in kept], [str(p) for p in wanted])
    return changes


@transaction.atomic
def remove_item(item: Item, *, by: User, at: datetime) -> None:
    """Take a content out of a draft; those behind it move up."""
    agreement = held(item.agreement)
    require(access.may_work(by, agreement))
    _check_drafted(agreement)
    found = agreement.items.filter(pk=item.pk).first()
    if found is None:
        raise Refusal(
            _("Nội dung này vừa được người khác bỏ. Hãy mở lại trang để xem bản hiện nay."),
            code="item-gone",
        )
    changes = {"item": (str(found), None)}
    number = found.number
    found.delete()
    for each in agreement.items.filter(number__gt=number):
        each.number -= 1
        each.save(update_fields=["number"])
    journal.write("remove_agreement_item", by=by, subject=agreement, at=at, changes=changes)


# Round and back


@transaction.atomic
def send_round(agreement: Agreement, *, by: User, at: datetime) -> Version:
    """Freeze the draft as a version and ask the parties what they say.

    Refuses a signed text (`agreement-<state>`), one without items (`no-items`), and one that says
    what the last version says (`nothing-new`).
    """
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    Agreement.STEPS.check(agreement, Agreement.State.COMMENTING)
    if not agreement.items.exists():
        raise Refusal(
            _("Chưa có nội dung nào để lấy ý kiến. Hãy thêm ít nhất một nội dung."),
            code="no-items",
        )
    content = content_of(agreement)
    last = agreement.versions.last()
    if last is not None and last.content == content:
        raise Refusal(
            _("Bản này giống bản đã gửi lần trước. Hãy sửa rồi gửi, hoặc ký nếu các bên đã thuận."),
            code="nothing-new",
        )
    version = freeze(agreement, Version.Kind.DRAFT, content, by=by, at=at)
    changes = Agreement.STEPS.move(agreement, Agreement.State.COMMENTING)
    agreement.save(update_fields=["state"])
    changes["version"] = (last and last.number, version.number)
    journal.write("send_round", by=by, subject=agreement, at=at, changes=changes)
    text = _("Mời góp ý bản %(number)s: %(title)s.")
    facts = {"number": version.number, "title": short(agreement)}
    tell_others(agreement, text % facts, about=agreement, by=by, at=at)
    return version


def freeze(
    agreement: Agreement, kind: str, content: Mapping[str, Any], *, by: User, at: datetime
) -> Version:
    """The next version of an agreement that the caller holds."""
    version: Version = Version.objects.create(
        agreement=agreement,
        number=agreement.versions.count() + 1,
        kind=kind,
        content=content,
        made_by=by,
        made_at=at,
    )
    return version


@transaction.atomic
def comment(
    agreement: Agreement, text: str, *, by: User, at: datetime, item: Item | None = None
) -> Comment:
    """Say something about the version that is out, as a whole or about one item.

    Anybody may who acts for a party or for whoever drafts. Refuses where no version is out
    (`agreement-<state>`).
    """
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    if agreement.state != Agreement.State.COMMENTING:
        raise Agreement.STEPS.refusal(agreement)
    if item is not None and item.agreement_id != agreement.pk:
        raise ValidationError({"item": _("Nội dung này không thuộc văn bản. Hãy chọn lại.")})
    assert by.acting is not None
    said: Comment = Comment(
        version=agreement.versions.last(),
        item=item,
        about=str(item) if item else "",
        text=needed(tidy_lines(text), "text", _("Hãy ghi ý kiến.")),
        by=by,
        organisation=by.acting.organisation,
        at=at,
    )
    said.full_clean(validate_constraints=False)
    said.save()
    changes = {"comment": (None, said.text)}
    journal.write("comment_agreement", by=by, subject=agreement, at=at, changes=changes)
    line = _("%(who)s góp ý: %(title)s.")
    facts = {"who": by.acting.organisation, "title": short(agreement)}
    tell_others(agreement, line % facts, about=agreement, by=by, at=at)
    return said


@transaction.atomic
def answer_comment(comment: Comment, outcome: str, answer: str, *, by: User, at: datetime) -> None:
    """Say what becomes of a comment, and why. Whoever made it does not settle it; another of the
    parties does.

    Refuses one that is answered (`comment-answered`), and after signing (`agreement-<state>`).
    """
    agreement = held(comment.version.agreement)
    require(access.may_work(by, agreement))
    if agreement.state != Agreement.State.COMMENTING:
        raise Agreement.STEPS.refusal(agreement)
    comment = locked(comment, "organisation")
    require(comment.by_id != by.pk)
    if comment.outcome:
        raise Refusal(
            _("Ý kiến này đã được trả lời. Hãy mở lại trang để xem."), code="comment-answered"
        )
    if outcome not in Comment.Outcome.values:
        raise ValidationError({"outcome": _("Hãy chọn tiếp thu đến đâu.")})
    comment.outcome = outcome
    comment.answer = needed(tidy_lines(answer), "answer", _("Hãy ghi câu trả lời."))
    comment.answered_by, comment.answered_at = by, at
    comment.full_clean(validate_constraints=False)
    comment.save()
    changes = {"answer": (None, comment.answer), "outcome": (None, comment.outcome)}
    journal.write("answer_comment", by=by, subject=agreement, at=at, changes=changes)
    text = _("Đã trả lời ý kiến về: %(title)s.") % {"title": short(agreement)}
    tell_others(agreement, text, about=agreement, by=by, at=at)
