"""What can be done with producers, products, pictures, ideas and the yearly cycle.

The acts on the office's register are in `register/actions.py`; all of them are named here, so
that a door needs one import.

Every act takes `by`, the person at work, and `at`, the moment. Wrong input is a ValidationError
at its field, what is not theirs PermissionDenied, and what the rules do not allow a Refusal.
Every change writes the journal; an act that would change nothing writes nothing. Phone numbers,
addresses, e-mails and personal numbers are never written there, only that they changed, for the
journal keeps for ever what it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.parties.access import is_operator
from sanvat.parties.models import Membership, Organisation, OrganisationKind, Role, User
from sanvat.places.models import Level, Place, today_of
from sanvat.products import access, duplicates, numbers
from sanvat.products.access import require
from sanvat.products.models import (
    BusinessPlan,
    CycleStep,
    Idea,
    PersonRights,
    Producer,
    ProducerPerson,
    Product,
    ProductPicture,
    ProductVariant,
    SalesPlace,
    Source,
    YearFigure,
    legal_forms,
)
from sanvat.products.register.actions import (
    apply_import,
    decide_rows,
    discard_import,
    map_columns,
    preview_import,
    settle_word,
    start_import,
)
from sanvat.records import journal
from sanvat.records.files import PICTURES
from sanvat.records.models import StoredFile
from sanvat.rules import library
from sanvat.rules.finder import find_sets
from sanvat.rules.problems import CaseRefused
from sanvat.text.tidy import (
    tidy,
    tidy_lines,
)

__all__ = [
    "Interested",
    "SalesPoint",
    "Variant",
    "add_person",
    "add_picture",
    "advise_idea",
    "apply_import",
    "change_producer",
    "change_product",
    "change_rights",
    "decide_rows",
    "describe_picture",
    "discard_import",
    "erase_private_facts",
    "follow_the_map",
    "map_columns",
    "note_idea",
    "note_interested",
    "open_private_facts",
    "person_leaves",
    "plan_idea",
    "preview_import",
    "record_private_facts",
    "record_year_figure",
    "register_idea",
    "register_producer",
    "register_product",
    "remind_of_renewal",
    "remove_picture",
    "reorder_pictures",
    "set_aside_idea",
    "set_cycle",
    "set_sales_places",
    "set_variants",
    "settle_word",
    "start_import",
]

MOST_PICTURES = 12
MOST_VARIANTS = 30
MOST_INTERESTED = 300
FIRST_YEAR = 1990

KEPT_QUIET = frozenset({"phone", "email", "address", "tax_code_personal"})
"""Fields whose values the journal does not keep."""


# Producers


@transaction.atomic
def register_producer(
    name: str,
    place: Place,
    *,
    by: User,
    at: datetime,
    legal_form: str,
    today: Place | None = None,
    tax_code: str = "",
    registration_number: str = "",
    founded_on: date | None = None,
    representative_name: str = "",
    representative_position: str = "",
    members: int | None = None,
    workers: int | None = None,
    local_workers: int | None = None,
    address: str = "",
    phone: str = "",
    email: str = "",
    is_another: bool = False,
    is_demonstration: bool = False,
) -> Producer:
    """Enter a producer and the organisation it is (Điều 2 khoản 3); an officer of the place does.

    `place` may be a unit that is gone; where it was divided, `today` says which of its parts is
    meant. Refuses a producer of the same name in the same place (`producer-exists`) unless
    `is_another`, and always one with a tax code that another has (`tax-code-taken`).
    """
    current = _today(place, today)
    require(access.may_register_producer(by, current))
    facts = _producer_facts(
        {
            "legal_form": legal_form,
            "tax_code": tax_code,
            "registration_number": registration_number,
            "founded_on": founded_on,
            "representative_name": representative_name,
            "representative_position": representative_position,
            "members": members,
            "workers": workers,
            "local_workers": local_workers,
            "address": address,
            "phone": phone,
            "email": email,
        },
        legal_form=legal_form,
        on=timezone.localdate(at),
    )
    name = _named(tidy(name), 200)
    _refuse_known_producer(name, current, facts["tax_code"], is_another=is_another, by=by)
    organisation = Organisation(
        kind=OrganisationKind.PRODUCER,
        name=name,
        place=place,
        is_demonstration=is_demonstration,
        created_at=at,
    )
    organisation.full_clean()
    organisation.save()
    producer = Producer(
        organisation=organisation,
        place=place,
        current_place=current,
        is_demonstration=is_demonstration,
        registered_at=at,
        **facts,
    )
    producer.complete()
    _check_workers(producer)
    producer.full_clean()
    producer.save()
    changes: dict[str, tuple[Any, Any]] = {"name": (None, name), "place": (None, place)}
    changes |= {field: (None, value) for field, value in facts.items() if value not in ("", None)}
    _write("register_producer", producer, changes, by=by, at=at)
    return producer


@transaction.atomic
def change_producer(
    producer: Producer,
    *,
    by: User,
    at: datetime,
    today: Place | None = None,
    is_another: bool = False,
    **changes: Any,
) -> bool:
    """Change what is known of a producer: any field of `register_producer`, `place` and `state`.

    Answers whether anything changed. Its products move with it. Refuses as registering does,
    and a legal form for tourism alone where it has other products (`legal-form-for-tourism`).
    """
    producer = (
        Producer.objects.select_for_update(of=("self",))
        .select_related("organisation", "place", "current_place")
        .get(pk=producer.pk)
    )
    require(access.may_change_producer(by, producer))
    known = {*_PRODUCER_FACTS, "name", "place", "state"}
    _only_known(changes, known)
    before = {field: getattr(producer, field) for field in changes}
    form = changes.get("legal_form", producer.legal_form)
    after = _producer_facts(
        {k: v for k, v in changes.items() if k in _PRODUCER_FACTS},
        legal_form=form,
        on=timezone.localdate(at),
    )
    if "state" in changes:
        after["state"] = changes["state"]
    if "name" in changes:
        after["name"] = _named(tidy(changes["name"]), 200)
    if "place" in changes or today is not None:
        after["place"] = changes.get("place", producer.place)
        before["place"] = producer.place
        current = _today(after["place"], today)
        require(access.may_register_producer(by, current) or current == producer.current_place)
        before["current_place"], after["current_place"] = producer.current_place, current
    changed = {f: (before[f], v) for f, v in after.items() if before[f] != v}
    if not changed:
        return False
    if changed.keys() & {"name", "current_place", "tax_code"}:
        _refuse_known_producer(
            after.get("name", producer.name),
            after.get("current_place", producer.current_place),
            after.get("tax_code", producer.tax_code),
            is_another=is_another or not changed.keys() & {"name", "current_place"},
            besides=producer.pk,
            by=by,
        )
    for field, (_before, value) in changed.items():
        setattr(producer.organisation if field == "name" else producer, field, value)
    if "name" in changed or "place" in changed:
        producer.organisation.place = producer.place
        producer.organisation.full_clean()
        producer.organisation.save()
    _check_tourism(producer, producer.products.values_list("group", flat=True))
    producer.complete()
    _check_workers(producer)
    producer.full_clean()
    producer.save()
    if changed.keys() & {"name", "current_place"}:
        _follow_producer(producer)
    _write("change_producer", producer, changed, by=by, at=at)
    return True


_PRODUCER_FACTS = (
    "legal_form",
    "tax_code",
    "registration_number",
    "founded_on",
    "representative_name",
    "representative_position",
    "members",
    "workers",
    "local_workers",
    "address",
    "phone",
    "email",
)


def _check_workers(producer: Producer) -> None:
    if producer.local_workers is None:
        return
    if producer.workers is None:
        raise ValidationError(
            {"workers": _("Hãy ghi số lao động, rồi ghi bao nhiêu trong đó là người trong xã.")}
        )
    if producer.local_workers > producer.workers:
        raise ValidationError(
            {"local_workers": _("Lao động trong xã không nhiều hơn số lao động.")}
        )


def _producer_facts(given: Mapping[str, Any], *, legal_form: str, on: date) -> dict[str, Any]:
    """The facts as they are kept, or all that is wrong with them, each at its field."""
    checks: dict[str, Callable[[Any], Any]] = {
        "legal_form": _known_form,
        "tax_code": numbers.tax_code,
        "registration_number": lambda text: numbers.registration_number(
            text, legal_form=legal_form
        ),
        "founded_on": lambda day: _not_after(day, on),
        "phone": numbers.phone,
    }
    return _checked(given, checks)


def _checked(
    given: Mapping[str, Any], checks: Mapping[str, Callable[[Any], Any]]
) -> dict[str, Any]:
    kept, faults = {}, {}
    for field, value in given.items():
        value = tidy(value) if isinstance(value, str) else value
        try:
            kept[field] = checks[field](value) if field in checks else value
        except ValidationError as fault:
            faults[field] = fault
    if faults:
        raise ValidationError(faults)
    return kept


def _known_form(form: str) -> str:
    if form not in dict(legal_forms()):
        raise ValidationError(
            _("Hãy chọn loại hình chủ thể trong danh sách của quyết định."), code="legal-form"
        )
    return form


def _not_after(day: date | None, on: date) -> date | None:
    if day is not None and day > on:
        raise ValidationError(_("Ngày này chưa đến."), code="future")
    return day


def _named(name: str, longest: int) -> str:
    if not name:
        raise ValidationError({"name": ValidationError(_("Hãy ghi tên."), code="required")})
    if len(name) > longest:
        raise ValidationError(
            {
                "name": ValidationError(
                    _("Tên dài nhất %(longest)s chữ."), code="long", params={"longest": longest}
                )
            }
        )
    return name


def _only_known(changes: Mapping[str, Any], known: Iterable[str]) -> None:
    if unknown := set(changes) - set(known):
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")


def _today(place: Place, today: Place | None) -> Place:
    """The unit of today's map that is meant by one of any day."""
    parts = place.today_places()
    if today is not None and today in parts:
        return today
    if len(parts) == 1:
        return parts[0]
    names = ", ".join(part.full_name for part in parts)
    raise ValidationError(
        {
            "place": ValidationError(
                _("%(place)s nay nằm ở nhiều nơi: %(parts)s. Hãy chọn một nơi."),
                code="place-divided",
                params={"place": place.full_name, "parts": names},
            )
        }
    )


