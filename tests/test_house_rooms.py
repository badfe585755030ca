"""The one pattern of a room, held: models, acts, words, who may."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import AppConfig, apps
from django.db import models
from django.utils.module_loading import module_has_submodule

from sanvat.records.hiding import Hides
from sanvat.records.history import all_words
from sanvat.records.secrets import Kind

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sanvat"
DOORS = {"site", "desk", "portal", "api", "ui"}
ROOMS = [
    app
    for app in apps.get_app_configs()
    if app.name.startswith("sanvat.") and app.label not in DOORS
]
LONGEST_FILE = 600
IN_SOURCE = re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*(?:to=)?[\"']([^\"']+)")

every_room = pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.label)


def part(room: AppConfig, name: str) -> ModuleType | None:
    """A module or package of a room; None where it has none of that name."""
    if not module_has_submodule(room.module, name):
        return None
    return import_module(f"{room.name}.{name}")


def acts(room: AppConfig) -> dict[str, object]:
    """The public acts of a room, as its `actions` names them."""
    actions = part(room, "actions")
    named = getattr(actions, "__all__", []) if actions else []
    found = {name: getattr(actions, name) for name in named}
    return {name: act for name, act in found.items() if inspect.isfunction(act)}


EVERY_ACT = [
    pytest.param(room, name, act, id=f"{room.label}.{name}")
    for room in ROOMS
    for name, act in acts(room).items()
]
EVERY_MODEL = [
    pytest.param(model, id=model._meta.label) for room in ROOMS for model in room.get_models()
]


def sources(room: AppConfig, name: str) -> list[Path]:
    """The files of a part of a room, be it one file or a folder."""
    path = Path(room.path)
    return [
        file
        for file in (path / f"{name}.py", *sorted((path / name).glob("*.py")))
        if file.is_file()
    ]


def journal_acts() -> set[str]:
    """Every name under which a room writes the journal."""
    found = set()
    for path in (path for room in ROOMS for path in Path(room.path).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "journal.write" not in text and not re.search(r"\bact\s*=", text):
            continue  # reading a file as code takes far longer than looking for a word in it
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call):
                continue
            given = [keyword.value for keyword in node.keywords if keyword.arg == "act"]
            if ast.unparse(node.func) in ("journal.write", "journal.write_many"):
                given += node.args[:1]
            found |= {
                each.value
                for each in given
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            }
    return found


# Models


@every_room
def test_a_room_with_models_has_migrations(room):
    if list(room.get_models()):
        assert (Path(room.path) / "migrations" / "0001_initial.py").exists()


@pytest.mark.parametrize("model", EVERY_MODEL)
def test_a_model_reads_well_in_a_list(model):
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", EVERY_MODEL)
def test_a_model_says_what_the_journal_hides(model):
    """Of its own: what a base class hides need not be what this one has to hide."""
    hides: Hides = vars(model)["JOURNAL_HIDES"]

    assert all(isinstance(kind, Kind) for kind in hides.values())


@pytest.mark.parametrize("model", EVERY_MODEL)
def test_a_model_stands_in_the_glossary(model):
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").casefold()

    assert str(model._meta.verbose_name).casefold() in glossary


@pytest.mark.parametrize("model", EVERY_MODEL)
def test_a_state_has_its_steps(model):
    """Steps are looked up in one table, which knows every state."""
    states = [field for field in model._meta.fields if field.name == "state" and field.choices]
    if not states or not hasattr(model, "STEPS"):
        # A state that nobody may step through freely: it is set by a form, like any choice.
        assert not hasattr(model, "NEXT")
        return
    known = {value for value, _label in states[0].flatchoices}
    assert {after for state in known for after in model.STEPS.after(state)} <= known


@every_room
def test_a_foreign_key_names_the_class(room):
    """Django resolves a string before we can look, so this reads the source."""
    named = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources(room, "models")
        for name in IN_SOURCE.findall(path.read_text(encoding="utf-8"))
        if name != "self"
    ]

    assert named == []


# Acts


@every_room
def test_a_room_with_acts_says_who_may_do_them(room):
    assert part(room, "access") or not part(room, "actions")


def is_the_programmes(act: object) -> bool:
    """What nobody is at work in: a job does it, or another act."""
    return (inspect.getdoc(act) or "").startswith(("By a job", "By the programme"))


@pytest.mark.parametrize(("room", "name", "act"), EVERY_ACT)
def test_an_act_takes_who_and_when(room, name, act):
    parameters = inspect.signature(act).parameters

    assert "at" in parameters
    assert "by" in parameters or is_the_programmes(act)


@pytest.mark.parametrize(("room", "name", "act"), EVERY_ACT)
def test_an_act_has_a_test_that_names_it(room, name, act):
    tests = ROOT / "tests" / room.label
    named = re.compile(rf"\b{name}\b")

    assert any(named.search(path.read_text(encoding="utf-8")) for path in tests.rglob("*.py"))


@pytest.mark.parametrize("act", sorted(journal_acts()))
def test_what_the_journal_tells_has_its_words(act):
    assert act in all_words().acts


def test_no_words_are_left_of_acts_that_are_gone():
    assert set(all_words().acts) - journal_acts() == set()


# Files


def test_a_file_holds_one_subject():
    """A longer file says in a comment why: "# Over 600 lines: …"."""
    long = [
        f"{path.relative_to(ROOT)}: {len(lines)}"
        for folder in ("src", "tests", "bench", "tools")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
        and len(lines := path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
        and not any(line.startswith(f"# Over {LONGEST_FILE} lines: ") for line in lines)
    ]

    assert long == []


DOORS_OF_ALL = ("portal", "api")
HANDS_OUT = {"download", "open"}


def test_a_door_of_everybody_asks_whether_a_file_may_be_published():
    """A paper whose photos tell where they were taken is for those who may see it only."""
    for door in DOORS_OF_ALL:
        for path in (PACKAGE / door).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            of_files = {
                node.attr
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "files"
            }
            assert not of_files & HANDS_OUT or "may_be_published" in of_files, path
