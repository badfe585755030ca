"""Migrations go quicker, and make of each field the same as Django would."""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Field

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


def test_afterwards_fields_are_made_as_before():
    plain = Field.clone

    with migrating.quicker():
        assert Field.clone is not plain
    assert Field.clone is plain
