"""Where trial data is put: a database of this machine, never that of an installation."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sanvat.errors import Refusal
from sanvat.site import postgres


@contextmanager
def trial_database(otherwise: Refusal) -> Iterator[None]:
    """Django is set up and the tables are up to date. Raises `otherwise` where SANVAT_HOSTS is
    set, before anything is touched."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanvat.site.settings")
    import django
    from django.conf import settings

    if settings.PRODUCTION:
        raise otherwise
    django.setup()
    from sanvat.site import prepare

    with postgres.available(settings.DATA_DIR) if settings.EMBEDDED_DATABASE else nullcontext():
        prepare.migrate()
        yield
