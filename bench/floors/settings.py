"""The programme's settings, with the floors' addresses before its own."""

from sanvat.site.settings import *  # noqa: F403

ROOT_URLCONF = "bench.floors.urls"
