"""GET /api/v1/events/: a kind that there is not is refused."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["wedding", "🐝"])
def test_a_kind_that_there_is_not_is_refused(client, kind):
    answer = client.get("/api/v1/events/", {"kind": kind})

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_kind")
    assert "training" in answer.json()["error"]
