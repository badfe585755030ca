"""Which state may follow which: one table for everything that has a state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from sanvat.errors import Refusal

Sentence = str | Promise
Changes = dict[str, tuple[Any, Any]]


class Steps:
    """The allowed steps of a model, as its `STEPS`.

    `steps` has for each state those that may follow it; a state that is not named is the last.
    `refuses` has for each state the code and the sentence that say why no other step is possible
    from there, or one pair for all of them; the sentence may name the `%(state)s`.
    """

    def __init__(
        self,
        steps: Mapping[str, Iterable[str]],
        *,
        refuses: Mapping[str, tuple[str, Sentence]] | tuple[str, Sentence],
    ) -> None:
        self._next = {str(state): tuple(map(str, following)) for state, following in steps.items()}
        self._refuses = refuses

    def after(self, state: str) -> tuple[str, ...]:
        """The states that may follow this one."""
        return self._next.get(state, ())

    def check(self, thing: Any, to: str) -> None:
        """Refuse the step to this state where the table does not have it."""
        if to not in self.after(thing.state):
            raise self.refusal(thing)

    def refusal(self, thing: Any) -> Refusal:
        """Why what was asked cannot be done in the state the thing is in."""
        why = self._refuses
        code, sentence = why if isinstance(why, tuple) else why[thing.state]
        return Refusal(str(sentence) % {"state": thing.get_state_display()}, code=code)

    def move(self, thing: Model, to: str) -> Changes:
        """Set the state, where the step is allowed, and return what that changed, for the journal.

        The caller has locked the row and saves it. Staying in a state is a step of its own, which
        the table must have, and changes nothing.
        """
        self.check(thing, to)
        before, thing.state = thing.state, to  # type: ignore[attr-defined]
        return {} if before == to else {"state": (before, to)}
