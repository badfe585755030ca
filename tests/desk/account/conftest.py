"""The world of signing in: nobody has tried anything yet, and mails go off at once."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.utils import timezone

from sanvat.desk import tasks as desk_tasks
from sanvat.desk.account import mails as account_mails
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
    at_once = {
        account_mails.SEND_NEW_PASSWORD_LINK: desk_tasks.send_new_password_link,
        account_mails.TELL_OF_TRIES: desk_tasks.tell_of_tries,
    }
    monkeypatch.setattr(
        account_mails, "_job", lambda name, user: at_once[name](user.pk if user else 0)
    )


@pytest.fixture
def mai() -> User:
    """Somebody with an e-mail address she has shown to be hers."""
    user = make_user("Vũ Thị Mai", "mai@vidu.example", email="mai@vidu.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