def _refuse_known_producer(
    name: str,
    place: Place,
    tax_code: str,
    *,
    is_another: bool,
    by: User,
    besides: int | None = None,
) -> None:
    """Whose it is, is told to those alone who see that producer anyway."""
    for known in duplicates.producers_like(name, place, tax_code=tax_code, besides=besides):
        if tax_code and known.tax_code == tax_code:
            if Producer.objects.visible_to(by).filter(pk=known.pk).exists():
                text = _("Mã số thuế này đã ghi cho %(name)s. Hãy mở chủ thể ấy, hoặc xem lại mã.")
            else:
                text = _("Mã số thuế này đã ghi cho một chủ thể khác. Hãy xem lại mã.")
            raise Refusal(text % {"name": known.name}, code="tax-code-taken")
        if not is_another:
            if Producer.objects.visible_to(by).filter(pk=known.pk).exists():
                text = _(
                    "%(place)s đã có chủ thể %(name)s. Nếu đúng là một chủ thể khác "
                    "cùng tên, hãy xác nhận rồi ghi lại."
                )
            else:
                text = _(
                    "%(place)s đã có một chủ thể tên gần giống. Nếu đúng là một chủ thể khác, "
                    "hãy xác nhận rồi ghi lại."
                )
            names = {"place": place.full_name, "name": known.name}
            raise Refusal(text % names, code="producer-exists")


