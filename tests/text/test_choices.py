"""The words for the value of a choice are Django's, at the price of one."""

from types import SimpleNamespace

from django.apps import apps
from django.utils.functional import lazy
from django.utils.hashable import make_hashable

from sanvat.parties.models import Organisation, OrganisationKind

SOME = 50


def test_every_choice_of_every_model_is_said_as_django_says_it():
    seen = 0
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not field.choices or f"get_{field.name}_display" not in model.__dict__:
                continue
            said = dict(make_hashable(field.flatchoices))
            for value in [*said, None, "not a choice"]:
                one = model.__new__(model)
                one.__dict__[field.attname] = value
                display = getattr(one, f"get_{field.name}_display")
                assert display() == (None if value is None else str(said.get(value, value)))
            seen += 1
    assert seen > SOME


def test_only_the_value_itself_is_translated():
    asked = []
    words = lazy(lambda word: asked.append(word) or word, str)
    choices = [(kind.value, words(kind.value)) for kind in OrganisationKind]
    field = SimpleNamespace(attname="kind", flatchoices=choices)

    assert Organisation(kind="producer")._get_FIELD_display(field) == "producer"
    assert asked == ["producer"]
