"""The people who act for a producer, and what each may do."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.parties.access import is_operator, require
from sanvat.parties.models import Membership, Role, User
from sanvat.products import access
from sanvat.products.models import PersonRights, Producer
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version


@transaction.atomic
def add_person(
    producer: Producer, user: User, *, rights: str, by: User, at: datetime
) -> Membership:
    """Let somebody with an account act for the producer, with what they may do there.

    Who has no account yet is invited with `parties.actions.invite`; rights follow when they
    came, with `change_rights`. Refuses who is there already (`already-member`) and oneself
    (`own-role`), as `parties.actions.grant_role` does.
    """
    require(access.may_manage_people(by, producer))
    _known_rights(rights)
    membership = parties.grant_role(user, producer.organisation, Role.PRODUCER, by=by, at=at)
    PersonRights.objects.create(membership=membership, rights=rights)
    journal.write(
        "add_person",
        by=by,
        subject=producer,
        at=at,
        changes={"rights": (None, rights)},
        note=str(user),
    )
    return membership


@transaction.atomic
def change_rights(
    membership: Membership, *, rights: str, by: User, at: datetime, seen: str = ""
) -> bool:
    """Say anew what a person may do. Returns whether that changed anything.

    Refuses somebody who acts for the producer no more (`already-ended`), to leave a producer
    without anybody who manages (`last-manager`), and where what was said of the person's rights
    is no longer as it was `seen` (`changed-meanwhile`).
    """
    producer = _producer_of(membership)
    require(access.may_manage_people(by, producer))
    _known_rights(rights)
    if not access.people_of(producer.organisation_id).filter(pk=membership.pk).exists():
        raise Refusal(
            _("Tư cách này đã kết thúc từ trước. Nếu cần, hãy mời lại người ấy."),
            code="already-ended",
        )
    check_version(seen, PersonRights.objects.filter(membership=membership).first())
    before = access.rights_of(membership)
    if before == rights:
        return False
    if before == PersonRights.Rights.MANAGE:
        _keep_a_manager(producer, membership, staying=True)
    PersonRights.objects.update_or_create(membership=membership, defaults={"rights": rights})
    journal.write(
        "change_rights",
        by=by,
        subject=producer,
        at=at,
        changes={"rights": (before, rights)},
        note=str(membership.user),
    )
    return True


def person_leaves(membership: Membership, *, by: User, at: datetime) -> None:
    """What it means for a producer that somebody acts for it no more; part of the act
    `parties.actions.end_membership`, whoever calls that (see apps.py).

    Refuses to leave people behind of whom nobody manages (`last-manager`). The operator ends any
    role, whoever stays.
    """
    if membership.role != Role.PRODUCER or is_operator(by):
        return
    if not Producer.objects.filter(organisation=membership.organisation_id).exists():
        return
    producer = _producer_of(membership)
    require(access.may_manage_people(by, producer) or membership.user_id == by.pk)
    if access.rights_of(membership) == PersonRights.Rights.MANAGE:
        _keep_a_manager(producer, membership, staying=False)
    journal.write("remove_person", by=by, subject=producer, at=at, note=str(membership.user))


def _producer_of(membership: Membership) -> Producer:
    producer = Producer.objects.only("pk").get(organisation=membership.organisation_id)
    return locked(producer, "organisation", "current_place")


def _known_rights(rights: str) -> None:
    if rights not in PersonRights.Rights.values:
        raise ValidationError(
            {"rights": ValidationError(_("Hãy chọn một trong các quyền."), code="rights")}
        )


def _keep_a_manager(producer: Producer, giving_up: Membership, *, staying: bool) -> None:
    """Who leaves may leave nobody behind, but nobody stays behind without one who manages."""
    people = list(access.people_of(producer.organisation_id))
    others = [person for person in people if person.pk != giving_up.pk]
    rights = access.rights_among(people if staying else others)
    managed = any(rights[person.pk] == PersonRights.Rights.MANAGE for person in others)
    if (staying or others) and not managed:
        raise Refusal(
            _("Không còn ai quản lý chủ thể này. Hãy giao quyền mọi việc cho người khác trước."),
            code="last-manager",
        )
