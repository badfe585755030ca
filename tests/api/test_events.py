"""GET /api/v1/events/: what is asked for that no event is, finds none."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["wedding", "a\0b", "🐝"])
def test_a_kind_that_there_is_not_has_no_events(client, kind):
    answer = client.get("/api/v1/events/", {"kind": kind})

    assert answer.status_code == 200
    assert answer.json()["items"] == []