def _check_tourism(producer: Producer, groups: Iterable[str]) -> None:
    """Associations, operating centres and the like may only bring tourism (Điều 2 khoản 3)."""
    forms = library.rulebook(library.CURRENT).facts["legal_forms"]
    allowed = next((f["groups"] for f in forms if f["id"] == producer.legal_form), "all")
    if allowed != "all" and any(group and group != allowed for group in groups):
        raise Refusal(
            _(
                "Loại hình %(form)s chỉ đăng ký được sản phẩm du lịch (Điều 2 khoản 3). "
                "Hãy xem lại loại hình của chủ thể, hoặc bộ tiêu chí của sản phẩm."
            )
            % {"form": producer.get_legal_form_display().lower()},
            code="legal-form-for-tourism",
        )


def _follow_producer(producer: Producer) -> None:
    """Products are found by their producer's name and place, so both are kept with them."""
    products = list(producer.products.all())
    for product in products:
        product.producer = producer
        product.follow_producer()
    Product.objects.bulk_update(products, ["current_place", "searchable"], batch_size=500)


def _write(
    act: str,
    subject: models.Model,
    changes: Mapping[str, tuple[Any, Any]],
    *,
    by: User,
    at: datetime,
    note: str = "",
) -> None:
    journal.write(act, by=by, subject=subject, at=at, changes=_discreet(changes), note=note)


