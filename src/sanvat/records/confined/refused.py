from __future__ import annotations

from typing import Any

Facts = dict[str, Any]


class Refused(Exception):
    """`code` names the refusal; `told` is what its sentence needs besides, as JSON has it."""

    def __init__(self, code: str, **told: Any) -> None:
        super().__init__(code)
        self.code, self.told = code, told

    @property
    def facts(self) -> Facts:
        return {"refused": self.code, **self.told}
