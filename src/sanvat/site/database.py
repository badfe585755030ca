"""The database for a command: Django is set up, and the embedded PostgreSQL runs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sanvat.errors import Refusal
from sanvat.site import postgres

SETTINGS = "sanvat.site.settings"


@contextmanager
def database() -> Iterator[None]:
    """The database as it is; its tables may be older than the programme."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.conf import settings

    django.setup()
    with postgres.available(settings.DATA_DIR) if settings.EMBEDDED_DATABASE else nullcontext():
        yield


@contextmanager
def trial_database(otherwise: Refusal) -> Iterator[None]:
    """A database that trial data may be put into, with its tables up to date. Where SANVAT_HOSTS
    is set, raises `otherwise` before anything is touched."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.conf import settings

    if settings.PRODUCTION:
        raise otherwise
    with database():
        from sanvat.site import prepare

        prepare.migrate()
        yield
