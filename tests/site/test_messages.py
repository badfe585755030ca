"""The English of every sentence: how it is found, kept a package, checked and written."""

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation

from sanvat.errors import Refusal
from sanvat.site import messages
from sanvat.site.commands import serve

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}|%[sd]")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


class Sources:
    """A made-up programme of a few packages, with the sentences and the English a test needs."""

    def __init__(self, package: Path) -> None:
        self.package = package

    def write(self, place: str, text: str) -> None:
        path = self.package / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def catalogue(self, package: str) -> Path:
        return self.package / package / messages.CATALOGUE

    def translate(self, package: str, **english: str) -> None:
        """Fill the English of sentences that stand in a catalogue."""
        kept = polib.pofile(str(self.catalogue(package)), wrapwidth=0)
        for text, said in english.items():
            kept.find(text).msgstr = said
        kept.save()

    def english(self, package: str) -> dict[str, str | dict[int, str]]:
        kept = polib.pofile(str(self.catalogue(package)))
        return {entry.msgid: entry.msgstr_plural or entry.msgstr for entry in kept}


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sources:
    monkeypatch.setattr(messages, "PACKAGE", tmp_path / "made")
    return Sources(tmp_path / "made")


# What is found


def test_sentences_are_found_in_python():
    found = messages._in_python(
        'x = _("một " "hai"); ngettext("sao", "các sao", n); pgettext("thứ", "hai")\n'
        'npgettext("trời", "sao", "các sao", n); _(f"không {x}"); _(x)',
        "a.py",
    )

    assert set(found) == {
        (None, "một hai", None),
        (None, "sao", "các sao"),
        ("thứ", "hai", None),
        ("trời", "sao", "các sao"),
    }


def test_sentences_are_found_in_templates():
    found = messages._in_template(
        '{% translate "ba" %}{% panel title=_("bốn") %}{% translate "hai" context "thứ" %}'
        "{% blocktranslate trimmed with n=m %}\n  năm\n  {{ n }}\n{% endblocktranslate %}"
        "{% blocktranslate count n=m context 'trời' %}sao{% plural %}các sao"
        "{% endblocktranslate %}",
        "a.html",
    )

    assert set(found) == {
        (None, "ba", None),
        (None, "bốn", None),
        ("thứ", "hai", None),
        (None, "năm %(n)s", None),
        ("trời", "sao", "các sao"),
    }


def test_a_package_has_the_sentences_of_its_code_its_pages_and_its_letters(sources):
    sources.write("errors.py", "")
    sources.write("rooms/models/thing.py", '_("một")')
    sources.write("door/thing/templates/door/thing/page.html", '{% translate "hai" %}')
    sources.write("door/templates/mail.txt", '{% translate "một" %}{% translate "hai" %}')
    sources.write("plain/numbers.py", "y = 2")

    assert messages.sentences() == {
        sources.catalogue("rooms"): {
            (None, "một"): messages.Use(None, ["made/rooms/models/thing.py"])
        },
        sources.catalogue("door"): {
            (None, "một"): messages.Use(None, ["made/door/templates/mail.txt"]),
            (None, "hai"): messages.Use(
                None,
                [
                    "made/door/templates/mail.txt",
                    "made/door/thing/templates/door/thing/page.html",
                ],
            ),
        },
    }


# What is written


def test_update_writes_a_catalogue_a_package(sources):
    sources.write("rooms/b.py", 'ngettext("%(n)s sao", "%(n)s sao", n); _("Dòng một\\nDòng hai")')
    sources.write("rooms/a.py", 'pgettext("thứ", "Chín"); _("Chín"); _("Dòng một\\nDòng hai")')
    sources.write("door/a.py", '_("Chín")')

    assert messages.update() == {"door": (1, 0), "rooms": (4, 0)}
    written = sources.catalogue("rooms").read_text(encoding="utf-8")
    assert written.partition("\n\n")[2] == (
        "#: made/rooms/b.py\n"
        'msgid "%(n)s sao"\n'
        'msgid_plural "%(n)s sao"\n'
        'msgstr[0] ""\n'
        'msgstr[1] ""\n\n'
        "#: made/rooms/a.py\n"
        'msgid "Chín"\n'
        'msgstr ""\n\n'
        "#: made/rooms/a.py\n"
        'msgctxt "thứ"\n'
        'msgid "Chín"\n'
        'msgstr ""\n\n'
        "#: made/rooms/a.py made/rooms/b.py\n"
        'msgid ""\n'
        '"Dòng một\\n"\n'
        '"Dòng hai"\n'
        'msgstr ""\n'
    )
    assert messages.update() == {}
    assert sources.catalogue("rooms").read_text(encoding="utf-8") == written


