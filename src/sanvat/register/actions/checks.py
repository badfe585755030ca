"""What every act on a file asks first."""

from __future__ import annotations

from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records.locks import take_turns
from sanvat.register import access
from sanvat.register.models import Import


def own(importing: Import, by: User) -> Import:
    """The import as it is now, to nobody else until this transaction ends.

    By an advisory lock, for a locked row could not be told its progress meanwhile.
    """
    take_turns(turn_of(importing.pk))
    found: Import = Import.objects.select_related("organisation", "place", "file").get(
        pk=importing.pk
    )
    require(access.may_handle_import(by, found))
    return found


def turn_of(import_id: int) -> str:
    """What acts on an import take turns about."""
    return f"import {import_id}"
