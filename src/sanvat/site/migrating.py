"""Migrations go quicker one after another, and do the same.

Django draws models anew after each step of a migration: the one that is changed, and those related
to it, which often are nearly all there are. That takes most of the time of a longer way up. Here

- a field that belongs to no model yet is asked once what it was made of, since it does not change;
- of a new model no other is drawn anew: those it points to hear of it as they do when a programme
  starts;
- none is drawn anew for an index or a constraint: the one that is there is told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partialmethod
from typing import Any

from django.db.migrations.state import ProjectState
from django.db.models import Field

_MADE_OF = "_made_of"
_OPTIONS = ("_append_option", "_remove_option", "_alter_option")
"""By which a migration notes indexes and constraints."""


@contextmanager
def quicker() -> Iterator[None]:
    """Meanwhile fields remember what they were made of, and fewer models are drawn anew."""
    with ExitStack() as meanwhile:
        meanwhile.enter_context(_instead(Field, "clone", _clone))
        add = partialmethod(_add_model, ProjectState.add_model)
        meanwhile.enter_context(_instead(ProjectState, "add_model", add))
        for name in _OPTIONS:
            note = partialmethod(_note, getattr(ProjectState, name))
            meanwhile.enter_context(_instead(ProjectState, name, note))
        yield


@contextmanager
def _instead(owner: Any, name: str, other: Any) -> Iterator[None]:
    plain = vars(owner)[name]
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, plain)


@contextmanager
def _nothing_drawn(state: Any) -> Iterator[None]:
    state.reload_model = lambda *model, delay=False: None
    try:
        yield
    finally:
        del state.reload_model


def _add_model(state: Any, add: Callable[..., None], model: Any) -> None:
    """Add a model, and draw it alone."""
    with _nothing_drawn(state):
        add(state, model)
    if "apps" in vars(state):
        state.apps.render_multiple([model])


def _note(
    state: Any, note: Callable[..., None], app_label: str, model_name: str, kind: str, *given: Any
) -> None:
    """Note an index or a constraint, and tell the model that is drawn already."""
    with _nothing_drawn(state):
        note(state, app_label, model_name, kind, *given)
    if "apps" in vars(state):
        drawn = state.apps.get_model(app_label, model_name)._meta
        setattr(drawn, kind, state.models[app_label, model_name].options[kind])
        vars(drawn).pop("total_unique_constraints", None)  # as it was found before


def _clone(field: Any) -> Any:
    made_of = vars(field).get(_MADE_OF)
    if made_of is None:
        _name, _path, args, kwargs = field.deconstruct()
        made_of = (args, kwargs)
        if not hasattr(field, "model") and not _holds_a_field(args, kwargs):
            setattr(field, _MADE_OF, made_of)
    args, kwargs = made_of
    return field.__class__(*args, **kwargs)


def _holds_a_field(args: Any, kwargs: Any) -> bool:
    """Of an array, the field of its members, which each array has for itself."""
    return any(isinstance(each, Field) for each in (*args, *kwargs.values()))
