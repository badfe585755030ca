"""`sanvat manage …`: Django's own commands, with a database under them."""

import os
from collections.abc import Sequence
from contextlib import nullcontext

from sanvat.site import postgres


def main(argv: Sequence[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanvat.site.settings")
    from django.conf import settings
    from django.core.management import ManagementUtility

    embedded = settings.EMBEDDED_DATABASE
    with postgres.available(settings.DATA_DIR) if embedded else nullcontext():
        ManagementUtility(["sanvat manage", *argv]).execute()
    return 0
