"""What `rules` says when it cannot go on: each problem names its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass


class CaseRefused(ValueError):
    """A case that cannot be ranked. ``code`` is stable for programmes, the message for people.

    ``place`` is where it stands: ``(sheet, criterion)``, either part empty when it is general.
    """

    def __init__(self, message: str, *, code: str, place: tuple[str, str] = ("", "")) -> None:
        super().__init__(message)
        self.code = code
        self.place = place


class UnknownRulebook(CaseRefused):
    def __init__(self, wanted: object, known: tuple[str, ...]) -> None:
        super().__init__(
            f"Không có bộ quy định «{wanted}». Các bộ đang có: {', '.join(known)}.",
            code="unknown_rulebook",
        )


class UnknownSet(CaseRefused):
    def __init__(self, message: str, *, code: str = "unknown_set") -> None:
        super().__init__(message, code=code)


@dataclass
class BadData(Exception):
    """A rulebook file that cannot be used: which file, which line, what, and what to do."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what} → {self.remedy}"
