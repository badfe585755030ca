"""What is secret: one list, which the journal, logs, jobs, search, pages and exports obey.

A thing is known by its name (of a field, an argument, a key of a log line, a part of an address),
by what a model says of it in its `JOURNAL_HIDES`, and some also by how they look in any text: a
person's own number, a key of the API. A new field with text in it gets a kind, or its name goes to
`PLAIN_NAMES`; `tests/records/test_secrets.py` asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

HIDDEN = "•"
"""Stands for a value that is not kept, or not shown."""


class Shown(StrEnum):
    """To whom a secret is ever shown."""

    NEVER = "never"
    ONCE = "once"  # to its owner, on the one answer that makes it
    MASKED = "masked"  # first and last three signs; in full to who may change it, in its form
    TO_WHO_NEEDS = "to who needs it"  # the one it is about, and the officers of the place
    TO_ALL = "to all"


def _any(value: Any) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """A kind of secret: how it is shown, where alone it may stand, and by which names it goes.

    `covers` says of a value whether it is one at all: not every tax code is a person's number.
    """

    key: str
    shown: Shown
    stands: str
    names: frozenset[str] = frozenset()
    covers: Callable[[Any], bool] = _any

    def __repr__(self) -> str:
        return f"<{self.key}>"


# A person's own number


_SEPARATORS = re.compile(r"[\s.\-–_]")
_FOREIGN_PASSPORT = re.compile(r"[A-Z][0-9]{7,8}")


def is_personal(code: Any) -> bool:
    """Whether a number that stands for a tax code or a registration is a person's own, which is
    never shown in full: 12 digits, 9 of an older card, or a passport's.

    Since 1 July 2025 a household's tax code, and with it the number of its registration, is the
    personal number of who represents it (Luật Quản lý thuế 2019 Điều 35; Nghị định
    168/2025/NĐ-CP). Companies have 10 digits, branches 13.
    """
    bare = _SEPARATORS.sub("", str(code)).upper()
    if bare.isascii() and bare.isdigit():
        return len(bare) in (9, 12)
    return _FOREIGN_PASSPORT.fullmatch(bare) is not None


def masked(code: Any) -> str:
    """A number as a page shows it: one that is a person's own never in full."""
    return _mask(str(code)) if is_personal(code) else str(code)


def _mask(number: str) -> str:
    bare = _SEPARATORS.sub("", number)
    return f"{bare[:3]}••••••{bare[-3:]}"


# How a personal number is built: Nghị định 137/2015/NĐ-CP Điều 13 (province, sex and century,
# year of birth, six more), the provinces 001 to 096 by Thông tư 07/2016/TT-BCA phụ lục I, sex and
# century 0 and 1 for 1900–1999, 2 and 3 for 2000–2099. Written in one, or in groups. A digit, a
# letter or a decimal sign beside it makes it something else, such as a sum or a barcode.
# What stands before is asked behind the 0, since looking for a 0 is quick.
_LONELY = r"0(?<![\w.,/\-–]0)", r"(?![\w/]|[.,\-–]\w)"
_IN_TEXT = re.compile(
    _LONELY[0]
    + r"(?!00)[0-9]{2}(?:[0-3][0-9]{8}|(?P<s>[ .\-–])[0-3][0-9]{2}(?P=s)[0-9]{3}(?P=s)[0-9]{3}"
    + r"|(?P<t>[ .\-–])[0-3](?P=t)[0-9]{2}(?P=t)[0-9]{6}|[0-3][ .\-–][0-9]{4}[ .\-–][0-9]{4})"
    + _LONELY[1]
)
_LAST_PROVINCE = 96
# The older card of nine digits and a passport look like any number, so only the word tells.
# Of what stands between the word and the number nothing is given back: many blanks are read once.
_BY_ITS_WORD = re.compile(
    r"(?i)\b(?P<word>(?:số\s++)?(?:cccd|cmnd|cmtnd|căn\s++cước(?:\s++công\s++dân)?+"
    r"|chứng\s++minh(?:\s++(?:thư|nhân\s++dân))?+|hộ\s++chiếu|passport|số\s++định\s++danh"
    r"(?:\s++cá\s++nhân)?+)\s*+(?:(?:số|là|no\.?+)\s*+)?+(?:[:.=]\s*+)?+)"
    r"(?P<number>[a-z]?[0-9](?:[ .\-–]?[0-9]){6,11})(?!\w)"
)
_API_KEY = re.compile(r"\bsanvat_[A-Za-z0-9_\-]{20,}")
_WORDS = ("cccd", "cmnd", "cmtnd", "cước", "chứng", "chiếu", "passport", "định")
"""In small letters, one of those of `_BY_ITS_WORD`."""
SHORTEST = 7
"""Signs of the shortest number that is hidden."""
_WORTH_A_LOOK = re.compile(r"[0-9][0-9 .\-–]{6}")


def may_be_secret(text: str) -> bool:
    """Whether `veiled` has to look closer at a text, or at one of several that stand in it apart
    by ends of lines."""
    return len(text) >= SHORTEST and ("sanvat_" in text or bool(_WORTH_A_LOOK.search(text)))


