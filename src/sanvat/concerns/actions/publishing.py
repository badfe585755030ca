"""What of an answered matter everybody may read, and that it is taken down again."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.concerns import access
from sanvat.concerns.actions.identity import facts_of
from sanvat.concerns.actions.turns import held, needed, refuse_confidential
from sanvat.concerns.models import Concern, Publication
from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.secrets import veiled
from sanvat.records.versions import check_version
from sanvat.text.fold import fold
from sanvat.text.tidy import tidy

State = Concern.State
LEAST_OF_AN_ADDRESS = 4
"""Words from which on an address leads to a house."""


@transaction.atomic
def publish(
    concern: Concern,
    *,
    title: str,
    text: str,
    answer: str,
    seen: str = "",
    by: User,
    at: datetime,
) -> Publication:
    """By who leads: publish an answered matter in words that do not tell who sent it; the original
    stays as it was. Publishing again replaces what was published.

    Refuses a denunciation (`confidential`), where the sender does not allow it (`not-allowed`),
    one that is not answered (`not-answered`), and words in which the sender's name, telephone,
    e-mail or address, or a personal number, stand (ValidationError at the field); and where it was
    published otherwise since it was `seen` (`changed-meanwhile`).
    """
    concern = held(concern)
    require(access.leads(by, concern))
    refuse_confidential(concern)
    if not concern.allows_publication:
        raise Refusal(
            _("Người gửi không đồng ý công khai việc này. Hãy trả lời riêng qua mã theo dõi."),
            code="not-allowed",
        )
    if concern.state not in (State.ANSWERED, State.CLOSED):
        raise Refusal(
            _("Việc này chưa trả lời xong nên chưa công khai được. Hãy trả lời trước."),
            code="not-answered",
        )
    words = {
        "title": tidy(title),
        "text": needed("text", text, _("Hãy viết nội dung sẽ đăng.")),
        "answer": needed("answer", answer, _("Hãy viết câu trả lời sẽ đăng.")),
    }
    if not words["title"]:
        raise ValidationError({"title": _("Hãy đặt tiêu đề.")})
    refuse_telling(concern, words)
    standing = Publication.objects.filter(concern=concern).first()
    check_version(seen, standing)
    publication = standing or Publication(
        concern=concern, is_demonstration=concern.is_demonstration
    )
    for name, value in words.items():
        setattr(publication, name, value)
    publication.published_at, publication.published_by = at, by
    publication.withdrawn_at = publication.withdrawn_by = None
    publication.withdrawn_reason = ""
    publication.full_clean(exclude=["concern", "published_by"], validate_constraints=False)
    publication.save()
    changes = {name: (None, value) for name, value in words.items()}
    journal.write("publish", by=by, subject=publication, at=at, changes=changes)
    return publication


def refuse_telling(concern: Concern, words: dict[str, str]) -> None:
    """What somebody could be found by does not stand in what is published. The programme looks at
    the sealed facts itself; nobody reads them for that."""
    facts = facts_of(concern)
    faults = {}
    for field, value in words.items():
        folded = f" {fold(value)} "
        figures = "".join(filter(str.isdigit, value))
        found = [
            name
            for name in ("name", "email", "address")
            if _tells(name, fold(facts.get(name, ""))) and f" {fold(facts[name])} " in folded
        ]
        phone = "".join(filter(str.isdigit, facts.get("phone", "")))
        if len(phone) >= 8 and phone[-8:] in figures:
            found.append("phone")
        if found or veiled(value) != value:
            faults[field] = _(
                "Trong này có tên, số điện thoại, thư điện tử, địa chỉ hoặc số định danh của người "
                "gửi. Hãy bỏ đi trước khi đăng."
            )
    if faults:
        raise ValidationError(faults)


def _tells(name: str, folded: str) -> bool:
    """Whether this leads to somebody. A hamlet alone does not: many matters are about one."""
    return bool(folded) and (name != "address" or len(folded.split()) >= LEAST_OF_AN_ADDRESS)


@transaction.atomic
def unpublish(publication: Publication, *, reason: str, by: User, at: datetime) -> Publication:
    """By who leads: take it down, and say why."""
    concern = held(publication.concern)
    publication = locked(publication)
    require(access.leads(by, concern))
    why = tidy(reason)
    if not why:
        raise ValidationError({"reason": _("Hãy ghi vì sao gỡ.")})
    if publication.withdrawn_at is not None:
        raise Refusal(_("Việc này đã được gỡ rồi. Hãy tải lại trang."), code="withdrawn-before")
    _withdraw(publication, why[:300], by=by, at=at)
    return publication


def take_down(concern: Concern, reason: str, *, by: User | None, at: datetime) -> None:
    """Within another act, which has locked the matter: what is published of it is so no more."""
    publication = Publication.objects.filter(concern=concern, withdrawn_at=None).first()
    if publication is not None:
        _withdraw(locked(publication), reason, by=by, at=at)


def _withdraw(publication: Publication, reason: str, *, by: User | None, at: datetime) -> None:
    publication.withdrawn_at, publication.withdrawn_by = at, by
    publication.withdrawn_reason = reason
    publication.full_clean(exclude=["concern", "published_by", "withdrawn_by"])
    publication.save()
    journal.write("unpublish", by=by, subject=publication, at=at, note=reason)
