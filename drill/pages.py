"""A person at a browser: cookies, forms as the page has them, and patience.

What gets no answer is sent again just as it was, as a person does who reloads; the key in the form
makes sure that it is done once.
"""

from __future__ import annotations

import http.client
import secrets
import time
from contextlib import closing
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

PATIENCE = 120
"""Seconds that somebody tries the same thing again."""
AGAIN_AFTER = 0.1


class Answer(NamedTuple):
    status: int
    location: str
    text: str


class GaveUp(Exception):
    """Nothing was answered within `PATIENCE`."""


class Form(NamedTuple):
    """A form of a page: where it is sent, and what stands in it."""

    action: str
    fields: dict[str, str]


class Person:
    """Somebody at work, on one browser."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.unanswered = 0
        self.unavailable = 0
        self.faults: list[str] = []

    def sign_in(self, key: int) -> None:
        """As one of the people of the demonstration, who need no password."""
        forms = self.forms("/tai-khoan/dang-nhap/")
        form = next(f for f in forms if "trinh-dien" in f.action)
        answer = self.send(form, person=str(key))
        assert answer.status == 302, answer.text

    def forms(self, path: str) -> list[Form]:
        return forms_of(self.get(path).text, path)

    def get(self, path: str) -> Answer:
        """The page, asked for until it is answered, and where it leads on, that."""
        answer = self._until_answered("GET", path, b"", "")
        return self.get(answer.location) if answer.status in (301, 302) else answer

    def send(
        self, form: Form, files: dict[str, tuple[str, bytes]] | None = None, **fields: str
    ) -> Answer:
        """Send a form, and again until it is answered. Returns the answer."""
        filled = {**form.fields, **fields}
        if files is None:
            body, kind = urlencode(filled).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = multipart(filled, files)
        return self._until_answered("POST", form.action, body, kind)

    def _until_answered(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = self._ask(method, path, body, kind)
            except (OSError, http.client.HTTPException):
                self.unanswered += 1
            else:
                if answer.status < 500:
                    return answer
                if answer.status == 503:
                    self.unavailable += 1
                else:
                    self.faults.append(f"{method} {path}: {answer.status}")
            time.sleep(AGAIN_AFTER)
        raise GaveUp(f"{method} {path}")

    def _ask(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if method == "POST":
            headers |= {"Content-Type": kind, "Origin": f"http://127.0.0.1:{self.port}"}
        with closing(connection):
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            for line in response.headers.get_all("Set-Cookie") or ():
                for name, morsel in SimpleCookie(line).items():
                    self.cookies[name] = morsel.value
            return Answer(response.status, response.headers.get("Location", ""), text)


def forms_of(page: str, here: str) -> list[Form]:
    reader = _Forms(here)
    reader.feed(page)
    return reader.forms


class _Forms(HTMLParser):
    def __init__(self, here: str) -> None:
        super().__init__()
        self.here = here
        self.forms: list[Form] = []
        self._inside = False
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(has.get("action") or self.here, {}))
            self._inside = True
        if not self._inside or not (name := has.get("name", self._select)):
            return
        fields = self.forms[-1].fields
        if tag == "input" and has.get("type") not in ("checkbox", "radio", "file", "submit"):
            fields[name] = has.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in has:
            fields[self._select] = has.get("value", "")
        elif tag == "textarea":
            self._area, fields[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area and self._inside:
            self.forms[-1].fields[self._area] += data


def multipart(fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (file_name, content) in files.items():
        head = f'form-data; name="{name}"; filename="{file_name}"'
        parts.append(
            f"--{edge}\r\nContent-Disposition: {head}\r\n\r\n".encode() + content + b"\r\n"
        )
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