def test_a_sentence_keeps_its_english_until_nobody_says_it(sources):
    sources.write("rooms/a.py", '_("Một"); _("Hai")')
    messages.update()
    sources.translate("rooms", Một="One", Hai="Two")
    sources.write("rooms/a.py", '_("Một"); _("Ba")')

    assert messages.update() == {"rooms": (1, 1)}
    assert sources.english("rooms") == {"Một": "One", "Ba": ""}


def test_a_sentence_that_moves_to_another_package_keeps_its_english(sources):
    sources.write("rooms/a.py", '_("Một"); _("Hai")')
    messages.update()
    sources.translate("rooms", Một="One", Hai="Two")
    sources.write("rooms/a.py", '_("Hai")')
    sources.write("door/a.py", '_("Một"); _("Hai")')

    assert messages.update() == {"door": (2, 0), "rooms": (0, 1)}
    assert sources.english("door") == {"Một": "One", "Hai": "Two"}
    assert sources.english("rooms") == {"Hai": "Two"}


def test_a_catalogue_whose_package_says_nothing_any_more_goes(sources):
    sources.write("rooms/a.py", '_("Một")')
    messages.update()
    sources.translate("rooms", Một="One")
    messages.compile_if_changed()
    sources.write("rooms/a.py", "")
    sources.write("door/a.py", '_("Một")')

    assert messages.update() == {"door": (1, 0), "rooms": (0, 1)}
    assert sources.english("door") == {"Một": "One"}
    assert list(sources.catalogue("rooms").parent.iterdir()) == []


def test_a_sentence_that_gains_a_plural_waits_for_the_english_of_many(sources):
    sources.write("rooms/a.py", '_("%(n)s sao")')
    messages.update()
    sources.translate("rooms", **{"%(n)s sao": "%(n)s star"})
    sources.write("rooms/a.py", 'ngettext("%(n)s sao", "%(n)s sao", n)')

    messages.update()

    assert sources.english("rooms") == {"%(n)s sao": {0: "%(n)s star", 1: ""}}


def test_update_takes_both_sides_of_a_conflict(sources):
    sources.write("rooms/a.py", '_("Một"); _("Hai"); _("Ba")')
    sources.write(
        f"rooms/{messages.CATALOGUE}",
        f'{HEADER}#: a.py\nmsgid "Ba"\nmsgstr "Three"\n\n#: a.py\n'
        '<<<<<<< HEAD\nmsgid "Một"\nmsgstr "One"\n||||||| merged\nmsgid "Không"\nmsgstr "Nought"\n'
        '=======\nmsgid "Hai"\nmsgstr "Two"\n>>>>>>> theirs\n',
    )

    assert messages.update() == {}
    assert sources.english("rooms") == {"Ba": "Three", "Hai": "Two", "Một": "One"}
    assert messages.problems() == []


def test_a_conflict_about_the_english_itself_is_left_to_a_person(sources):
    sources.write("rooms/a.py", '_("Một")')
    sources.write(
        f"rooms/{messages.CATALOGUE}",
        f'{HEADER}msgid "Một"\n<<<<<<< HEAD\nmsgstr "One"\n=======\nmsgstr "A"\n>>>>>>> theirs\n',
    )

    messages.update()

    written = sources.catalogue("rooms").read_text(encoding="utf-8")
    assert written.partition("\n\n")[2] == (
        '# Or: A\n#: made/rooms/a.py\n#, fuzzy\nmsgid "Một"\nmsgstr "One"\n'
    )
    assert messages.problems() == ["made/rooms/locale/en/LC_MESSAGES/django.po:11: fuzzy: 'Một'"]


def test_a_catalogue_that_cannot_be_read_is_named(sources):
    sources.write("rooms/a.py", '_("Một")')
    sources.write(f"rooms/{messages.CATALOGUE}", f'{HEADER}msgid "Một"\nmsstr "One"\n')

    with pytest.raises(Refusal, match=r"made/rooms/locale/en/LC_MESSAGES/django\.po.*line 5"):
        messages.update()


