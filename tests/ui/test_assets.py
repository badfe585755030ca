"""The made files: the same every time, complete, and light."""

import gzip
import re
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import reverse
from fontTools.ttLib import TTFont

from sanvat.ui import assets
from sanvat.ui.apps import finder_is_listed
from sanvat.ui.views import LETTERS

MADE = [
    "ui/desk.css",
    "ui/fonts/be-vietnam-pro-400.woff2",
    "ui/fonts/be-vietnam-pro-600.woff2",
    "ui/mark.svg",
    "ui/sanvat.css",
    "ui/sanvat.js",
]
FIRST_LOAD = 150_000  # bytes on the wire, the promise of the design
PACKAGE = assets.HERE.parent
PUBLIC_PAGES = [
    "/",
    "/tieu-chi/",
    "/tieu-chi/26-2026/",
    "/tieu-chi/26-2026/1/",
    "/tu-cham/",
    "/tu-cham/26-2026/1/",
    "/giao-dien/",
    "/api/v1/docs",
]


def stylesheets_of(page: HttpResponse) -> list[str]:
    """The names of the stylesheets that a page loads, in their order."""
    assert page.status_code == 200
    return re.findall(r'<link rel="stylesheet" href="/static/([^"]+)">', page.content.decode())


def classes_in(folder: Path) -> set[str]:
    css = "".join(path.read_text() for path in folder.rglob("*.css"))
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", css, flags=re.S)
    return set(re.findall(r"\.([a-z][\w-]*)", rules))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_sources_give_the_same_bytes(tmp_path):
    assets.build(tmp_path / "one")
    assets.build(tmp_path / "two")

    one = contents(tmp_path / "one")
    assert list(one) == MADE
    assert one == contents(tmp_path / "two")


def test_static_files_find_what_was_made():
    assert [Path(finders.find(name)).is_file() for name in MADE] == [True] * len(MADE)
    assert finders.find("ui/nothing.css") is None
    assert assets.BuiltFinder().find("ui/../../secret-key") == []


def test_everything_made_is_collected(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path

    call_command("collectstatic", interactive=False, stdout=StringIO())

    assert [name for name in contents(tmp_path) if name.startswith("ui/")] == MADE


def test_a_page_without_its_finder_is_reported(settings):
    settings.STATICFILES_FINDERS = settings.STATICFILES_FINDERS[1:]

    assert [error.id for error in finder_is_listed(None)] == ["ui.E001"]


@pytest.mark.parametrize("weight", assets.WEIGHTS)
def test_a_font_has_every_letter_of_both_languages(weight):
    font = TTFont(assets.built() / f"ui/fonts/be-vietnam-pro-{weight}.woff2")
    needed = LETTERS + LETTERS.upper() + "ỳýỷỹỵìíỉĩị" + "0123456789 –—“”‘’…·×₫≥≤%<>&@"

    assert [letter for letter in needed if ord(letter) not in font.getBestCmap()] == []


@pytest.mark.parametrize("weight", assets.WEIGHTS)
def test_figures_of_a_column_are_of_one_width(weight):
    font = TTFont(assets.built() / f"ui/fonts/be-vietnam-pro-{weight}.woff2")
    substitutions = font["GSUB"].table
    lookups = [
        lookup
        for record in substitutions.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for lookup in record.Feature.LookupListIndex
    ]
    twins = substitutions.LookupList.Lookup[lookups[0]].SubTable[0].mapping

    digits = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
    assert len({font["hmtx"][twins[digit]][0] for digit in digits}) == 1


def test_every_stylesheet_is_part_of_what_pages_load():
    written = [path for path in PACKAGE.rglob("*.css") if "static" not in path.parts]
    loaded = [path for paths in assets.stylesheet_sources().values() for path in paths]

    assert sorted(loaded) == sorted(written)


def test_every_stylesheet_that_is_served_as_it_is_is_asked_for():
    """As that of the editor, whose other styles are Wagtail's."""
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("wagtail_hooks.py"))

    served = list(PACKAGE.rglob("static/**/*.css"))
    assert served
    for path in served:
        name = path.as_posix().rpartition("/static/")[2]
        assert f'static("{name}")' in code


def test_the_file_that_orders_the_layers_comes_first():
    assert assets.stylesheets()["sanvat"].startswith('@charset "UTF-8";\n@layer tokens, ')


def test_a_stylesheet_follows_the_apps_that_say_so(monkeypatch, tmp_path):
    (tmp_path / "css/parts").mkdir(parents=True)
    (tmp_path / "css/b.css").write_text("@layer components {\n  /* why */\n  .b {}\n}\n")
    (tmp_path / "css/parts/a.css").write_text("@layer components {\n  .a {}\n}\n")
    door = SimpleNamespace(path=str(tmp_path), stylesheet="door")
    room = SimpleNamespace(path=str(tmp_path))
    monkeypatch.setattr(assets.apps, "get_app_configs", lambda: [door, room])

    assert assets.stylesheets() == {
        "door": "@layer components {\n.b {}\n}\n@layer components {\n.a {}\n}\n"
    }


