"""A page of the desk with what somebody had typed put back into its form.

The page is drawn as ever and its markup filled in afterwards, so that no form has to know of this;
all else stays to the letter. Nothing is sent: whoever reads it presses the button.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.html import escape, format_html

TECHNICAL = frozenset({"csrfmiddlewaretoken", "once", "whose", "giu", "len", "xuong"})
VERSION = "seen"  # what the person saw, so that what another saved meanwhile is noticed
LEFT_ALONE = frozenset({"hidden", "file", "submit", "button", "reset", "image", "password"})


def is_kept(name: str) -> bool:
    """Whether what stands in a field of this name may be kept: no secret, and nothing that the
    page adds to its form by itself each time."""
    return name not in TECHNICAL and "password" not in name


def typed(fields: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What a person typed or chose, without what the page added to its form by itself."""
    return {
        name: [value for value in values if value.strip()]
        for name, values in fields.items()
        if is_kept(name)
        and name != VERSION
        and not name.endswith(("_FORMS", "_id"))
        and any(value.strip() for value in values)
    }


@dataclass
class Control:
    """A control of a form as it stands in the markup."""

    tag: str
    attributes: dict[str, str | None]
    start: int
    end: int  # behind its start tag
    close: int = 0  # where its end tag begins
    options: list[Control] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.attributes.get("name") or ""


@dataclass
class Form:
    start: int
    end: int  # behind its start tag
    to: str
    controls: list[Control] = field(default_factory=list)


def fill(
    page: str, fields: Mapping[str, Sequence[str]], *, to: str, here: str, key: str
) -> tuple[str, int, list[str]]:
    """The markup with the values in the form that is sent to `to`, and carrying the key.

    Returns with it where that form begins, -1 if the page has none, and the texts that found no
    control. `here` is the address of the page, to which a form without one of its own is sent.
    """
    reader = _Reader(page, here)
    forms = [form for form in reader.forms if form.to == to]
    if not forms:
        return page, -1, [text for texts in typed(fields).values() for text in texts]
    form = max(forms, key=lambda each: len({one.name for one in each.controls} & fields.keys()))
    mark = format_html('<input type="hidden" name="giu" value="{}">', key)
    edits: list[tuple[int, int, str]] = [(form.end, form.end, mark)]
    left = {name: list(values) for name, values in fields.items()}
    for control in form.controls:
        edits += _filled(control, left)
    for start, end, text in sorted(edits, reverse=True):
        page = page[:start] + text + page[end:]
    known = {control.name for control in form.controls}
    rest = [text for name, texts in typed(fields).items() if name not in known for text in texts]
    return page, form.start, rest


def _filled(control: Control, left: dict[str, list[str]]) -> list[tuple[int, int, str]]:
    """What is written into the markup of one control; values of one name go in their order."""
    values = left.get(control.name)
    kind = (control.attributes.get("type") or "text").lower()
    if control.tag == "input" and kind in ("checkbox", "radio"):
        is_on = (control.attributes.get("value") or "on") in (values or [])
        return [_tag(control, "checked", is_on)]
    if values is None or not values or (kind in LEFT_ALONE and control.name != VERSION):
        return []
    if control.tag == "select":
        return [
            _tag(option, "selected", (option.attributes.get("value") or "") in values)
            for option in control.options
        ]
    value = values.pop(0)
    if control.tag == "textarea":
        return [(control.end, control.close, "\n" + escape(value))]
    return [_tag(control, "value", value)]


def _tag(control: Control, name: str, value: str | bool) -> tuple[int, int, str]:
    """The start tag anew, with this attribute; False leaves it out."""
    rest = {each: text for each, text in control.attributes.items() if each != name}
    if value is not False:
        rest[name] = None if value is True else value
    told = "".join(
        f" {each}" if text is None else f' {each}="{escape(text)}"' for each, text in rest.items()
    )
    return control.start, control.end, f"<{control.tag}{told}>"


class _Reader(HTMLParser):
    """Where the forms of a page stand, and the controls in them."""

    def __init__(self, page: str, here: str) -> None:
        super().__init__()
        self.here = here
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._within: Control | None = None  # a select or a text area
        self._lines = [0]
        for line in page.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(page)
        self.close()

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._at()
        end = start + len(self.get_starttag_text() or "")
        attributes = dict(attrs)
        if tag == "form":
            action = attributes.get("action") or ""
            to = action.partition("#")[0].partition("?")[0] or self.here
            self._open = Form(start, end, to)
            if (attributes.get("method") or "").lower() == "post":
                self.forms.append(self._open)
        elif self._open is not None and tag in ("input", "select", "textarea", "button"):
            control = Control(tag, attributes, start, end)
            self._open.controls.append(control)
            if tag in ("select", "textarea"):
                self._within = control
        elif tag == "option" and self._within is not None:
            self._within.options.append(Control(tag, attributes, start, end))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif self._within is not None and tag == self._within.tag:
            self._within.close = self._at()
            self._within = None
