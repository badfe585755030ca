"""Rows of before names were kept as they show."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from sanvat.parties.models import Organisation, OrganisationKind, User
from sanvat.records.models import Entry
from sanvat.records.plainness import make_plain, not_plain
from sanvat.site.commands.doctor import _names
from tests.people import make_organisation

pytestmark = pytest.mark.django_db

ODD = "Hội\u202e  thử\u200b"


def written_before(row, value: str) -> None:
    """As a release of before kept it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{row._meta.db_table}" SET name = %s WHERE id = %s', [value, row.pk]
        )


def test_what_was_kept_before_is_found_and_made_plain(province, producer):
    body = make_organisation(OrganisationKind.UNION, "Hội thử", province)
    written_before(body, ODD)
    written_before(producer, "K\u2019 Bre\u0300m\ufe0f")
    assert {row for row, _changes in not_plain()} == {body, producer}
    assert _names().good is False

    assert make_plain(at=timezone.now()) == (2, [])

    assert Organisation.objects.get(pk=body.pk).name == "Hội thử"
    assert User.objects.get(pk=producer.pk).name == "K\u2019 Brèm"
    assert list(not_plain()) == []
    assert _names().good is True
    entries = Entry.objects.filter(act="make_plain", subject_type="parties.organisation")
    assert [entry.changes for entry in entries] == [{"name": [ODD, "Hội thử"]}]


def test_one_that_would_bear_the_name_of_another_is_left_and_told(province):
    make_organisation(OrganisationKind.UNION, "Hội thử", province)
    other = make_organisation(OrganisationKind.UNION, "Hội khác", province)
    written_before(other, ODD)
    said = StringIO()

    call_command("make_plain", stdout=said)

    assert "Đã sửa 0 dòng." in said.getvalue()
    assert f"(mã {other.pk}) để nguyên: đã có một dòng cùng tên" in said.getvalue()
    assert Organisation.objects.get(pk=other.pk).name == ODD


def test_what_is_plain_is_left_alone(province, producer, advisor):
    before = Entry.objects.count()

    assert make_plain(at=timezone.now()) == (0, [])
    assert Entry.objects.count() == before
