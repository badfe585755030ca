"""The journal: who did what, for whom and when, with what it changed.

Acts write here in their own transaction. The database numbers and seals what they wrote when
they commit: each seal covers the entry and the seal before it, so nothing can be changed,
taken out or put in between without breaking the chain (`chain.py` looks for that).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, QuerySet
from django.utils.duration import duration_iso_string
from django.utils.functional import Promise
from psycopg.types.range import Range

from sanvat.records.bulk import Sender, insert_values
from sanvat.records.chain import verify
from sanvat.records.hiding import discreet, kind_in, veiled
from sanvat.records.models import Entry
from sanvat.records.secrets import may_be_secret
from sanvat.text.normal import nfc
from sanvat.text.tidy import is_familiar

__all__ = ["life_of", "of", "plain", "seal", "verify", "write", "write_many"]

Changes = Mapping[str, tuple[Any, Any]]

# The columns of an entry: what its act says, and what the database adds when it seals.
SAID = (
    *("who_name", "for_whom", "for_whom_id"),
    *("act", "subject_type", "subject_id", "subject_name", "changes", "note"),
)
WRITTEN = ("at", "who_id", *SAID)
TOLD = (*SAID, "previous", "hash")


def write(
    act: str,
    *,
    by: AbstractBaseUser | None,
    subject: Model,
    at: datetime,
    changes: Changes = {},  # noqa: B006  read only
    note: str = "",
) -> Entry:
    """Add what was done to the journal, in the caller's transaction.

    `act` is the name of the act (`submit`), `changes` each field it changed, before and after.
    `by` is None for what the programme does by itself. Secrets (`hiding.py`) are not kept, only
    that they changed. The entry gets its number when the transaction commits; it waits for nobody
    before that.
    """
    (values,) = _lines(act, [(subject, changes)], by=by, at=at, note=note)
    entry = Entry(**dict(zip(WRITTEN, values, strict=True)))
    entry.save(force_insert=True)
    return entry


def write_many(
    act: str,
    subjects: Iterable[tuple[Model, Changes]],
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    note: str = "",
    send: Sender | None = None,
) -> int:
    """The same for an act on many things at once. Returns how many.

    `send`: where other rows of the same transaction are being written in this order. Entries
    given there are in the journal, sealed, after the commit or `seal`, and written only once.
    """
    lines = _lines(act, subjects, by=by, at=at, note=note)
    if send is None:
        return insert_values(Entry, WRITTEN, lines)
    return send.insert(Entry, WRITTEN, lines, table="records_waiting")


def seal(send: Sender) -> None:
    """Seal now what `write_many` gave to it: the last thing a transaction does, for from here to
    its commit nobody else's entry can be sealed."""
    send.run("SET CONSTRAINTS records_seal_waiting IMMEDIATE")
    send.run("SET CONSTRAINTS records_seal_waiting DEFERRED")


def of(subject: Model) -> QuerySet[Entry]:
    """A subject's whole life, oldest first."""
    return _about(_type(subject), str(subject.pk))


def life_of(subject_type: str, subject_id: str) -> dict[str, Any]:
    """One subject's whole life as a file to hand out: every entry with its seal."""
    entries = [
        {
            "number": entry.number,
            "at": f"{entry.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            "who": entry.who_id,
            **{name: getattr(entry, name) for name in TOLD},
        }
        for entry in _about(subject_type, subject_id)
    ]
    return {"subject_type": subject_type, "subject_id": subject_id, "entries": entries}


def plain(value: Any) -> Any:
    """A value as the journal keeps it: the same thing always becomes the same JSON.

    Text becomes NFC, days and times ISO 8601 (in UTC), decimals the text that keeps their
    zeros, a thing its key and its name of that moment.
    """
    kind = type(value)
    if value is None or kind is int:  # these three are most of what an import writes
        return value
    if kind is str:
        return _text(value)
    if kind is dict:
        return {_text(key): plain(one) for key, one in value.items()}
    match value:
        case bool() | int():
            return value
        case str() | Promise():
            return _text(value)
        case float():
            return repr(value)
        case Decimal():
            return f"{value:f}"
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case UUID():
            return str(value)
        case Model():
            return {"id": plain(value.pk), "name": _text(value)}
        case Range():
            return {"from": plain(value.lower), "to": plain(value.upper)}
        case Mapping():
            return {_text(key): plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case set() | frozenset():
            return sorted((plain(one) for one in value), key=str)
    raise TypeError(f"the journal cannot keep a {type(value).__name__}")


def _about(subject_type: str, subject_id: str) -> QuerySet[Entry]:
    return Entry.objects.filter(subject_type=subject_type, subject_id=subject_id)


def _lines(
    act: str,
    subjects: Iterable[tuple[Model, Changes]],
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    note: str,
) -> Iterator[tuple[Any, ...]]:
    """For each thing what its entry says, in the order of `WRITTEN`."""
    who = (by.pk if by else None, veiled(_text(by or "", 200)), *_acting_for(by), act)
    note = veiled(_text(note))
    plain_in: dict[type[Model], set[str]] = {}
    for subject, changes in subjects:
        model = subject.__class__
        open_names = plain_in.setdefault(model, set())  # those known to hold no secret
        kept = {}
        texts = [subject_name := _text(subject, 300)]
        for name, (before, after) in changes.items():
            if name not in open_names:
                if kind_in(model, name) is None:
                    open_names.add(name)
                else:
                    before, after = discreet(model, name, before, after)
            # What it costs to call something for each of a quarter of a million values is felt.
            if before is not None and before.__class__ is not int:
                before = _kept(before, name, texts)
            if after.__class__ is str:
                texts.append(after)
            elif after.__class__ is date:  # no secret can stand in a day, nor in a number
                after = after.isoformat()
            elif after is not None and after.__class__ is not int:
                after = _kept(after, name, texts)
            kept[name] = [before, after]
        # Nearly no entry has anything that is kept in another way, or a secret, and to look at all
        # its texts in one is quick.
        told = "\n".join(texts)
        if not is_familiar(told):
            told = _text(told)
            kept = {name: [plain(each) for each in both] for name, both in kept.items()}
        if may_be_secret(told):
            subject_name = veiled(subject_name)
            kept = {name: [veiled(each, name) for each in both] for name, both in kept.items()}
        yield at, *who, _type(subject), str(subject.pk), subject_name, kept, note


_THING = {"id", "name"}
"""What is kept of a thing, its key and its name; neither of the two is called like a secret."""


def _kept(value: Any, name: str, texts: list[str]) -> Any:
    """A value of a field of this name, plain. A bare text is put to `texts` as it is, for the
    caller to look through; from all else the secrets that stand within it are gone."""
    kind = type(value)
    if kind is str:
        texts.append(value)
        return value
    if kind is dict and [*map(type, value.values())] == [int, str] and value.keys() == _THING:
        texts.append(value["name"])
        return value
    if kind is date:
        return value.isoformat()
    return veiled(plain(value), name)


def _acting_for(by: AbstractBaseUser | None) -> tuple[str, int | None]:
    """The organisation of the membership that `by` acts under, which `parties` knows."""
    organisation = getattr(getattr(by, "acting", None), "organisation", None)
    return ("", None) if organisation is None else (_text(organisation, 300), organisation.pk)


def _type(subject: Model) -> str:
    model = subject._meta.concrete_model
    assert model is not None
    return model._meta.label_lower


def _text(value: object, length: int | None = None) -> str:
    if type(value) is str and value.isascii() and "\0" not in value:
        return value[:length]
    # PostgreSQL keeps no U+0000.
    return nfc(str(value)).replace("\0", "\ufffd")[:length]
