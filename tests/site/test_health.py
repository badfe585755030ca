import pytest
from django.db import OperationalError, connection


def test_alive_needs_nothing(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_when_the_database_answers(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"ready": True})


def test_not_ready_when_the_database_is_gone(client, monkeypatch):
    def gone():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {
        "ready": False,
        "reason": "database-away",
        "error": "Cơ sở dữ liệu đang được mở lại nên trang này chưa trả lời được; điều đã lưu vẫn "
        "còn. Hãy đợi một phút rồi tải lại trang.",
    }


def test_watchers_may_ask_by_bare_address(client):
    """A load balancer knows our number and not our name."""
    response = client.get("/healthz", headers={"host": "10.0.0.7:8000"})

    assert response.status_code == 200
