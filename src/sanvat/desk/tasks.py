"""The jobs of the desk; a worker runs them (`sanvat worker`)."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanvat.desk.account import mails
from sanvat.parties import jobs


@app.task(
    name=mails.SEND_NEW_PASSWORD_LINK,
    queue=jobs.QUEUE,
    retry=RetryStrategy(max_attempts=6, exponential_wait=5),
)
def send_new_password_link(person: int) -> None:
    mails.send_new_password_link(person)


@app.task(name=mails.TELL_OF_TRIES, queue=jobs.QUEUE)
def tell_of_tries(person: int) -> None:
    mails.tell_of_tries(person)
