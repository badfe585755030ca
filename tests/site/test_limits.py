"""docs/limits.md says what the code does: values, places and sentences."""

import ast
import importlib
import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polib
from django.urls import NoReverseMatch, get_resolver, reverse

from sanvat.api import http
from sanvat.site import settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "limits.md").read_text()
SOURCES = sorted((ROOT / "src" / "sanvat").rglob("*.py"))

UNITS = {
    "": 1,
    "KB": 2**10,
    "MB": 2**20,
    "GB": 2**30,
    "s": 1,
    "min": 60,
    "h": 3600,
    "days": 24 * 3600,
}

NO_LIMITS = {
    "LARGEST_ID",  # of the database's numbers
    "LONGEST_NOTE",  # within a picture that is examined
    "LARGEST_READ",
}
"""Constants named like limits that no person meets."""
NO_LIMITS_OF = {"site/demo", "site/seed", "records/confined/png.py", "register/telling.py"}
"""… and files whose constants are of trial data, or name a field's length again."""


class Row(NamedTuple):
    value: str
    where: str
    told: str


ROWS = [
    Row(value, where, told)
    for value, where, told in re.findall(
        r"^\| [^|]+ \| ([^|]+) \| `([^|`]+)` \| ([^|]+) \|$", PAGE, re.MULTILINE
    )
]


def test_the_page_is_read_whole():
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")]
    heads = [line for line in lines if line.startswith("| Limit ")]

    assert len(ROWS) == len(lines) - len(heads) > 120
    assert len({row.where for row in ROWS}) == len(ROWS)


def test_a_limit_has_the_value_of_the_code():
    found = {row.where: in_code(row.where) for row in ROWS}
    said = {
        row.where: row.value if isinstance(found[row.where], str) else number(row.value)
        for row in ROWS
    }

    assert said == found


def number(text: str) -> int:
    count, _blank, unit = text.partition(" ")
    return int(count.replace(",", "")) * UNITS[unit]


def in_code(where: str) -> int | str:
    """What stands at a place such as `site.settings.GATE[held]`, or a field's greatest length.

    How often something may be tried is a text, such as `3/h/key`.
    """
    path, _bracket, key = where.rstrip("]").partition("[")
    names = path.split(".")
    for split in range(len(names), 0, -1):
        try:
            found = importlib.import_module(".".join(["sanvat", *names[:split]]))
        except ModuleNotFoundError:
            continue
        break
    for name in names[split:]:
        found = getattr(found, name)
    if "[" in where:
        found = found[key]
    if hasattr(found, "field"):
        found = found.field.max_length
    return int(found.total_seconds()) if isinstance(found, timedelta) else found


def test_every_setting_of_a_limit_stands_there():
    named = {row.where for row in ROWS}
    settings_of = {
        f"site.settings.{name}[{key}]"
        for name in (
            "GATE",
            "BODY_LIMITS",
            "UPLOAD_LIMITS",
            "SIGN_IN_LIMITS",
            "MAIL_LIMITS",
            "PUBLIC_FORM_LIMITS",
            "INVITATION_LIMITS",
            "OFFICER_SESSION",
            "IDEAS_OF_A_PERSON",
        )
        for key in getattr(settings, name)
    }

    assert settings_of - named == set()


def test_every_constant_that_is_called_a_limit_stands_there():
    """A new one wants a row in docs/limits.md, or a name that does not say limit."""
    named = {row.where for row in ROWS}
    one = r"(?:MOST|LARGEST|LONGEST)(?:_[A-Z_]+)?"
    called = re.compile(rf"^({one}(?:, {one})*)(?:: [^=]+)? = ", re.MULTILINE)
    missing = []
    for source in SOURCES:
        inside = source.relative_to(ROOT / "src" / "sanvat").as_posix()
        if inside.startswith(tuple(NO_LIMITS_OF)):
            continue
        module = inside.removesuffix(".py").replace("/", ".")
        for name in set(", ".join(called.findall(source.read_text())).split(", ")) - NO_LIMITS:
            if name and f"{module}.{name}" not in named:
                missing.append(f"{module}.{name}")

    assert missing == []


SENTENCES = re.findall(r"“((?:[^“”]|“[^”]*”)+)”", PAGE)


