"""How a value is kept: in whole ten-thousandths, so that millions of them add up exactly and
quickly."""

from __future__ import annotations

from decimal import Decimal

MOST_DECIMALS = 4
SCALE = 10**MOST_DECIMALS
LARGEST_VALUE = 10**14  # below what PostgreSQL's bigint holds in ten-thousandths


def kept(value: Decimal | int) -> int:
    """ValueError where it has more decimals than are kept, or is too large."""
    scaled = Decimal(value) * SCALE
    if scaled != scaled.to_integral_value() or abs(Decimal(value)) > LARGEST_VALUE:
        raise ValueError(f"cannot be kept: {value}")
    return int(scaled)


def value_of(amount: int) -> Decimal:
    whole, rest = divmod(amount, SCALE)
    return Decimal(amount).scaleb(-MOST_DECIMALS) if rest else Decimal(whole)