def test_the_name_of_what_is_made_follows_every_rule(monkeypatch, tmp_path):
    rules = tmp_path / "css/door.css"
    rules.parent.mkdir()
    rules.write_text(".a {}")
    door = SimpleNamespace(path=str(tmp_path), stylesheet="door")
    monkeypatch.setattr(assets.apps, "get_app_configs", lambda: [door])
    before = assets.fingerprint()

    rules.write_text(".a { color: red }")

    assert assets.fingerprint() != before


def test_every_rule_stands_in_a_layer():
    """A rule outside the layers would silently win over all of them."""
    loose = [
        path.name
        for paths in assets.stylesheet_sources().values()
        for path in paths
        if path.name not in {"layers.css", "fonts.css"}
        and not re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S).strip().startswith("@layer")
    ]

    assert loose == []


def test_what_is_not_of_ui_is_dressed_by_one_door_alone():
    """Else a page would change with the rules of another door."""
    ui, portal, desk = (classes_in(PACKAGE / name / "css") for name in ("ui", "portal", "desk"))

    assert (portal & desk) - ui == set()


def test_no_component_waits_for_the_rules_of_the_desk(client):
    """The page of components, like every public page, does without them."""
    shown = client.get("/giao-dien/").content.decode().split("<main")[1].split("</main>")[0]
    written = {name for names in re.findall(r'class="([^"]+)"', shown) for name in names.split()}
    desk_alone = classes_in(PACKAGE / "desk/css") - classes_in(PACKAGE / "ui/css")

    assert written & desk_alone == set()


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_public_page_does_without_the_rules_of_the_desk(client, path):
    assert stylesheets_of(client.get(path)) == ["ui/sanvat.css"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_the_pages_of_signing_in_load_the_rules_of_the_desk_after_the_others(client, name):
    assert stylesheets_of(client.get(reverse(name))) == ["ui/sanvat.css", "ui/desk.css"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["desk:home", "desk:notices", "account"])
def test_a_page_of_the_desk_loads_its_rules_after_the_others(client, officer, name):
    client.force_login(officer)

    assert stylesheets_of(client.get(reverse(name))) == ["ui/sanvat.css", "ui/desk.css"]


def test_dark_by_device_and_dark_by_switch_are_the_same_dark():
    css = (assets.HERE / "css/base/tokens.css").read_text()
    device = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.S)
    switch = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', css, re.S)

    assert device[1].split() == switch[1].split()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("ink", "paper"),
        ("ink", "sheet"),
        ("ink", "tint"),
        ("ink-soft", "paper"),
        ("ink-soft", "tint"),
        ("red", "paper"),
        ("red", "red-tint"),
        ("green", "green-tint"),
        ("gold-ink", "gold-tint"),
        ("on-red", "red-fill"),
        ("lacquer-ink", "lacquer"),
        ("lacquer-soft", "lacquer"),
    ],
)
def test_words_can_be_read(scheme, front, back):
    colours = tokens(scheme)

    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("front", ["line-firm", "gold-edge", "star-off", "bar", "focus"])
def test_shapes_that_mean_something_can_be_seen(scheme, front):
    colours = tokens(scheme)

    assert contrast(colours[front], colours["paper"]) >= 3


def tokens(scheme: str) -> dict[str, str]:
    css = (assets.HERE / "css/base/tokens.css").read_text()
    start = ":root {" if scheme == "light" else ':root[data-theme="dark"] {'
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css.split(start)[1].split("}")[0]))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_first_load_is_light(client):
    """The heaviest page we have without pictures: the one with every component, and htmx."""
    page = client.get("/giao-dien/").content
    htmx = Path(finders.find("django_htmx/htmx-2.min.js")).read_bytes()
    made = contents(assets.built())
    fonts = sum(len(data) for name, data in made.items() if name.endswith(".woff2"))
    rest = [page, htmx, *(data for name, data in made.items() if not name.endswith(".woff2"))]

    assert fonts + sum(len(gzip.compress(data)) for data in rest) < FIRST_LOAD
    assert fonts + sum(len(brotli.compress(data)) for data in rest) < FIRST_LOAD


def test_what_is_for_paper_is_only_for_paper():
    """The layer called print only says what goes before what; the medium is said within it."""
    rules = [
        (path.name, block)
        for path in PACKAGE.parent.rglob("*.css")
        for block in re.findall(r"@layer print \{\n((?:  .*\n|\n)+)\}", path.read_text())
    ]
    outside = [
        (name, line)
        for name, block in rules
        for line in block.splitlines()
        if re.match(r"  [^ }]", line) and not line.startswith(("  @media print", "  @page"))
    ]

    assert rules
    assert outside == []
