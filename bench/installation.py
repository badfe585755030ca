"""The programme on a database of its own, so that commits are real ones, and who works there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.measurements import Measurement, Missing


def alone(
    measure: Callable[..., list[Measurement | Missing]], *told: Any
) -> list[Measurement | Missing]:
    """What a subject measures, in a process of its own, since Django takes its settings once."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, *told).result()


@contextmanager
def programme(*, pages: bool = False, folder: Path | None = None) -> Iterator[None]:
    """The programme on an empty database of its own; `pages`: with the files that pages load.
    `folder`: where its data lie and stay, else they are gone with it."""
    with ExitStack() as stack:
        if folder is None:
            # What the programme still writes in the background may come after it was cleared away.
            made = tempfile.TemporaryDirectory(prefix="sanvat-bench-", ignore_cleanup_errors=True)
            folder = Path(stack.enter_context(made))
        os.environ["SANVAT_DATA_DIR"] = str(folder)
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "sanvat.site.settings"
        from sanvat.site.postgres import Cluster

        with Cluster(folder, durable=False):
            import django

            django.setup()
            from django.core.management import call_command
            from django.db import connection

            from sanvat.site import prepare

            prepare.migrate()
            if pages:
                call_command("collectstatic", verbosity=0, interactive=False)
            yield
            connection.close()


def centre_officer() -> Any:
    """Somebody who sees the country."""
    return _person("centre", "ministry", "centre_officer", None)


def officer_of(place: Any) -> Any:
    """Somebody who sees a province or a commune."""
    if place.level == "province":
        return _person("province", "advisory_body", "advisory_officer", place)
    return _person("commune", "commune_committee", "commune_officer", place)


def coordinator() -> Any:
    """Somebody who keeps the programme of a province."""
    from sanvat.places.models import Place

    province = Place.objects.today().provinces().get(folded="lam dong")
    return _person("coordinator", "coordination_office", "coordinator", province)


def committees(province: Any) -> list[Any]:
    """The committee of each commune of a province of today."""
    from sanvat.parties.models import Organisation
    from sanvat.places.models import Place

    communes = Place.objects.today().communes().filter(parent=province)
    return Organisation.objects.bulk_create(
        Organisation(kind="commune_committee", name=f"UBND {place.full_name}", place=place)
        for place in communes
    )


def analyzed() -> None:
    """Let PostgreSQL see how much there is now."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _person(name: str, kind: str, role: str, place: Any) -> Any:
    """With a second step, so that the desk opens."""
    from allauth.mfa.models import Authenticator
    from django.db.backends.postgresql.psycopg_any import DateRange

    from sanvat.parties.models import Membership, Organisation, User

    user = User.objects.create_user(name, name=name)
    body = Organisation.objects.create(kind=kind, name=name, place=place)
    Membership.objects.create(
        user=user, organisation=body, role=role, place=place, valid=DateRange(None, None)
    )
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return user


def key_of(by: Any, *scopes: str) -> str:
    """What a programme of theirs sends to be let in."""
    from django.utils import timezone

    from sanvat.parties.actions import make_key

    return make_key(name="bench", scopes=list(scopes), days=7, by=by, at=timezone.now())[1]
