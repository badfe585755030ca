"""Migrations go quicker, and make of each field the same as Django would."""

from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import (
    CASCADE,
    BigAutoField,
    CharField,
    Field,
    ForeignKey,
    Index,
    Q,
    UniqueConstraint,
)

from sanvat.site import migrating

FIELDS = [
    field.clone()  # as migrations have them: of no model
    for model in apps.get_models(include_auto_created=True)
    for field in model._meta.local_fields
]


def test_every_field_is_made_again_as_it_was():
    with migrating.quicker():
        differing = [
            field
            for field in FIELDS
            for made in (field.clone(), field.clone())
            if made_of(made) != made_of(field)
        ]

    assert len(FIELDS) > 1000
    assert differing == []


def made_of(field: Field) -> tuple:
    _name, path, args, kwargs = field.deconstruct()
    members = kwargs.pop("base_field", None)
    return path, args, kwargs, members and made_of(members)


def test_a_field_that_is_changed_after_it_was_made_is_made_as_changed():
    with migrating.quicker():
        first = CharField(max_length=20, default="a")
        second = first.clone()
        second.default = "b"

        assert [first.clone().default, second.clone().default] == ["a", "b"]


def test_each_array_has_members_of_its_own():
    array = ArrayField(CharField(max_length=20))

    with migrating.quicker():
        one, other = array.clone(), array.clone()

    assert one.base_field is not other.base_field


def model(name: str, /, **fields: Field) -> ModelState:
    return ModelState("products", name, [("id", BigAutoField(primary_key=True)), *fields.items()])


def steps() -> list[Any]:
    """What migrations do to models, one after another, each by what it needs."""
    to_house = partial(ForeignKey, "products.house", CASCADE)
    short = UniqueConstraint(fields=["name"], condition=Q(name="x"), name="one_x")
    return [
        lambda state: state.add_model(model("House", name=CharField(max_length=9))),
        lambda state: state.add_model(model("Door", house=to_house())),
        lambda state: state.add_constraint("products", "house", short),
        lambda state: state.add_index("products", "house", Index(fields=["name"], name="by_name")),
        lambda state: state.add_model(model("Key", of=ForeignKey("products.door", CASCADE))),
        lambda state: state.add_field("products", "key", "spare_of", to_house(null=True), True),
        lambda state: state.alter_field(
            "products", "house", "name", CharField(max_length=20, unique=True), True
        ),
        lambda state: state.remove_index("products", "house", "by_name"),
        lambda state: state.remove_constraint("products", "house", "one_x"),
    ]


def seen(state: ProjectState) -> dict[str, Any]:
    """All that a migration can see of the models that are drawn."""
    return {
        each.__name__: {
            "fields": [made_of(field) for field in each._meta.get_fields() if field.concrete],
            "pointing here": sorted(
                (found.related_model.__name__, found.field.name, found.field.model is registered)
                for found in each._meta.related_objects
                for registered in [state.apps.get_model("products", found.related_model.__name__)]
            ),
            "pointing to": [
                (found.name, found.related_model.__name__)
                for found in each._meta.fields
                if found.is_relation
            ],
            "indexes": each._meta.indexes,
            "constraints": each._meta.constraints,
            "alone": [found.name for found in each._meta.total_unique_constraints],
        }
        for each in state.apps.get_models()
    }


def test_after_every_step_the_models_are_drawn_as_django_draws_them():
    plain, quick = ProjectState(), ProjectState()
    assert seen(plain) == seen(quick) == {}

    for step in steps():
        step(plain)
        with migrating.quicker():
            step(quick)
        assert seen(quick) == seen(plain)
    assert {"House", "Door", "Key"} == set(seen(quick))


def test_a_new_model_or_an_index_has_no_other_drawn_anew():
    state = ProjectState()
    state.add_model(model("House", name=CharField(max_length=9)))
    house = state.apps.get_model("products.house")

    with migrating.quicker():
        for step in steps()[1:5]:
            step(state)

    assert state.apps.get_model("products.house") is house


def test_afterwards_all_is_done_as_before():
    plain = [Field.clone, ProjectState.add_model, ProjectState._append_option]

    with migrating.quicker():
        assert Field.clone is not plain[0]
    assert [Field.clone, ProjectState.add_model, ProjectState._append_option] == plain
