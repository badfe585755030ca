"""The one list of what is secret: everything that could hold a secret is in it, or said plain."""

import ast
import inspect
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app as jobs

import sanvat
from sanvat.records import secrets
from sanvat.records.hiding import discreet, hides, kind_in, veiled
from sanvat.records.sealing import InvalidToken, seal, unseal
from sanvat.records.secrets import HIDDEN, NUMBER, PLAIN, Shown

PACKAGE = Path(sanvat.__file__).parent
WITH_TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
OURS = [model for model in apps.get_models() if model.__module__.startswith("sanvat.")]
THEIRS = [model for model in apps.get_models() if not model.__module__.startswith("sanvat.")]
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def holds_text(field: models.Field) -> bool:
    """A key of a choice tells no more than that it was chosen; whether that is a trait of a
    person, its name says."""
    return isinstance(field, WITH_TEXT) and not field.choices


# Every field, every argument, every line


def test_every_field_is_of_a_kind_or_plain():
    unsaid = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.concrete_fields
        if field.name not in model.JOURNAL_HIDES
        and not field.is_relation
        and (
            secrets.kind_of(field.name)
            or (holds_text(field) and field.name not in secrets.PLAIN_NAMES)
        )
    ]

    assert unsaid == [], "say its kind in JOURNAL_HIDES, or that its name is plain in secrets.py"


def test_a_model_hides_only_what_it_has():
    of_others = {"gender", "ethnicity", "is_disabled", "home_address"}  # told at their producer
    foreign = [
        f"{model._meta.label}.{name}"
        for model in OURS
        for name in set(model.JOURNAL_HIDES)
        - {field.name for field in model._meta.get_fields()}
        - of_others
    ]

    assert foreign == []


def test_what_libraries_keep_is_known():
    assert [
        f"{model._meta.label}.{field.name}"
        for model in THEIRS
        for field in model._meta.concrete_fields
        if not field.is_relation
        and secrets.kind_of(field.name)
        and field.name not in secrets.OF_LIBRARIES.get(model._meta.label_lower, {})
    ] == []


def test_models_of_ours_and_of_libraries_are_there_to_look_at():
    assert len(OURS) > 150
    assert len(THEIRS) > 20


def test_no_table_is_listed_that_is_gone():
    there = {model._meta.label_lower for model in THEIRS}

    assert set(secrets.OF_LIBRARIES) - there == set()


def test_jobs_carry_numbers_of_rows_and_nothing_else():
    """Their arguments stand in tables, and in lines of log."""
    autodiscover_modules("tasks")
    carried = {
        f"{name}({parameter.name})": parameter.annotation
        for name, task in jobs.tasks.items()
        if task.func.__module__.startswith("sanvat.")
        for parameter in inspect.signature(task.func).parameters.values()
        if parameter.name != "context"
    }

    assert carried
    assert [each for each, kind in carried.items() if kind not in (int, "int", bool, "bool")] == []


