"""Somebody at the desk who has only what the pages show: links and buttons by what stands on them,
fields by their labels. No address is known beforehand, so a dead end stops the journey."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from django.http import HttpResponse
from django.test import Client
from lxml import html

from sanvat.parties.models import User
from tests.desk.pages import DESK, signed_in

FIELDS = ".//input | .//select | .//textarea"


class ByHand:
    """Begins on the first page of `user`; nobody begins on the first page of all."""

    def __init__(self, user: User | None = None) -> None:
        self.client = signed_in(user) if user else Client()
        self.open(DESK if user else "/")

    def open(self, address: str) -> ByHand:
        return self._arrived(self.client.get(address, follow=True))

    def home(self) -> ByHand:
        return self.open(DESK)

    def go(self, *texts: str) -> ByHand:
        """Follow links one after another, each found on the page before it."""
        for text in texts:
            links = [each for each in self.page.iter("a") if each.get("href")]
            self.open(urljoin(self.address, _first(links, text, self.address).get("href")))
        return self

    def send(
        self, button: str, given: dict[str, Any] | None = None, *, status: int = 200
    ) -> ByHand:
        """Fill in the form that has this button, and send it.

        `given`: by label a text, the words of an option, or True for what is ticked. A label may
        be of a group and of a field in it: "Hội Nông dân tỉnh > Người ký".
        """
        form, pressed = self._form(button)
        for label, value in (given or {}).items():
            _fill(form, label, value)
        sent: dict[str, list[Any]] = {}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value.removeprefix("\n"))
        if pressed.get("name"):
            sent[pressed.get("name")] = [pressed.get("value", "")]
        for field in form.xpath(".//input[@type='file']"):
            sent.pop(field.name, None)
        to = urljoin(self.address, pressed.get("formaction") or form.get("action") or "")
        if form.method == "GET":
            return self._arrived(self.client.get(to, sent, follow=True), status)
        return self._arrived(self.client.post(to, sent, follow=True), status)

    @property
    def main(self) -> str:
        """What the page says, in one line."""
        return _text(self.page.xpath("//main")[0])

    @property
    def title(self) -> str:
        return _text(self.page.xpath("//h1")[0])

    def _arrived(self, answer: HttpResponse, status: int = 200) -> ByHand:
        chain = getattr(answer, "redirect_chain", [])
        asked = answer.wsgi_request.get_full_path()
        self.address = urljoin(asked, chain[-1][0]) if chain else asked
        self.page = html.fromstring(answer.content.decode())
        assert answer.status_code == status, (self.address, answer.status_code, self.main)
        return self

    def _form(self, text: str) -> tuple[html.FormElement, html.HtmlElement]:
        buttons = [(form, button) for form in self.page.forms for button in form.iter("button")]
        exact = [each for each in buttons if _text(each[1]) == text]
        near = exact or [each for each in buttons if text in _text(each[1])]
        assert near, (self.address, f"no button {text!r}", list(self._buttons()))
        return near[0]

    def _buttons(self) -> Iterator[str]:
        for form in self.page.xpath("//main//form"):
            labels = [_text(each) for each in form.iter("label", "legend")]
            yield f"{[_text(each) for each in form.iter('button')]} {labels}"


def _first(found: list[html.HtmlElement], text: str, where: str) -> html.HtmlElement:
    exact = [each for each in found if _text(each) == text]
    near = exact or [each for each in found if text in _text(each)]
    assert near, (where, f"no link {text!r}", [_text(each) for each in found])
    return near[0]


def _fill(form: html.FormElement, label: str, value: Any) -> None:
    field = _labelled(form, label)
    kind = field.get("type", field.tag)
    if kind in ("checkbox", "radio"):
        field.checked = value
    elif field.tag == "select":
        chosen = [each for each in field.iter("option") if value in _text(each)]
        assert chosen, (label, value, [_text(each) for each in field.iter("option")])
        field.value = [chosen[0].get("value")] if field.multiple else chosen[0].get("value")
    else:
        field.value = value


def _labelled(form: html.FormElement, label: str) -> html.HtmlElement:
    group, _arrow, label = label.rpartition(" > ")
    if group:
        sets = [each for each in form.iter("fieldset") if _text(each).startswith(group)]
        assert sets, (f"no group {group!r}", [_text(each)[:60] for each in form.iter("legend")])
        form = sets[0]
    named: dict[str, html.HtmlElement] = {}
    for field in form.xpath(FIELDS):
        if field.get("type") == "hidden":
            continue
        for each in form.xpath(".//label[@for=$id]", id=field.get("id", "-")):
            named.setdefault(_text(each), field)
        if field.xpath("ancestor::label"):
            named.setdefault(_text(field.xpath("ancestor::label")[-1]), field)
        if field.get("aria-label"):
            named.setdefault(field.get("aria-label"), field)
    near = [name for name in named if name == label] or [n for n in named if n.startswith(label)]
    assert near, (f"no field {label!r}", list(named))
    return named[near[0]]


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
