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


# Each test looks at all of them and names those that are wrong: hundreds of tests of a few
# microseconds each would take longer to be run than to look.
EVERY_ACT = [(room, name, act) for room in ROOMS for name, act in acts(room).items()]
EVERY_MODEL = [model for room in ROOMS for model in room.get_models()]


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


def labels(models_: list[type[models.Model]]) -> list[str]:
    return [model._meta.label for model in models_]


def test_every_room_has_its_models_and_acts():
    assert len(EVERY_MODEL) > 150
    assert len(EVERY_ACT) > 300


def test_a_model_reads_well_in_a_list():
    assert labels([m for m in EVERY_MODEL if m.__str__ is models.Model.__str__]) == []


def test_a_model_says_what_the_journal_hides():
    """Of its own: what a base class hides need not be what this one has to hide."""

    def says(model: type[models.Model]) -> bool:
        hides: Hides | None = vars(model).get("JOURNAL_HIDES")
        return hides is not None and all(isinstance(kind, Kind) for kind in hides.values())

    assert labels([model for model in EVERY_MODEL if not says(model)]) == []


def test_a_model_stands_in_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").casefold()

    missing = [m for m in EVERY_MODEL if str(m._meta.verbose_name).casefold() not in glossary]

    assert labels(missing) == []


def test_a_state_has_its_steps():
    """Steps are looked up in one table, which knows every state."""

    def is_wrong(model: type[models.Model]) -> bool:
        states = [field for field in model._meta.fields if field.name == "state" and field.choices]
        if not states or not hasattr(model, "STEPS"):
            # A state that nobody may step through freely: it is set by a form, like any choice.
            return hasattr(model, "NEXT")
        known = {value for value, _label in states[0].flatchoices}
        return not {after for state in known for after in model.STEPS.after(state)} <= known

    assert labels([model for model in EVERY_MODEL if is_wrong(model)]) == []
    assert [model for model in EVERY_MODEL if hasattr(model, "STEPS")]


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


def test_an_act_takes_who_and_when():
    def takes(act: object) -> bool:
        parameters = inspect.signature(act).parameters
        return "at" in parameters and ("by" in parameters or is_the_programmes(act))

    assert [f"{room.label}.{name}" for room, name, act in EVERY_ACT if not takes(act)] == []


def test_an_act_has_a_test_that_names_it():
    words = {
        room.label: {
            word
            for path in (ROOT / "tests" / room.label).rglob("*.py")
            for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
        }
        for room in ROOMS
    }

    unnamed = [
        f"{room.label}.{name}" for room, name, _act in EVERY_ACT if name not in words[room.label]
    ]

    assert unnamed == []


def test_what_the_journal_tells_has_its_words():
    assert len(journal_acts()) > 200
    assert sorted(journal_acts() - set(all_words().acts)) == []


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
