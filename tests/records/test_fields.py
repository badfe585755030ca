"""The folded words follow what they are made of, however a row is written."""

import pytest

from sanvat.parties.models import Organisation, User
from sanvat.records.bulk import insert_many

pytestmark = pytest.mark.django_db


def test_the_words_follow_when_a_row_is_saved():
    user = User.objects.create_user("Mai@vidu.example", name="Vũ Thị Mai")
    assert User.objects.get(searchable__contains="vu thi mai").searchable == user.searchable

    user.name = "Vũ Thị Đào"
    user.save()

    assert User.objects.filter(searchable__contains="thi dao").exists()


@pytest.mark.parametrize("insert", [Organisation.objects.bulk_create, insert_many])
def test_the_words_follow_when_many_rows_are_written(insert):
    insert([Organisation(kind="press", name=f"Báo Đồng Nai {n}") for n in range(2)])

    found = Organisation.objects.filter(searchable__startswith="bao dong nai")
    assert found.count() == 2


def test_what_is_too_long_is_cut():
    body = Organisation.objects.create(kind="press", name="đ" * 200)

    assert body.searchable == "d" * 200
    assert User._meta.get_field("searchable").max_length == 300