def test_a_catalogue_is_compiled_beside_its_text_when_the_text_is_newer(sources):
    sources.write("rooms/a.py", '_("Một")')
    messages.update()
    for english in ("One", "An only one"):
        sources.translate("rooms", Một=english)

        messages.compile_if_changed()

        compiled = polib.mofile(str(sources.catalogue("rooms").with_suffix(".mo")))
        assert {entry.msgid: entry.msgstr for entry in compiled} == {"Một": english}


# What is refused


@pytest.mark.parametrize(
    ("kept", "problem"),
    [
        ('msgid "%(n)s sao"\nmsgstr "%(n)s stars"\n', None),
        ('msgid "%(n)s sao"\nmsgstr ""\n', "django.po:4: no English"),
        ('#, fuzzy\nmsgid "%(n)s sao"\nmsgstr "%(n)s stars"\n', "django.po:4: fuzzy"),
        (
            'msgid "%(n)s sao"\nmsgstr "%(count)s stars"\n',
            "django.po:4: other placeholders in the English",
        ),
        ("", "a.py: not in the catalogue"),
    ],
)
def test_each_way_to_lack_english_is_told(sources, kept, problem):
    sources.write("rooms/a.py", '_("%(n)s sao")')
    sources.write(f"rooms/{messages.CATALOGUE}", HEADER + kept)

    told = [line for line in messages.problems() if "messages update" not in line]

    folder = "made/rooms/" + ("" if "a.py" in str(problem) else "locale/en/LC_MESSAGES/")
    assert told == ([f"{folder}{problem}: '%(n)s sao'"] if problem else [])


def test_a_catalogue_that_update_would_rewrite_is_refused(sources):
    sources.write("rooms/a.py", '_("Một")')
    messages.update()
    sources.translate("rooms", Một="One")
    assert messages.problems() == []

    with sources.catalogue("rooms").open("a", encoding="utf-8") as file:
        file.write("\n")
    sources.write(f"quiet/{messages.CATALOGUE}", HEADER)

    assert messages.problems() == [
        f"made/{package}/locale/en/LC_MESSAGES/django.po: "
        "not as `sanvat messages update` writes it; run that"
        for package in ("quiet", "rooms")
    ]


def test_two_packages_that_translate_a_sentence_differently_are_told(sources):
    for package in ("door", "rooms", "ui"):
        sources.write(f"{package}/a.py", '_("Một")')
    sources.write("plain/a.py", 'pgettext("của tuần", "Một")')
    messages.update()
    for package, english in (("door", "One"), ("plain", "Mon"), ("rooms", "A"), ("ui", "One")):
        sources.translate(package, Một=english)

    assert messages.problems() == [
        "made/rooms/locale/en/LC_MESSAGES/django.po:11: other English than "
        "made/door/locale/en/LC_MESSAGES/django.po:11: 'Một'"
    ]


# What a reader gets


def test_a_reader_gets_the_english_of_every_catalogue():
    """Also of packages that are no app of Django's, and in front of what others have for it."""
    expected = {
        (context, text): messages._english(entry)[0]
        for entries in messages._catalogues().values()
        for (context, text), entry in entries.items()
    }

    with translation.override("en"):
        read = {
            (context, text): translation.pgettext(context, text)
            if context
            else translation.gettext(text)
            for context, text in expected
        }

    assert read == expected


def test_texts_are_compiled_before_the_apps_that_read_them_are_set_up(monkeypatch):
    """What is read while it is old stays so until the next start."""
    done = []
    monkeypatch.setattr(messages, "compile_if_changed", lambda: done.append("compiled"))
    monkeypatch.setattr("django.setup", lambda: done.append("set up"))

    serve._load_django()

    assert done == ["compiled", "set up"]


def test_the_words_for_the_editor_keep_what_is_put_into_them():
    entries = [entry for path in messages.OF_WAGTAIL for entry in polib.pofile(str(path))]
    for entry in entries:
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            asked = PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)
            assert not text or sorted(PLACEHOLDER.findall(text)) == sorted(asked), entry.msgid
    with translation.override("vi"):
        assert translation.gettext("Page %(page_num)s of %(total_pages)s").startswith("Trang ")