def veiled(text: str) -> str:
    """Any text without the personal numbers and keys of the API that stand in it."""
    if not may_be_secret(text):
        return text
    has_key = "sanvat_" in text
    folded = text.casefold()  # most texts have none of the words, and to look is quick
    for word in _WORDS:
        if word in folded:
            text = _BY_ITS_WORD.sub(lambda found: found["word"] + _mask(found["number"]), text)
            break
    text = _IN_TEXT.sub(_masked_in_text, text)
    return _API_KEY.sub(f"sanvat_{HIDDEN}", text) if has_key else text


def _masked_in_text(found: re.Match[str]) -> str:
    is_one = 1 <= int(found[0][:3]) <= _LAST_PROVINCE
    return _mask(found[0]) if is_one else found[0]


# The list


def _kind(key: str, shown: Shown, stands: str, *names: str, **more: Any) -> Kind:
    return Kind(key, shown, stands, frozenset(names), **more)


LINK = _kind(
    *("link", Shown.ONCE, "in the letter; sealed while the letter waits"),
    *("token", "giu"),
)
KEY = _kind(
    *("key", Shown.ONCE, "nowhere; its digest in its row, or what the environment says"),
    *("key", "api_key", "secret", "secret_key", "client_secret", "token_secret", "digest"),
    *("authorization", "credentials"),
)
PASSWORD = _kind(
    *("password", Shown.NEVER, "as a hash in the row of its person"),
    *("password", "password1", "password2", "oldpassword", "passphrase"),
)
SECOND_STEP = _kind(
    *("second step", Shown.ONCE, "sealed in its row"),
    *("code", "otp", "totp", "recovery_codes", "unused_codes", "seed", "credential"),
)
SESSION = _kind(
    *("session", Shown.NEVER, "in the row of the session and the cookie of its browser"),
    *("session", "session_key", "session_data", "sessionid", "sanvat_session"),
    *("cookie", "cookies", "set_cookie", "csrftoken", "csrfmiddlewaretoken", "referer", "whose"),
)
NUMBER = _kind(
    *("personal number", Shown.MASKED, "in the row of whose it is"),
    *("tax_code", "registration_number", "household_number", "personal_number", "id_number"),
    *("identity_number", "citizen_id", "cccd", "cmnd", "passport", "passport_number"),
    covers=is_personal,
)
PHONE = _kind(
    *("telephone", Shown.TO_WHO_NEEDS, "in the row of whose it is"),
    *("phone", "telephone", "mobile", "tel"),
)
EMAIL = _kind(
    *("e-mail", Shown.TO_WHO_NEEDS, "in the row of whose it is, and on its letters"),
    *("email", "recipient"),
)
SIGN_IN_NAME = _kind(
    *("sign-in name", Shown.TO_WHO_NEEDS, "in the row of its person"),
    *("username", "login"),
)
ADDRESS = _kind(
    *("address", Shown.TO_WHO_NEEDS, "in the row of whose it is"),
    *("address", "home_address", "residence"),
)
TRAIT = _kind(
    *("trait", Shown.TO_WHO_NEEDS, "in the private facts of a representative"),
    *("gender", "sex", "ethnicity", "is_disabled"),
    *("birthday", "birth_day", "birth_date", "date_of_birth", "born_on", "birth_year"),
)
WRITING = _kind(
    *("private writing", Shown.TO_WHO_NEEDS, "in its row, for who wrote it and who handles it"),
    *("body", "sealed", "raw", "packed", "fields", "args", "typed"),
)

KINDS = (
    *(LINK, KEY, PASSWORD, SECOND_STEP, SESSION),
    *(NUMBER, PHONE, EMAIL, SIGN_IN_NAME, ADDRESS, TRAIT, WRITING),
)
LETS_IN = frozenset({LINK, KEY, PASSWORD, SECOND_STEP, SESSION})
"""Whoever holds one of these gets in."""

IN_PATHS = LETS_IN - {SECOND_STEP}
"""Of these a part of an address speaks; a "code" there is a criterion's."""

PLAIN = Kind("plain", Shown.TO_ALL, "anywhere")
"""What a model says of a field that is no secret though its name sounds like one."""