def _discreet(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    return {field: _hidden(field, *pair) for field, pair in changes.items()}


def _hidden(field: str, before: Any, after: Any) -> tuple[Any, Any]:
    personal = field == "tax_code" and any(numbers.is_personal(v or "") for v in (before, after))
    if personal or field in KEPT_QUIET:
        return ("•" if before else before, "•" if after else after)
    return before, after


# The people of a producer


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
    _write("add_person", producer, {"rights": (None, rights)}, by=by, at=at, note=str(user))
    return membership


@transaction.atomic
def change_rights(membership: Membership, *, rights: str, by: User, at: datetime) -> bool:
    """Say anew what a person may do; answers whether that changed anything.

    Refuses to leave a producer without anybody who manages (`last-manager`).
    """
    producer = _producer_of(membership)
    require(access.may_manage_people(by, producer))
    _known_rights(rights)
    before = access.rights_of(membership)
    if before == rights:
        return False
    if before == PersonRights.Rights.MANAGE:
        _keep_a_manager(producer, membership, staying=True)
    PersonRights.objects.update_or_create(membership=membership, defaults={"rights": rights})
    _write(
        "change_rights",
        producer,
        {"rights": (before, rights)},
        by=by,
        at=at,
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
    _write("remove_person", producer, {}, by=by, at=at, note=str(membership.user))


def _producer_of(membership: Membership) -> Producer:
    found: Producer = (
        Producer.objects.select_for_update(of=("self",))
        .select_related("organisation", "current_place")
        .get(organisation=membership.organisation_id)
    )
    return found


def _known_rights(rights: str) -> None:
    if rights not in PersonRights.Rights.values:
        raise ValidationError(
            {"rights": ValidationError(_("Hãy chọn một trong các quyền."), code="rights")}
        )


def _keep_a_manager(producer: Producer, giving_up: Membership, *, staying: bool) -> None:
    """Who leaves may leave nobody behind, but nobody stays behind without one who manages."""
    people = list(access.people_of(producer.organisation_id).order_by("granted_at", "pk"))
    said = dict(
        PersonRights.objects.filter(membership__in=people).values_list("membership", "rights")
    )
    manage = PersonRights.Rights.MANAGE
    others = [m for m in people if m.pk != giving_up.pk]
    first = (people if staying else others)[:1]  # who manages where nothing was said
    managed = any(said.get(m.pk, manage if m in first else "") == manage for m in others)
    if (staying or others) and not managed:
        raise Refusal(
            _("Không còn ai quản lý chủ thể này. Hãy giao quyền mọi việc cho người khác trước."),
            code="last-manager",
        )


# What is private about the representative


@transaction.atomic
def record_private_facts(
    producer: Producer,
    *,
    reason: str,
    by: User,
    at: datetime,
    gender: str = "",
    ethnicity: str = "",
    is_disabled: bool | None = None,
    home_address: str = "",
) -> ProducerPerson:
    """Keep what a criterion or a form asks about the representative, with that reason.

    `reason` is a criterion or a form (`PrivateReason`). Disability is asked by A.3.2 only, the
    home address by the forms only. What was kept before is replaced. The journal says which
    facts were recorded and why, never what they are.
    """
    require(access.may_keep_private_facts(by, producer))
    person = ProducerPerson.objects.filter(producer=producer).first() or ProducerPerson(
        producer=producer
    )
    person.reason = reason
    person.gender, person.ethnicity = gender, tidy(ethnicity)
    person.is_disabled, person.home_address = is_disabled, tidy(home_address)
    person.recorded_by, person.recorded_at = by, at
    faults = {}
    if is_disabled is not None and reason != "A.3.2":
        faults["is_disabled"] = _("Chỉ tiêu chí A.3.2 hỏi về khuyết tật.")
    if person.home_address and reason == "A.3.2":
        faults["home_address"] = _("Tiêu chí A.3.2 không hỏi nơi thường trú.")
    if faults:
        raise ValidationError(faults)
    person.full_clean()
    person.save()
    kept = [f for f in _PRIVATE if getattr(person, f) not in ("", None)]
    changes = dict.fromkeys(kept, (None, "•"))
    _write("record_private_facts", producer, changes, by=by, at=at, note=reason)
    return person


_PRIVATE = ("gender", "ethnicity", "is_disabled", "home_address")


@transaction.atomic
def open_private_facts(
    producer: Producer, *, purpose: str, by: User, at: datetime
) -> ProducerPerson | None:
    """What is kept about the representative; the journal keeps who opened it and what for.

    None where nothing is kept, and then nothing is written either.
    """
    require(access.may_keep_private_facts(by, producer))
    purpose = tidy(purpose)
    if not purpose:
        raise ValidationError(
            {"purpose": ValidationError(_("Hãy ghi xem để làm gì."), code="required")}
        )
    person = ProducerPerson.objects.filter(producer=producer).first()
    if person is not None:
        _write("open_private_facts", producer, {}, by=by, at=at, note=purpose)
    return person


@transaction.atomic
def erase_private_facts(producer: Producer, *, by: User, at: datetime) -> bool:
    """Take out what is kept about the representative; answers whether there was anything."""
    require(access.may_keep_private_facts(by, producer))
    gone, _each = ProducerPerson.objects.filter(producer=producer).delete()
    if gone:
        _write("erase_private_facts", producer, {}, by=by, at=at)
    return bool(gone)


# Products


@transaction.atomic
def register_product(
    producer: Producer,
    name: str,
    *,
    by: User,
    at: datetime,
    set_number: int | None = None,
    story: str = "",
    note: str = "",
    is_another: bool = False,
    is_demonstration: bool = False,
    source: str = Source.DESK,
) -> Product:
    """Enter a product of a producer. Without `set_number` the set is suggested from its name.

    Refuses one whose name the producer has already (`product-exists`); one that looks like
    another of the same commune (`product-near`) unless `is_another`; one that this kind of
    producer may not bring (`legal-form-for-tourism`); and any of a producer that has stopped
    (`producer-closed`).
    """
    require(access.may_register_product(by, producer))
    if producer.state == Producer.State.CLOSED:
        raise Refusal(
            _("%(name)s đã ngừng hoạt động nên không ghi thêm sản phẩm được.")
            % {"name": producer.name},
            code="producer-closed",
        )
    product = Product(
        producer=producer,
        name=_named(tidy(name), 200),
        story=tidy_lines(story),
        note=tidy(note),
        source=source,
        is_demonstration=is_demonstration,
        registered_at=at,
    )
    _set_set(product, set_number)
    product.complete()
    _check_tourism(producer, [product.group])
    _refuse_known_product(product, is_another=is_another, by=by)
    product.full_clean()
    product.save()
    changes: dict[str, tuple[Any, Any]] = {
        "name": (None, product.name),
        "producer": (None, producer),
        "set_number": (None, product.set_number),
    }
    changes |= {f: (None, v) for f in ("story", "note") if (v := getattr(product, f))}
    _write("register_product", product, changes, by=by, at=at)
    return product


@transaction.atomic
def change_product(
    product: Product, *, by: User, at: datetime, is_another: bool = False, **changes: Any
) -> bool:
    """Change `name`, `set_number`, `story`, `note` or `state`; answers whether anything changed.

    Naming the suggested set confirms it. Refuses as registering does.
    """
    product = (
        Product.objects.select_for_update(of=("self",))
        .select_related("producer__organisation", "producer__current_place")
        .get(pk=product.pk)
    )
    require(access.may_change_product(by, product))
    fields = ("name", "set_number", "set_is_suggested", "story", "note", "state")
    _only_known(changes, set(fields) - {"set_is_suggested"})
    before = {field: getattr(product, field) for field in fields}
    if "name" in changes:
        product.name = _named(tidy(changes["name"]), 200)
    if "story" in changes:
        product.story = tidy_lines(changes["story"])
    if "note" in changes:
        product.note = tidy(changes["note"])
    if "state" in changes:
        product.state = changes["state"]
    if "set_number" in changes:
        _set_set(product, changes["set_number"])
    changed = {f: (b, getattr(product, f)) for f, b in before.items() if getattr(product, f) != b}
    if not changed:
        return False
    product.complete()
    if "set_number" in changed:
        _check_tourism(product.producer, [product.group])
    if "name" in changed:
        _refuse_known_product(product, is_another=is_another, by=by)
    product.full_clean()
    product.save()
    _write("change_product", product, changed, by=by, at=at)
    return True


def _set_set(product: Product, number: int | None) -> None:
    """The set a person named, or else the likeliest for the product's name, as a suggestion."""
    if number is None:
        found = find_sets(product.name, rulebook=library.CURRENT, limit=1)
        product.set_number = found[0].criteria_set.number if found else None
        product.set_is_suggested = bool(found)
    else:
        try:
            library.criteria_set(library.CURRENT, number)
        except CaseRefused as problem:
            raise ValidationError(
                {"set_number": ValidationError(str(problem), code="set")}
            ) from None
        product.set_number, product.set_is_suggested = number, False
    product.rulebook = library.CURRENT
    product.group = product.subgroup = ""


def _refuse_known_product(product: Product, *, is_another: bool, by: User) -> None:
    """What looks like it is named to those alone who see it anyway."""
    same = Product.objects.filter(producer=product.producer_id, name_key=product.name_key)
    if same.exclude(pk=product.pk).exists():
        raise Refusal(
            _("%(producer)s đã có sản phẩm «%(name)s». Nếu chỉ khác quy cách, hãy thêm quy cách.")
            % {"producer": product.producer.name, "name": product.name},
            code="product-exists",
        )
    place = product.producer.current_place
    near = duplicates.products_like(product.name, place, besides=product.pk).first()
    if near is not None and not is_another:
        if Product.objects.visible_to(by).filter(pk=near.pk).exists():
            text = _(
                "%(place)s đã có «%(name)s» của %(producer)s, có thể là một. "
                "Nếu đúng là sản phẩm khác, hãy xác nhận rồi ghi lại."
            )
        else:
            text = _(
                "%(place)s đã có một sản phẩm tên gần giống, của chủ thể khác. "
                "Nếu đúng là sản phẩm khác, hãy xác nhận rồi ghi lại."
            )
        names = {"place": place.full_name, "name": near.name, "producer": near.producer.name}
        raise Refusal(text % names, code="product-near")


@dataclass(frozen=True)
class Variant:
    """A size or kind in which a product is sold: "túi", 500, "g", its barcode."""

    name: str = ""
    size: Decimal | None = None
    unit: str = ""
    barcode: str = ""


@transaction.atomic
def set_variants(product: Product, variants: Sequence[Variant], *, by: User, at: datetime) -> bool:
    """Replace the sizes of a product by these, in this order; answers whether that changed any.

    Faults come as a ValidationError whose field is the variant's number and the field's name:
    `2.barcode`.
    """
    require(access.may_change_product(by, product))
    kept = [_variant(n, variant) for n, variant in enumerate(variants, start=1)]
    _no_more_than(len(kept), MOST_VARIANTS)
    twice = [v.barcode for v in kept if v.barcode]
    if len(set(twice)) < len(twice):
        raise ValidationError(_("Hai quy cách không thể cùng một mã vạch."), code="barcode-twice")
    before = [Variant(v.name, v.size, v.unit, v.barcode) for v in product.variants.all()]
    if before == kept:
        return False
    product.variants.all().delete()
    rows = [ProductVariant(product=product, order=n, **asdict(v)) for n, v in enumerate(kept, 1)]
    for row in rows:
        row.full_clean(validate_unique=False, validate_constraints=False)
    ProductVariant.objects.bulk_create(rows)
    words = ([str(ProductVariant(**asdict(v))) for v in each] for each in (before, kept))
    was, now = words
    _write("set_variants", product, {"variants": (was, now)}, by=by, at=at)
    return True


def _variant(number: int, given: Variant) -> Variant:
    faults: dict[str, Any] = {}
    barcode = ""
    try:
        barcode = numbers.barcode(given.barcode)
    except ValidationError as fault:
        faults[f"{number}.barcode"] = fault
    if given.size is not None and given.size <= 0:
        faults[f"{number}.size"] = _("Quy cách phải lớn hơn 0.")
    name, unit = tidy(given.name), tidy(given.unit)
    if not name and given.size is None:
        faults[f"{number}.name"] = _("Hãy ghi tên gọi hoặc quy cách.")
    if given.size is not None and not unit:
        faults[f"{number}.unit"] = _("Hãy ghi đơn vị: g, kg, ml, hộp…")
    if faults:
        raise ValidationError(faults)
    return Variant(name, given.size, unit, barcode)


def _no_more_than(count: int, most: int) -> None:
    if count > most:
        raise ValidationError(
            _("Nhiều nhất %(most)s dòng."), code="too-many", params={"most": most}
        )


@dataclass(frozen=True)
class SalesPoint:
    """Where a product can be bought; `kind` is one of `SalesPlace.Kind`."""

    kind: str
    name: str
    link: str = ""
    place: Place | None = None


@transaction.atomic
def set_sales_places(
    product: Product, points: Sequence[SalesPoint], *, by: User, at: datetime
) -> bool:
    """Replace the places where a product is sold; answers whether that changed any.

    Faults come as a ValidationError at `2.link` and the like.
    """
    require(access.may_change_product(by, product))
    _no_more_than(len(points), MOST_VARIANTS)
    rows = [
        SalesPlace(
            product=product,
            order=n,
            kind=p.kind,
            name=tidy(p.name),
            link=p.link.strip(),
            place=p.place,
        )
        for n, p in enumerate(points, start=1)
    ]
    for row in rows:
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as fault:
            raise ValidationError(
                {f"{row.order}.{field}": errors for field, errors in fault.error_dict.items()}
            ) from None
    before = list(product.sales_places.select_related("place"))
    if [_point(row) for row in before] == [_point(row) for row in rows]:
        return False
    changes = {"sales_places": ([_in_words(row) for row in before], [_in_words(r) for r in rows])}
    product.sales_places.all().delete()
    SalesPlace.objects.bulk_create(rows)
    _write("set_sales_places", product, changes, by=by, at=at)
    return True


def _point(row: SalesPlace) -> tuple[str, str, str, int | None]:
    return row.kind, row.name, row.link, row.place_id


def _in_words(row: SalesPlace) -> str:
    more = ", ".join(filter(None, (row.place.full_name if row.place else "", row.link)))
    return f"{row.name} ({more})" if more else row.name


@transaction.atomic
def record_year_figure(
    product: Product,
    year: int,
    *,
    by: User,
    at: datetime,
    output: Decimal | None = None,
    unit: str = "",
    revenue: int | None = None,
) -> YearFigure:
    """Keep what a product brought in a year, in place of what was kept for it.

    Criterion A.3.4 compares two years, so a year that has not begun is wrong, and so is one
    without any figure.
    """
    require(access.may_change_product(by, product))
    faults = {}
    if not FIRST_YEAR <= year <= timezone.localdate(at).year:
        faults["year"] = _("Hãy ghi một năm từ 1990 đến năm nay.")
    if output is None and revenue is None:
        faults["output"] = _("Hãy ghi sản lượng hoặc doanh thu.")
    if output is not None and not tidy(unit):
        faults["unit"] = _("Hãy ghi đơn vị của sản lượng.")
    if faults:
        raise ValidationError(faults)
    figure = YearFigure.objects.filter(product=product, year=year).first() or YearFigure(
        product=product, year=year
    )
    fields = ("output", "unit", "revenue")
    before = {f: getattr(figure, f) if figure.pk else None for f in fields}
    figure.output, figure.unit, figure.revenue = output, tidy(unit), revenue
    figure.full_clean()
    figure.save()
    changed = {
        f"{year}.{f}": (b, getattr(figure, f)) for f, b in before.items() if getattr(figure, f) != b
    }
    if changed:
        _write("record_year_figure", product, changed, by=by, at=at)
    return figure


# Filing anew

LAST_CALL = timedelta(days=14)


def remind_of_renewal(*, at: datetime) -> int:
    """By a job, once a day: tell the people of a producer when filing anew opens for a product,
    and again two weeks before it closes (Điều 7 khoản 6). Answers how many were told something.

    Each is told each of the two once, also where the job was not run for some days.
    """
    facts = library.rulebook(library.CURRENT).facts["renewal"]
    today = timezone.localdate(at)
    reminded_before = timedelta(days=facts["reminder_days"])
    closes_before = timedelta(days=facts["window_closes_days"])
    told = 0
    products = Product.objects.filter(
        state=Product.State.MADE,
        expires_on__range=(today + closes_before, today + reminded_before),
    ).select_related("producer__organisation")
    for product in products.order_by("producer", "expires_on", "pk"):
        assert product.expires_on is not None  # none has an empty day in that range
        closes_on = product.expires_on - closes_before
        is_last = closes_on - today <= LAST_CALL
        text = _(
            "%(product)s hết hạn công nhận ngày %(end)s. Hồ sơ phân hạng lại nộp được đến hết "
            "ngày %(closes)s."
        ) % {
            "product": product.name,
            "end": f"{product.expires_on:%d/%m/%Y}",
            "closes": f"{closes_on:%d/%m/%Y}",
        }
        key = f"renewal-{product.pk}-{product.expires_on}-{'last' if is_last else 'open'}"
        for user in access.users_of(product.producer):
            told += parties.notify(user, text, about=product, key=key, at=at).created_at == at
    return told


# Pictures


@transaction.atomic
def add_picture(
    product: Product, file: StoredFile, *, by: User, at: datetime, description: str = ""
) -> ProductPicture:
    """Put a stored picture behind the others. `records.files.take` has looked into it before.

    Refuses what is no picture (`not-a-picture`), one the product has (`picture-exists`), and
    one too many (`too-many-pictures`).
    """
    require(access.may_change_product(by, product))
    pictures = list(Product.objects.select_for_update().get(pk=product.pk).pictures.all())
    if file.kind not in PICTURES:
        raise Refusal(
            _("Tệp này không phải ảnh. Hãy chọn ảnh JPEG, PNG hoặc WebP."), code="not-a-picture"
        )
    if any(picture.file_id == file.pk for picture in pictures):
        raise Refusal(_("Sản phẩm đã có ảnh này."), code="picture-exists")
    if len(pictures) >= MOST_PICTURES:
        raise Refusal(
            _("Một sản phẩm có nhiều nhất %(most)s ảnh. Hãy bỏ bớt một ảnh rồi thêm.")
            % {"most": MOST_PICTURES},
            code="too-many-pictures",
        )
    picture = ProductPicture(
        product=product,
        file=file,
        order=max((p.order for p in pictures), default=0) + 1,
        description=tidy(description),
    )
    picture.full_clean(validate_constraints=False)
    picture.save()
    _write("add_picture", product, {"picture": (None, file.sha256)}, by=by, at=at)
    return picture


@transaction.atomic
def reorder_pictures(product: Product, pictures: Sequence[int], *, by: User, at: datetime) -> bool:
    """Put the pictures in the order of these ids; the first is the one shown in lists.

    Refuses unless each of the product's pictures is named once (`pictures-changed`).
    """
    require(access.may_change_product(by, product))
    Product.objects.select_for_update().get(pk=product.pk)
    own = {p.pk: p for p in product.pictures.all()}
    if sorted(pictures) != sorted(own):
        raise Refusal(
            _("Các ảnh đã thay đổi trong lúc sắp xếp. Hãy mở lại trang rồi sắp xếp."),
            code="pictures-changed",
        )
    before = list(own)
    if before == list(pictures):
        return False
    for order, key in enumerate(pictures, start=1):
        own[key].order = order
    ProductPicture.objects.bulk_update(own.values(), ["order"])
    changes = {"pictures": ([own[k].file_id for k in before], [own[k].file_id for k in pictures])}
    _write("reorder_pictures", product, changes, by=by, at=at)
    return True


@transaction.atomic
def describe_picture(picture: ProductPicture, description: str, *, by: User, at: datetime) -> bool:
    """Say what a picture shows, for those who cannot see it; answers whether that is new."""
    require(access.may_change_product(by, picture.product))
    before, picture.description = picture.description, tidy(description)
    if before == picture.description:
        return False
    picture.full_clean(validate_constraints=False, validate_unique=False)
    picture.save(update_fields=["description"])
    changes = {"picture.description": (before, picture.description)}
    _write("describe_picture", picture.product, changes, by=by, at=at)
    return True


@transaction.atomic
def remove_picture(picture: ProductPicture, *, by: User, at: datetime) -> None:
    """Take a picture from its product. The stored file stays, since others may use it."""
    require(access.may_change_product(by, picture.product))
    changes = {"picture": (picture.file.sha256, None)}
    product = picture.product
    picture.delete()
    _write("remove_picture", product, changes, by=by, at=at)


# Ideas


@transaction.atomic
def note_idea(
    name: str,
    text: str,
    place: Place,
    *,
    by: User,
    at: datetime,
    told_by: str = "",
    phone: str = "",
    event: str = "",
    producer: Producer | None = None,
    today: Place | None = None,
    is_demonstration: bool = False,
) -> Idea:
    """Note a thought of a product: one's own, one a villager told, or one from an event's list.

    Anybody with an account may note their own; only an officer of the place notes another's
    (`told_by`, `event`). `producer` is given where it came from one.
    """
    current = _today(place, today)
    require(access.may_note_idea(by, current, producer))
    teller = tidy(told_by)
    if teller and teller != by.name:
        require(access.is_officer_of(by, current) or producer is not None)
    idea = _note(
        name,
        text,
        place,
        current=current,
        told_by=teller or by.name,
        phone=phone,
        event=event,
        producer=producer,
        is_demonstration=is_demonstration,
        by=by,
        at=at,
    )
    _tell(
        access.commune_officers_of(current),
        _("Ý tưởng mới: %(name)s, của %(who)s.") % {"name": idea.name, "who": idea.told_by},
        about=idea,
        by=by,
        at=at,
    )
    return idea


@dataclass(frozen=True)
class Interested:
    """A line of an event's list: who, their telephone, what they would like to make, and where
    they live where that is not the place of the list."""

    name: str
    wish: str
    phone: str = ""
    place: Place | None = None


@transaction.atomic
def note_interested(
    event: str, place: Place, people: Sequence[Interested], *, by: User, at: datetime
) -> list[Idea]:
    """Note what people wrote into the list of an event, each line as an idea; an officer does.

    Answers the new ideas: who stands in the list of this event with this wish already is left
    out, so the same list twice changes nothing. Faults come as a ValidationError at `people`,
    each with the number of its line. A line of a place that is not one's own is PermissionDenied.
    """
    event = _named(tidy(event), 200)
    _no_more_than(len(people), MOST_INTERESTED)
    faults: list[str] = []
    noted = []
    for number, person in enumerate(people, start=1):
        at_place = person.place or place
        current = _today(at_place, None)
        require(access.may_note_list(by) and access.is_officer_of(by, current))
        name, wish = tidy(person.name), tidy(person.wish)
        known = {"event": event, "told_by": name, "name": wish, "current_place": current}
        if Idea.objects.filter(**known).exists():
            continue
        try:
            idea = _note(
                wish,
                wish,
                at_place,
                current=current,
                told_by=name,
                phone=person.phone,
                event=event,
                by=by,
                at=at,
            )
        except ValidationError as fault:
            said = " ".join(fault.messages)
            faults.append(_("Dòng %(number)s: %(said)s") % {"number": number, "said": said})
        else:
            noted.append(idea)
    if faults:
        raise ValidationError({"people": faults})
    for current in {idea.current_place for idea in noted}:
        here = [idea for idea in noted if idea.current_place == current]
        text = _("Ý tưởng mới từ %(event)s: %(count)s. Một trong đó: %(name)s.")
        facts = {"event": event, "count": len(here), "name": here[0].name}
        _tell(access.commune_officers_of(current), text % facts, about=here[0], by=by, at=at)
    return noted


def _note(
    name: str,
    text: str,
    place: Place,
    *,
    current: Place,
    told_by: str,
    phone: str,
    event: str,
    by: User,
    at: datetime,
    producer: Producer | None = None,
    is_demonstration: bool = False,
) -> Idea:
    kept = _checked({"phone": phone}, {"phone": numbers.phone})
    idea = Idea(
        name=_named(tidy(name), 200),
        text=tidy_lines(text),
        place=place,
        current_place=current,
        told_by=told_by,
        phone=kept["phone"],
        event=tidy(event),
        producer=producer,
        noted_by=by,
        noted_at=at,
        is_demonstration=is_demonstration,
    )
    idea.full_clean()
    idea.save()
    changes = {"name": (None, idea.name), "text": (None, idea.text)}
    if idea.event:
        changes["event"] = (None, idea.event)
    _write("note_idea", idea, changes, by=by, at=at)
    return idea


@transaction.atomic
def advise_idea(idea: Idea, advice: str, *, by: User, at: datetime) -> None:
    """Answer an idea with advice; an officer of the place does. Later advice replaces it.

    Refuses an idea that is a product already or was set aside (`idea-<state>`).
    """
    idea = _locked(idea)
    require(access.may_advise_idea(by, idea))
    before, idea.advice = idea.advice, tidy_lines(advice)
    if not idea.advice:
        raise ValidationError({"advice": ValidationError(_("Hãy ghi lời góp ý."), code="required")})
    idea.advised_by, idea.advised_at = by, at
    # A plan stays a plan when somebody adds advice to it.
    to = idea.state if idea.state == Idea.State.PLANNED else Idea.State.ADVISED
    _move(idea, to, act="advise_idea", changes={"advice": (before, idea.advice)}, by=by, at=at)
    _tell_owners(idea, _("%(who)s đã góp ý cho ý tưởng %(name)s."), by=by, at=at)


@transaction.atomic
def plan_idea(idea: Idea, *, by: User, at: datetime, **fields: Any) -> BusinessPlan:
    """Give an idea its simple business plan, or a better one (fields of `BusinessPlan`).

    `product`, `materials` and `market` are needed. Refuses an idea that is a product already or
    was set aside.
    """
    idea = _locked(idea)
    require(access.may_plan_idea(by, idea))
    known = [
        f.name for f in BusinessPlan._meta.fields if f.name not in ("id", "idea", "planned_at")
    ]
    _only_known(fields, known)
    plan = BusinessPlan.objects.filter(idea=idea).first() or BusinessPlan(idea=idea)
    before = {f: getattr(plan, f) if plan.pk else None for f in known}
    for field, value in fields.items():
        setattr(plan, field, tidy_lines(value) if isinstance(value, str) else value)
    plan.planned_at = at
    plan.full_clean(validate_constraints=False)
    if any((v := getattr(plan, f)) is not None and v < 0 for f in ("price", "capital", "output")):
        raise ValidationError(_("Giá, vốn và sản lượng không âm."), code="negative")
    plan.save()
    after = {f: getattr(plan, f) for f in known}
    changes = {
        f"plan.{f}": (before[f], v)
        for f, v in after.items()
        if v != before[f] and v not in ("", None)
    }
    _move(idea, Idea.State.PLANNED, act="plan_idea", changes=changes, by=by, at=at)
    return plan


@transaction.atomic
def register_idea(
    idea: Idea,
    producer: Producer,
    *,
    by: User,
    at: datetime,
    name: str = "",
    set_number: int | None = None,
    is_another: bool = False,
) -> Product:
    """Make a planned idea a product of a producer, under its own name or the one given.

    Refuses an idea without a plan (`idea-noted`, `idea-advised`) and all that
    `register_product` refuses.
    """
    idea = _locked(idea)
    require(Idea.objects.visible_to(by).filter(pk=idea.pk).exists())
    require(access.may_register_product(by, producer))
    _check_step(idea, Idea.State.REGISTERED)
    product = register_product(
        producer,
        name or idea.name,
        by=by,
        at=at,
        set_number=set_number,
        is_another=is_another,
        is_demonstration=idea.is_demonstration,
        source=Source.IDEA,
    )
    idea.product, idea.producer = product, producer
    changes = {"product": (None, product)}
    _move(idea, Idea.State.REGISTERED, act="register_idea", changes=changes, by=by, at=at)
    _tell_owners(idea, _("Ý tưởng %(name)s đã thành sản phẩm."), by=by, at=at)
    return product


@transaction.atomic
def set_aside_idea(idea: Idea, reason: str, *, by: User, at: datetime) -> None:
    """Lay an idea aside, and say why; whoever told it should understand the reason.

    Refuses an idea that is a product already or was set aside before.
    """
    idea = _locked(idea)
    require(access.may_set_aside_idea(by, idea))
    idea.set_aside_reason = tidy_lines(reason)
    if not idea.set_aside_reason:
        raise ValidationError(
            {"reason": ValidationError(_("Hãy ghi lý do gác lại."), code="required")}
        )
    changes = {"set_aside_reason": (None, idea.set_aside_reason)}
    _move(idea, Idea.State.SET_ASIDE, act="set_aside_idea", changes=changes, by=by, at=at)
    _tell_owners(idea, _("%(who)s đã gác lại ý tưởng %(name)s và ghi lý do."), by=by, at=at)


def _tell_owners(idea: Idea, text: str, *, by: User, at: datetime) -> None:
    """Whoever noted it, and the people of its producer."""
    owners = [idea.noted_by]
    if idea.producer is not None:
        owners += access.users_of(idea.producer)
    _tell(owners, text % {"who": by, "name": idea.name}, about=idea, by=by, at=at)


def _tell(
    people: Iterable[User], text: str, *, about: models.Model, by: User | None, at: datetime
) -> None:
    for user in set(people):
        if user != by:
            parties.notify(user, text, about=about, at=at)


def _locked(idea: Idea) -> Idea:
    found: Idea = (
        Idea.objects.select_for_update(of=("self",))
        .select_related(
            "noted_by", "current_place", "producer__organisation", "producer__current_place"
        )
        .get(pk=idea.pk)
    )
    return found


def _check_step(idea: Idea, to: str) -> None:
    if to in Idea.NEXT[idea.state]:
        return
    sentences = {
        Idea.State.NOTED: _("Ý tưởng này chưa có phương án. Hãy lập phương án trước."),
        Idea.State.ADVISED: _("Ý tưởng này chưa có phương án. Hãy lập phương án trước."),
        Idea.State.PLANNED: _("Ý tưởng này đã có phương án."),
        Idea.State.REGISTERED: _("Ý tưởng này đã thành sản phẩm; hãy sửa ở trang sản phẩm."),
        Idea.State.SET_ASIDE: _("Ý tưởng này đã gác lại. Nếu làm tiếp, hãy ghi ý tưởng mới."),
    }
    raise Refusal(sentences[Idea.State(idea.state)], code=f"idea-{idea.state}".replace("_", "-"))


def _move(
    idea: Idea,
    to: str,
    *,
    act: str,
    changes: Mapping[str, tuple[Any, Any]],
    by: User,
    at: datetime,
) -> None:
    _check_step(idea, to)
    before, idea.state = idea.state, to
    idea.full_clean()
    idea.save()
    moved = {"state": (before, to)} if before != to else {}
    _write(act, idea, {**moved, **changes}, by=by, at=at)


# The map


@transaction.atomic
def follow_the_map(*, at: datetime) -> int:
    """By the programme, after a new edition of the map: producers with their products, and ideas,
    of a commune that is gone lie in the one it became. Answers how many moved.

    Of a commune that was divided they stay until somebody says which part (`change_producer`).
    """
    gone = {"current_place__valid__upper_inf": False}
    producers = list(
        Producer.objects.filter(**gone)
        .select_for_update(of=("self",))
        .select_related("organisation", "current_place")
    )
    ideas = list(
        Idea.objects.filter(**gone).select_for_update(of=("self",)).select_related("current_place")
    )
    lying: list[Producer | Idea] = [*producers, *ideas]
    became = today_of([each.current_place for each in lying])
    moved: list[tuple[models.Model, journal.Changes]] = []
    for each in lying:
        before, parts = each.current_place, became[each.current_place.pk]
        if len(parts) != 1:
            continue
        each.current_place = parts[0]
        if isinstance(each, Producer):
            each.complete()
            _follow_producer(each)
        each.save()
        moved.append((each, {"current_place": (before, parts[0])}))
    return journal.write_many("follow_the_map", moved, by=None, at=at) if moved else 0


# The yearly cycle


@transaction.atomic
def set_cycle(
    province: Place,
    year: int,
    steps: Mapping[int, tuple[date, date]],
    *,
    by: User,
    at: datetime,
    titles: Mapping[int, str] = {},
) -> bool:
    """Give the days of the six steps in a province and a year; its advisory body does.

    `steps` has for each of 1 to 6 the first and the last day, in that year or reaching one year
    past it. Answers whether anything changed.
    """
    require(access.may_set_cycle(by, province))
    if province.level != Level.PROVINCE or not province.is_of_today:
        raise ValidationError({"province": _("Hãy chọn một tỉnh của bản đồ hôm nay.")})
    _check_steps(steps, year)
    kept = {s.step: s for s in CycleStep.objects.filter(place=province, year=year)}
    changes = {}
    for number, (opens_on, closes_on) in sorted(steps.items()):
        step = kept.get(number) or CycleStep(place=province, year=year, step=number)
        before = (step.opens_on, step.closes_on, step.title) if step.pk else None
        step.opens_on, step.closes_on = opens_on, closes_on
        step.title = tidy(titles.get(number, step.title))
        after = (opens_on, closes_on, step.title)
        if before != after:
            step.full_clean()
            step.save()
            changes[f"{year}.{number}"] = (before, after)
    if changes:
        _write("set_cycle", province, changes, by=by, at=at)
    return bool(changes)


def _check_steps(steps: Mapping[int, tuple[date, date]], year: int) -> None:
    if set(steps) != set(range(1, 7)):
        raise ValidationError(_("Hãy ghi ngày cho cả sáu bước."), code="six-steps")
    faults = {}
    for number, (opens_on, closes_on) in steps.items():
        if opens_on.year != year or closes_on.year not in (year, year + 1):
            faults[str(number)] = _("Ngày của bước này không thuộc năm đang chọn.")
        elif closes_on < opens_on:
            faults[str(number)] = _("Ngày đóng không trước ngày mở.")
    if faults:
        raise ValidationError(faults)