def is_said(sentence: str) -> bool:
    pattern = ".{0,40}".join(re.escape(part) for part in sentence.split("…"))
    return any(re.search(pattern, said) for said in all_sentences())


def test_a_sentence_is_one_that_the_programme_says():
    assert len(set(SENTENCES)) > 90
    assert [sentence for sentence in sorted(set(SENTENCES)) if not is_said(sentence)] == []


@cache
def all_sentences() -> tuple[str, ...]:
    said = set()
    for catalog in sorted((ROOT / "src" / "sanvat").glob("*/locale/en/LC_MESSAGES/django.po")):
        said |= {entry.msgid for entry in polib.pofile(str(catalog))}
    for node in ast.walk(ast.parse((ROOT / "src/sanvat/portal/self_score/views.py").read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            said.add(node.value)
    return tuple(" ".join(one.split()) for one in said)


# The limits fit one another


def test_addresses_with_a_limit_of_their_own_exist():
    names = {name for name in settings.BODY_LIMITS if name}
    namespaces = set(get_resolver().namespace_dict)

    for name in names - namespaces:
        assert any(_leads(name, given) for given in ([], [1], ["xml"]))


def _leads(name, given) -> bool:
    try:
        return bool(reverse(name, args=given))
    except NoReverseMatch:
        return False


def test_who_may_send_a_file_may_send_it_in_a_form():
    assert settings.BODY_LIMITS["desk:imports"] == settings.UPLOAD_LIMITS["bytes"]
    assert (
        settings.BODY_LIMITS["desk:product_pictures"] > settings.UPLOAD_LIMITS["bytes_of_picture"]
    )
    assert settings.GATE["beside_files"] >= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert settings.BODY_LIMITS["api"] == http.LARGEST_BODY
    largest = max(settings.BODY_LIMITS.values()) + settings.GATE["beside_files"]
    assert settings.GATE["held"] > largest
    assert settings.GATE["let_go"] > largest
    assert settings.BODY_LIMITS[""] >= settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_every_view_that_takes_files_has_its_limit():
    """Where a form has a field for files, its address stands in `BODY_LIMITS`."""
    templates = [
        path.relative_to(ROOT / "src" / "sanvat").as_posix()
        for path in (ROOT / "src" / "sanvat").rglob("*.html")
        if 'enctype="multipart/form-data"' in path.read_text()
    ]

    assert sorted(templates) == [
        "desk/agreements/templates/desk/agreements/_progress.html",  # desk:agreement_item_progress
        "desk/agreements/templates/desk/agreements/amend.html",  # desk:agreement_amend
        "desk/agreements/templates/desk/agreements/sign.html",  # desk:agreement_sign
        "desk/assignments/templates/desk/assignments/again.html",  # desk:share_report
        "desk/assignments/templates/desk/assignments/new.html",  # desk:assignment_new
        "desk/assignments/templates/desk/assignments/share.html",  # desk:share_report
        "desk/concerns/templates/desk/concerns/_acts.html",  # desk:concern_answer
        "desk/concerns/templates/desk/concerns/new.html",  # desk:concern_new
        "desk/events/templates/desk/events/form.html",  # desk:event_new, …_change
        "desk/events/templates/desk/events/handouts.html",
        "desk/indicators/templates/desk/indicators/bring.html",  # desk:collection_bring
        "desk/indicators/templates/desk/indicators/collection_change.html",
        "desk/indicators/templates/desk/indicators/collection_new.html",
        "desk/instruments/templates/desk/instruments/draft_form.html",  # desk:draft_new
        "desk/instruments/templates/desk/instruments/form.html",  # desk:instrument_new, …_change
        "desk/movements/templates/desk/movements/form.html",  # desk:movement_new, …_change
        "desk/movements/templates/desk/movements/record.html",  # desk:contribution_new
        "desk/plans/templates/desk/plans/programme_change.html",  # desk:programme_change
        "desk/products/templates/desk/products/_pictures.html",  # desk:product_pictures
        "desk/register/templates/desk/imports/index.html",  # desk:imports
        "desk/support/templates/desk/support/scheme_new.html",  # desk:support_scheme_new
        "desk/support/templates/desk/support/terms.html",  # desk:support_terms
        "portal/concerns/templates/portal/concerns/send.html",  # portal:concern_new
        "portal/self_score/templates/portal/self_score/find.html",  # portal:self_score_open
    ]