PLAIN_NAMES = frozenset(
    {
        # what a thing is called, and what is told of it to whoever sees it
        *("name", "title", "text", "story", "note", "description", "subject", "words", "labels"),
        *("event", "advice", "set_aside_reason", "product", "materials", "making", "market"),
        *("capital_source", "unit", "size", "link", "group", "subgroup", "decision", "authority"),
        *("question", "question_en", "text_en", "site"),
        *("told_by", "representative_name", "representative_position", "original_name"),
        *("rulebook", "starts_on", "founded_on", "last_error", "led_to"),
        # of places, and of what is counted in them
        *("full_name", "lineage", "province", "scope", "state"),
        # what follows from other fields
        *("searchable", "public_words", "sort_key", "name_key", "near_key", "folded"),
        *("found_by", "place_key", "also_in", "body_name"),
        # how things are told apart
        *("kind", "extension", "about_type", "subject_type", "subject_id", "start"),
        *("barcode", "sha256", "hash", "previous"),
        # of the journal
        *("who_name", "for_whom", "subject_name", "act"),
        # of a file of a register, which its office alone opens
        *("agreed", "counts", "merged", "hidden_rows", "parts", "told", "mapping", "unread"),
        *("fonts", "answer"),
        # of days off and clocks
        *("reason", "withdrawn_reason", "paper", "fact", "rule", "tables"),
        # of tasks given
        *("proof", "source_text", "source"),
        # of official papers and of what is measured
        *("number", "issuer", "summary", "definition", "source_note", "countable", "choices"),
        *("why", "wording", "verdict"),
        # of agreements
        *("theme", "grounds", "purpose", "money", "effect", "representative", "position"),
        *("capacity", "duties", "duty", "content", "about", "person_name", "signed_at"),
        *("file_name", "held_at", "chair", "attended", "talk", "decisions"),
        *("weaknesses", "proposals", "concerns_source"),
        # of events
        *("venue", "time_note", "conclusion", "report", "cancel_reason", "item", "budget"),
        *("speaker", "wish", "reply", "reply_note", "stand_in", "stand_in_title", "online_link"),
        # of another city's Open311
        *("jurisdiction", "service_code", "their_token", "their_id", "status"),
        # of support
        *("conditions", "legal_form", "thing", "thing_key", "refused_reason"),
        *("in_spite", "voucher"),
        # of plans and movements, which everybody may read
        *("goals", "tasks", "priorities", "revision_reason", "gap_reason", "units"),
        *("call", "under", "value_method", "cancelled_reason"),
        *("guidance", "comment"),
        # of reports
        *("layout", "texts", "signer", "signer_position", "by_place", "rows"),
        *("number_key", "issuer_key"),
        # of news, which everybody may read
        *("title_en", "lead", "lead_en", "name_en", "draft_title", "slug", "path", "url_path"),
        *("seo_title", "search_description", "host", "author", "source_link", "made_from"),
        *("credit", "file_hash", "filter_spec", "focal_point_key"),
        # of comments, as they are published
        *("shown_title", "shown_text"),
        # of work calendars; who leads by name, and the inner note, are told of in the model
        *("led_by", "participants", "prepared_by", "part"),
        # of the public search, which holds what strangers may read
        *("section", "folded_title", "folded_text", "folded_also"),
        *("word", "written", "shown", "sound", "edition"),
    }
)


NUMBERS_OF_THINGS = frozenset({"barcode", "sha256", "digest", "hash", "picture", "pictures"})
"""Long numbers that are no person's, however they look."""

ALONE = frozenset({"args", "body", "code", "fields", "key", "login", "raw", "seed", "session"})
"""Names that tell of a secret only where nothing stands before them: "sort_code" is none."""

OF_LIBRARIES: Mapping[str, Mapping[str, Kind]] = {
    "sessions.session": {"session_key": SESSION, "session_data": SESSION},
    "procrastinate.procrastinatejob": {"args": PLAIN},  # numbers of rows alone: see tasks
    "account.emailaddress": {"email": EMAIL},
    "account.emailconfirmation": {"key": LINK},
    "mfa.authenticator": {"data": SECOND_STEP},
    "socialaccount.socialapp": {"secret": KEY, "key": KEY, "client_id": PLAIN, "settings": KEY},
    "socialaccount.socialaccount": {"uid": SIGN_IN_NAME, "extra_data": TRAIT},
    "socialaccount.socialtoken": {"token": KEY, "token_secret": KEY},
    "wagtailsearch.indexentry": {"body": PLAIN},  # words of pages, for who writes them
    "wagtailcore.pageviewrestriction": {"password": PLAIN},  # never written: what is online is open
    "wagtailcore.collectionviewrestriction": {"password": PLAIN},
    "usersessions.usersession": {"session_key": SESSION, "user_agent": SESSION, "data": SESSION},
}
"""What the tables of libraries hold, which say nothing themselves."""

_BY_NAME = {name: kind for kind in KINDS for name in kind.names}


@lru_cache(maxsize=4096)
def kind_of(name: str) -> Kind | None:
    """The kind of secret that goes by this name; None where the name tells of none.

    "producer.phone" and "contact_phone" are telephones too, and whatever has "password" in it is
    one.
    """
    last = name.rpartition(".")[2].strip().lower().replace("-", "_")
    if last in PLAIN_NAMES:
        return None
    if "password" in last:
        return PASSWORD
    found = _BY_NAME.get(last)
    while last and found is None:
        last = last.partition("_")[2]
        found = None if last in ALONE else _BY_NAME.get(last)
    return found


def is_secret(name: str, value: Any) -> bool:
    """Whether what stands under this name is a secret; what is empty is none."""
    kind = kind_of(name)
    return kind is not None and not is_empty(value) and kind.covers(value)


def is_empty(value: Any) -> bool:
    return value is None or value == ""
