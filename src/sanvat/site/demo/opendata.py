"""Open data of the demonstration: built by a worker, once the world stands."""

from __future__ import annotations

from sanvat.opendata import jobs
from sanvat.site.demo import World


def add(world: World) -> None:
    jobs.build_soon()
