"""The year of the programme."""

from tests.addresses import SIGNED_IN, Address, only

ADDRESSES = {
    "desk:cycle": Address(SIGNED_IN),
    "desk:cycle_change": Address(
        *[only("advisor", "far_advisor", else_="403")] * 2, lambda w: {"year": w.today.year}
    ),
}