def lines_of_log() -> list[tuple[str, str]]:
    """Each key that some line of log has, and where."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            of_log = called.partition(".")[0] in ("log", "logger") and called[-1] != ")"
            if (of_log and called.rpartition(".")[2] in LEVELS) or called == "bind_contextvars":
                found += [(key.arg or "**", str(path)) for key in node.keywords]
    return found


def test_no_line_of_log_has_a_secret_among_its_keys():
    keys = lines_of_log()

    assert ("path", str(PACKAGE / "site/middleware.py")) in keys
    assert [(key, path) for key, path in keys if key == "**" or secrets.kind_of(key)] == []


def test_a_name_is_of_one_kind():
    names = [name for kind in secrets.KINDS for name in kind.names]

    assert len(names) == len(set(names))
    assert set(names) & secrets.PLAIN_NAMES == set()


def test_what_lets_in_is_shown_once_or_never():
    assert {kind.shown for kind in secrets.LETS_IN} <= {Shown.ONCE, Shown.NEVER}


# By name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("phone", secrets.PHONE),
        ("producer.phone", secrets.PHONE),
        ("contact_phone", secrets.PHONE),
        ("Set-Cookie", secrets.SESSION),
        ("new_password_again", secrets.PASSWORD),
        ("representative.cccd", NUMBER),
        ("household_number", NUMBER),
        ("sort_key", None),
        ("status_code", None),
        ("name", None),
        ("", None),
    ],
)
def test_a_name_tells_the_kind(name, kind):
    assert secrets.kind_of(name) is kind


def test_a_model_cannot_name_what_the_list_does_not_know():
    with pytest.raises(ValueError, match="colour"):
        hides("colour")


def test_a_field_is_hidden_though_nobody_thought_of_it():
    class Unthinking(models.Model):
        class Meta:
            app_label = "records"
            abstract = True

    assert discreet(Unthinking, "2025.contact_phone", "", "0912345670") == ("", HIDDEN)
    assert discreet(Unthinking, "cccd", None, "068190001234") == (None, HIDDEN)
    assert discreet(Unthinking, "tax_code", "0300588569", "") == ("0300588569", "")


def test_plain_is_what_a_model_says_is_plain():
    place = apps.get_model("places", "Place")

    assert place.JOURNAL_HIDES["code"] is PLAIN
    assert kind_in(place, "code") is None


# By how it looks


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("068190001234", "068••••••234"),
        ("068 190 001 234", "068••••••234"),
        ("250123456", "250••••••456"),
        ("B1234567", "B12••••••567"),
        ("0300588569", "0300588569"),
        ("0300588569-001", "0300588569-001"),
        ("41A8001234", "41A8001234"),
        ("", ""),
    ],
)
def test_a_number_that_is_a_persons_own_is_masked(number, shown):
    assert secrets.masked(number) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bà Hoa, 068190001234", "Bà Hoa, 068••••••234"),
        ("(068190001234)", "(068••••••234)"),
        ("số 068 190 001 234.", "số 068••••••234."),
        ("068.190.001.234, xã", "068••••••234, xã"),
        ("068 1 90 001234", "068••••••234"),
        ("0681 9000 1234", "068••••••234"),
        ("CMND 250123456 cấp năm 2010", "CMND 250••••••456 cấp năm 2010"),
        ("căn cước số: 068190001234", "căn cước số: 068••••••234"),
        ("Hộ chiếu B1234567", "Hộ chiếu B12••••••567"),
        ("hộ chiếu số:  n1234567,", "hộ chiếu số:  n12••••••567,"),
        ("passport no. : 250123456", "passport no. : 250••••••456"),
        ("Passport No.n1234567", "Passport No.n12••••••567"),
        ("số định danh 250123456", "số định danh 250••••••456"),
        ("Số số định danh cá nhân là 250 123 456", "Số số định danh cá nhân là 250••••••456"),
        ("số căn  cước\ncông dân=250123456", "số căn  cước\ncông dân=250••••••456"),
        ("chứng minh nhân dân\n.\n250-123-456", "chứng minh nhân dân\n.\n250••••••456"),
        ("chứng minh thư250123456", "chứng minh thư250••••••456"),
        ("cmnd" + " " * 90 + "250123456", "cmnd" + " " * 90 + "250••••••456"),
        ("cmnd 250123456 cccd 250123457", "cmnd 250••••••456 cccd 250••••••457"),
        ("khóa sanvat_abcdefghijklmnopqrstuvwxyz", "khóa sanvat_•"),
    ],
)
def test_a_persons_own_number_is_found_in_any_text(text, shown):
    assert secrets.veiled(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "8936012345678",  # a barcode
        "1.068.190.001.234 đồng",
        "120000000000",
        "097190001234",  # no province has 097
        "000190001234",
        "068490001234",  # the 22nd century
        "0912345678 và 0987654321",
        "Quyết định 1489/QĐ-TTg ngày 06/07/2026",
        "x068190001234",
        "068190001234567",
        "chứng minh rằng 15 hộ đã làm",
        "cmnd số là 250123456",  # one word between, not two
        "cmnd :: 250123456",
        "căn cước công 250123456",
        "chứng minh thư nhân dân 250123456",
        "hộ chiếu 250123456x",
        "acmnd 250123456",
    ],
)
def test_what_is_no_personal_number_stays(text):
    assert secrets.veiled(text) == text


def test_the_veil_lies_on_all_that_an_entry_keeps():
    kept = {
        "name": "Hộ 068190001234",
        "phone": "0912345670",
        "sizes": [{"name": "068190001234", "barcode": "036000291452"}],
        "count": 3,
    }

    assert veiled(kept) == {
        "name": "Hộ 068••••••234",
        "phone": HIDDEN,
        "sizes": [{"name": "068••••••234", "barcode": "036000291452"}],
        "count": 3,
    }


# Sealed


def test_what_is_sealed_opens_for_its_purpose_alone(settings):
    settings.SECRET_KEY_FALLBACKS = []
    sealed = seal("đường dẫn", purpose="one thing")

    assert "dẫn" not in sealed
    assert unseal(sealed, purpose="one thing") == "đường dẫn"
    with pytest.raises(InvalidToken):
        unseal(sealed, purpose="another")


def test_what_is_sealed_outlives_a_change_of_the_secret(settings):
    sealed = seal("đường dẫn", purpose="one thing")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of this installation"

    assert unseal(sealed, purpose="one thing") == "đường dẫn"
