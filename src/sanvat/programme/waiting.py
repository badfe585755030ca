"""What waits in a step of the cycle, counted from records that a person may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanvat.certificates.clock import renewal
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.products import tallies
from sanvat.products.models import NO_DAY, Idea, Producer, Product
from sanvat.records.together import Asked, Asking

Count = Callable[[User, date], Asked[int]]


@dataclass(frozen=True)
class Kind:
    """`label`: what it is called, after its number; `count`: asks how many there are on a day."""

    label: str | Promise
    count: Count


@dataclass(frozen=True)
class Waiting:
    number: int
    label: str | Promise


def _counted(make: Callable[[User], Any]) -> Count:
    """How many there are that no day changes."""
    ready: ReadyFor[Any] = ReadyFor(lambda user: make(user).order_by().only("pk"))
    return lambda user, day: ready.ask_count(user)


def _ideas(state: str) -> Count:
    return _counted(lambda user: Idea.objects.visible_to(user).filter(state=state))


_SINCE, _BEFORE = datetime(4321, 1, 1, tzinfo=UTC), datetime(4321, 1, 2, tzinfo=UTC)
_NOTED: ReadyFor[Idea] = ReadyFor(
    lambda user, since, before: (
        Idea.objects.visible_to(user)
        .filter(noted_at__gte=since, noted_at__lt=before)
        .order_by()
        .only("pk")
    ),
    _SINCE,
    _BEFORE,
)


def _ideas_this_year(user: User, day: date) -> Asked[int]:
    here = timezone.get_current_timezone()
    return _NOTED.ask_count(
        user, datetime(day.year, 1, 1, tzinfo=here), datetime(day.year + 1, 1, 1, tzinfo=here)
    )


def _producers(user: User, day: date) -> Asked[int]:
    scope = tallies.scope_of(user)
    return _SEEN_PRODUCERS(user, day) if scope is None else tallies.ask_producers(scope)


_SEEN_PRODUCERS = _counted(Producer.objects.visible_to)


def _made(user: User) -> Any:
    return Product.objects.visible_to(user).filter(state=Product.State.MADE)


_RUNNING_OUT: ReadyFor[Product] = ReadyFor(
    lambda user, first, last: (
        _made(user).filter(expires_on__gte=first, expires_on__lte=last).order_by().only("pk")
    ),
    DAY,
    DAY + timedelta(days=1),
)


def _filing_anew(user: User, day: date) -> Asked[int]:
    facts = renewal()
    first = day + timedelta(days=int(facts["window_closes_days"]))
    last = day + timedelta(days=int(facts["window_opens_days"]))
    scope = tallies.scope_of(user)
    if scope is not None:
        return tallies.ask_products(scope, (first, last), state=Product.State.MADE)
    return _RUNNING_OUT.ask_count(user, first, last)


def _unranked(user: User, day: date) -> Asked[int]:
    scope = tallies.scope_of(user)
    if scope is not None:
        # Without stars there is no last day.
        return tallies.ask_products(scope, (NO_DAY, NO_DAY), stars=0, state=Product.State.MADE)
    return _SEEN_UNRANKED(user, day)


_SEEN_UNRANKED = _counted(lambda user: _made(user).filter(stars=None))


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
        _counted(lambda user: _made(user).filter(sales_places=None)),
    ),
}


def count(keys: Iterable[str], user: User, day: date) -> Asking[dict[str, Waiting]]:
    """Each asked once, by its key."""
    asked = {key: KINDS[key].count(user, day) for key in dict.fromkeys(keys)}
    yield tuple(asked.values())
    return {key: Waiting(each.answer, KINDS[key].label) for key, each in asked.items()}
