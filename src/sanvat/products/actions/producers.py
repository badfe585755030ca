"""Entering and changing producers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import addresses, demonstration
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, OrganisationKind, User
from sanvat.places.models import Place
from sanvat.products import access, duplicates, numbers
from sanvat.products.actions.checks import (
    checked,
    named,
    not_after,
    only_known,
    open_text,
    place_of_today,
)
from sanvat.products.models import Producer, Product, legal_forms
from sanvat.records import journal
from sanvat.records.locks import locked, take_turns
from sanvat.records.versions import check_version
from sanvat.rules import library
from sanvat.text.tidy import tidy


@transaction.atomic
def register_producer(
    name: str,
    place: Place,
    *,
    by: User,
    at: datetime,
    legal_form: str,
    current_place: Place | None = None,
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

    `place` may be a unit that is gone; where it was divided, `current_place` says which of its
    parts is meant. Refuses a producer of the same name in the same place (`producer-exists`) unless
    `is_another`, and always one with a tax code that another has (`tax-code-taken`).
    """
    current = place_of_today(place, current_place)
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
    name = named(tidy(name), 200)
    is_demonstration = demonstration.marks(by, is_demonstration)
    _take_turns(current, facts["tax_code"])
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
    journal.write("register_producer", by=by, subject=producer, at=at, changes=changes)
    return producer


@transaction.atomic
def change_producer(
    producer: Producer,
    *,
    by: User,
    at: datetime,
    current_place: Place | None = None,
    is_another: bool = False,
    seen: str = "",
    **changes: Any,
) -> bool:
    """Change what is known of a producer: any field of `register_producer`, `place` and `state`.

    Returns whether anything changed. Its products move with it. Refuses as registering does,
    a legal form for tourism alone where it has other products (`legal-form-for-tourism`), and
    where the producer is no longer as it was `seen` (`changed-meanwhile`).
    """
    producer = locked(producer, "organisation", "place", "current_place")
    require(access.may_change_producer(by, producer))
    check_version(seen, producer)
    known = {*Producer.FACTS, "name", "place", "state"}
    only_known(changes, known)
    before = {field: getattr(producer, field) for field in changes}
    form = changes.get("legal_form", producer.legal_form)
    after = _producer_facts(
        {k: v for k, v in changes.items() if k in Producer.FACTS},
        legal_form=form,
        on=timezone.localdate(at),
    )
    if "state" in changes:
        after["state"] = changes["state"]
    if "name" in changes:
        after["name"] = named(tidy(changes["name"]), 200)
    if "place" in changes or current_place is not None:
        after["place"] = changes.get("place", producer.place)
        before["place"] = producer.place
        current = place_of_today(after["place"], current_place)
        require(access.may_register_producer(by, current) or current == producer.current_place)
        before["current_place"], after["current_place"] = producer.current_place, current
    changed = {f: (before[f], v) for f, v in after.items() if before[f] != v}
    if not changed:
        return False
    if changed.keys() & {"name", "current_place", "tax_code"}:
        _take_turns(after.get("current_place", producer.current_place), after.get("tax_code", ""))
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
    check_tourism(producer, producer.products.values_list("group", flat=True))
    producer.complete()
    _check_workers(producer)
    producer.full_clean()
    producer.save()
    if changed.keys() & {"name", "current_place", "legal_form"}:
        follow_producer(producer)
    journal.write("change_producer", by=by, subject=producer, at=at, changes=changed)
    return True


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
        "founded_on": lambda day: not_after(day, on),
        "phone": addresses.phone,
        "representative_name": open_text,
        "representative_position": open_text,
    }
    return checked(given, checks)


def _known_form(form: str) -> str:
    if form not in dict(legal_forms()):
        raise ValidationError(
            _("Hãy chọn loại hình chủ thể trong danh sách của quyết định."), code="legal-form"
        )
    return form


def _take_turns(place: Place, tax_code: str) -> None:
    """Two people who enter the same producer at once come one after the other."""
    take_turns(f"producers of place {place.pk}")
    if tax_code:
        take_turns(f"tax code {tax_code}")


def _refuse_known_producer(
    name: str,
    place: Place,
    tax_code: str,
    *,
    is_another: bool,
    by: User,
    besides: int | None = None,
) -> None:
    """Names the other producer only if `by` may see it."""
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


def check_tourism(producer: Producer, groups: Iterable[str]) -> None:
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


def follow_producer(producer: Producer) -> None:
    """Products are found by their producer's name and place, so both are kept with them; by
    strangers only where they may read the name."""
    products = list(producer.products.all())
    for product in products:
        product.producer = producer
        product.follow_producer()
    Product.objects.bulk_update(
        products, ["current_place", "searchable", "public_words"], batch_size=500
    )
