"""The jobs of the desk; a worker runs them (`sanvat worker`)."""

from sanvat.desk.account import mails
from sanvat.parties import jobs
from sanvat.records.jobs import again, task


@task(name=mails.SEND_NEW_PASSWORD_LINK, queue=jobs.QUEUE, if_lost=again)
def send_new_password_link(person: int) -> None:
    mails.send_new_password_link(person)


@task(name=mails.TELL_OF_TRIES, queue=jobs.QUEUE, if_lost=again)
def tell_of_tries(person: int) -> None:
    mails.tell_of_tries(person)
