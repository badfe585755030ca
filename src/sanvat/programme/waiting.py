"""What waits in a step of the cycle, counted from records that a person may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanvat.certificates.clock import renewal
from sanvat.parties.models import User
from sanvat.products import tallies
from sanvat.products.models import NO_DAY, Idea, Producer, Product


@dataclass(frozen=True)
class Kind:
    """`label`: what it is called, after its number; `count`: how many there are on a day."""

    label: str | Promise
    count: Callable[[User, date], int]


@dataclass(frozen=True)
class Waiting:
    number: int
    label: str | Promise


def _ideas(state: str) -> Callable[[User, date], int]:
    return lambda user, day: Idea.objects.visible_to(user).filter(state=state).count()


def _ideas_this_year(user: User, day: date) -> int:
    return int(Idea.objects.visible_to(user).filter(noted_at__year=day.year).count())


def _producers(user: User, day: date) -> int:
    scope = tallies.scope_of(user)
    if scope is not None:
        return tallies.producers(scope)
    return int(Producer.objects.visible_to(user).count())


def _made(user: User) -> Any:
    return Product.objects.visible_to(user).filter(state=Product.State.MADE)


def _filing_anew(user: User, day: date) -> int:
    facts = renewal()
    first = day + timedelta(days=int(facts["window_closes_days"]))
    last = day + timedelta(days=int(facts["window_opens_days"]))
    scope = tallies.scope_of(user)
    if scope is not None:
        return tallies.products(scope, (first, last), state=Product.State.MADE)
    return int(_made(user).filter(expires_on__range=(first, last)).count())


def _unranked(user: User, day: date) -> int:
    scope = tallies.scope_of(user)
    if scope is not None:
        # Without stars there is no last day.
        return tallies.products(scope, (NO_DAY, NO_DAY), stars=0, state=Product.State.MADE)
    return int(_made(user).filter(stars=None).count())


KINDS: Mapping[str, Kind] = {
    "ideas_noted": Kind(_("ý tưởng chờ góp ý"), _ideas(Idea.State.NOTED)),
    "ideas_advised": Kind(_("ý tưởng chờ phương án"), _ideas(Idea.State.ADVISED)),
    "ideas_planned": Kind(_("phương án chờ thành sản phẩm"), _ideas(Idea.State.PLANNED)),
    "ideas_this_year": Kind(_("ý tưởng đã ghi trong năm"), _ideas_this_year),
    "producers": Kind(_("chủ thể trong sổ"), _producers),
    "products_unranked": Kind(_("sản phẩm chưa có sao"), _unranked),
    "products_filing_anew": Kind(_("sản phẩm đến kỳ nộp phân hạng lại"), _filing_anew),
    "products_without_sales_place": Kind(
        _("sản phẩm chưa có nơi bán"),
        lambda user, day: _made(user).filter(sales_places=None).count(),
    ),
}


def count(keys: Iterable[str], user: User, day: date) -> dict[str, Waiting]:
    """Each asked once, by its key; one query each."""
    return {
        key: Waiting(KINDS[key].count(user, day), KINDS[key].label) for key in dict.fromkeys(keys)
    }
