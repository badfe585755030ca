"""The year of the province."""

from datetime import date

from django.utils import timezone

from sanvat.parties.models import Role
from sanvat.programme import actions
from sanvat.site.demo import World

AFTER = ("certificates",)


def add(world: World) -> None:
    """Days of today's year, so that something is due whenever the demonstration is opened."""
    year = timezone.localdate(world.at).year
    days = {
        1: (date(year, 2, 1), date(year, 3, 31)),
        2: (date(year, 3, 1), date(year, 6, 30)),
        3: (date(year, 5, 1), date(year, 8, 31)),
        4: (date(year, 6, 1), date(year, 10, 31)),
        5: (date(year, 9, 1), date(year, 12, 30)),
        6: (date(year, 11, 1), date(year + 1, 1, 31)),
    }
    advisory = world.person(Role.ADVISORY_OFFICER)
    actions.set_cycle(world.province, year, days, by=advisory, at=world.at)
