"""Mails about signing in that a stranger can ask for: written by a job, so that the page that is
asked does the same whether or not there is such an account, and no link lies in a job."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from sanvat.parties import actions, jobs, limits, owners
from sanvat.parties.models import User

SEND_NEW_PASSWORD_LINK = "accounts.send_new_password_link"  # nosec B105  # a task
TELL_OF_TRIES = "accounts.tell_of_tries"

NOBODY = 0
"""Stands in a job for an account that there is not."""


def can_sign_in(person: User) -> bool:
    """Whether the account is in use here: those of the demonstration are nowhere else."""
    return person.is_active and (settings.DEMO or not person.is_demonstration)


def site_address(path: str) -> str:
    """The whole address of a page, for a mail. Never taken from a request: a stranger writes
    what stands in one."""
    return f"{settings.SITE_ADDRESS}{path}"


def new_password_address(person: User) -> str:
    """A link that sets the person's password, once; after the act that allowed it."""
    token = default_token_generator.make_token(person)
    return site_address(
        reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(person), "key": token},
        )
    )


def new_password_link_soon(address: str) -> None:
    """Have the link sent to who confirmed this address, if anybody did."""
    person = owners.whose(address)
    if limits.within("new_password", address):
        _job(SEND_NEW_PASSWORD_LINK, person)


def send_new_password_link(person_id: int) -> None:
    """By the job: the link is made now, and stands in the sealed mail alone."""
    person = User.objects.filter(pk=person_id).first()
    if person is None or not person.email or not can_sign_in(person):
        return
    texts = {"password_reset_url": new_password_address(person)}
    jobs.mail_soon(person.email, *written("account/email/password_reset_key", texts))


def tell_of_tries_soon(person: User | None) -> None:
    """Have the person told that somebody tries passwords."""
    _job(TELL_OF_TRIES, person)


def tell_of_tries(person_id: int) -> None:
    """By the job: a line on the desk, once a day."""
    person = User.objects.filter(pk=person_id).first()
    if person is None:
        return
    now = timezone.now()
    actions.notify(
        person,
        _(
            "Có người nhập sai mật khẩu của bạn nhiều lần từ một máy lạ nên máy ấy phải đợi. Máy "
            "bạn từng đăng nhập vẫn vào được. Nếu mật khẩu dễ đoán, hãy đổi; dùng khóa truy cập "
            "là chắc nhất."
        ),
        at=now,
        key=f"tries-{timezone.localdate(now)}",
    )


def written(template: str, texts: dict[str, Any]) -> tuple[str, str]:
    """Subject and body of a mail from its two templates."""
    subject, body = (
        render_to_string(f"{template}_{part}.txt", texts).strip() for part in ("subject", "message")
    )
    return " ".join(subject.split()), body


def _job(name: str, person: User | None) -> None:
    app.configure_task(name, queue=jobs.QUEUE).defer(person=person.pk if person else NOBODY)
