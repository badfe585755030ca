"""The version of what a person saw: another value, another version."""

import pytest
from django.apps import apps

from sanvat.errors import Refusal
from sanvat.parties.models import Organisation
from sanvat.places.models import Place
from sanvat.products.models import Producer, Product, ProductVariant
from sanvat.records.versions import check_version, version_of
from sanvat.register.models import ImportSheet

EDITED = [model for model in apps.get_models() if hasattr(model, "EDITED")]


def size(name: str, **fields) -> ProductVariant:
    return ProductVariant(name=name, **fields)


def test_the_same_is_the_same_whoever_asks():
    assert version_of(size("Túi")) == version_of(size("Túi", order=7))
    assert len(version_of(size("Túi"))) == 16


def test_another_value_or_another_order_is_another_version():
    versions = [
        version_of(),
        version_of(size("Túi")),
        version_of(size("Hộp")),
        version_of(size("Túi"), size("Hộp")),
        version_of(size("Hộp"), size("Túi")),
        version_of(Product(name="Túi")),
    ]

    assert len(set(versions)) == len(versions)


def test_what_is_not_there_yet_counts_as_nothing():
    assert version_of(None) == version_of()


def test_what_a_related_row_says_counts():
    def version(name: str) -> str:
        place = Place(id=1)
        return version_of(Producer(organisation=Organisation(name=name), place=place))

    assert version("HTX Một") != version("HTX Hai")


def test_what_a_form_does_not_edit_disturbs_nobody():
    assert version_of(Product(name="Trà", stars=3)) == version_of(Product(name="Trà", stars=4))


def test_a_saved_column_of_choices_has_one_version_however_it_is_ordered():
    assert version_of(ImportSheet(mapping={"a": 1, "b": 2})) == version_of(
        ImportSheet(mapping={"b": 2, "a": 1})
    )


def test_another_version_is_refused_and_none_is_not_compared():
    check_version("", size("Túi"))
    check_version(version_of(size("Túi")), size("Túi"))
    with pytest.raises(Refusal) as refused:
        check_version(version_of(size("Hộp")), size("Túi"))
    assert refused.value.code == "changed-meanwhile"


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_what_a_model_says_is_edited_are_fields_of_it(model):
    for name in model.EDITED:
        related, _dot, last = name.rpartition(".")
        home = model._meta.get_field(related).related_model if related else model
        assert last in {field.attname for field in home._meta.concrete_fields}
