"""The world of signing in: nobody has tried anything yet, and mails go off at once."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.utils import timezone

from sanvat.parties import mails, tasks
from sanvat.parties.models import User
from tests.people import make_user


@pytest.fixture(autouse=True)
def _unhurried():
    """Nobody has tried anything yet."""
    cache.clear()


@pytest.fixture(autouse=True)
def posted(monkeypatch):
    """Sign-in mails go off at once, without a worker."""
    monkeypatch.setattr(
        "sanvat.parties.jobs.mail_soon",
        lambda to, subject, body: tasks.send_sign_in_mail(
            mails.keep(to, subject, body, at=timezone.now()).pk
        ),
    )


@pytest.fixture
def mai() -> User:
    """Somebody with an e-mail address she has shown to be hers."""
    user = make_user("Vũ Thị Mai", "mai@vidu.example", email="mai@vidu.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
