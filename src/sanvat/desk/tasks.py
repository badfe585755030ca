"""The jobs of the desk; a worker runs them (`sanvat worker`)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.account import mails
from sanvat.parties import actions as parties
from sanvat.parties import jobs
from sanvat.parties.models import Membership, User
from sanvat.records import papers
from sanvat.records.jobs import TRIES, Fate, again, task
from sanvat.records.models import OrderedPaper


@task(name=mails.SEND_NEW_PASSWORD_LINK, queue=jobs.QUEUE, if_lost=again)
def send_new_password_link(person: int) -> None:
    mails.send_new_password_link(person)


@task(name=mails.TELL_OF_TRIES, queue=jobs.QUEUE, if_lost=again)
def tell_of_tries(person: int) -> None:
    mails.tell_of_tries(person)


def _tell_of_paper(fate: Fate, order_id: int) -> None:
    order = _order(order_id)
    if fate is Fate.GIVEN_UP and order is not None:
        papers.give_up(order, at=timezone.now())
        text = _(
            "Việc lập “%(title)s” bị ngắt %(count)d lần nên được dừng. Hãy báo người quản trị."
        )
        _tell(order, text % {"title": order.title, "count": TRIES})


@task(name=papers.MAKE, queue=papers.QUEUE, if_lost=again, told=_tell_of_paper)
def make_paper(order_id: int) -> None:
    """Nothing to do where the order was dropped meanwhile."""
    order = _order(order_id)
    if order is None or order.made_at is not None:
        return
    try:
        papers.make(order, at=timezone.now())
    except Exception:
        papers.give_up(order, at=timezone.now())
        _tell(
            order,
            _("Không lập được “%(title)s” vì lỗi của hệ thống. Hãy mở lại và lập lần nữa.")
            % {"title": order.title},
        )
        raise
    _tell(order, _("Đã lập xong “%(title)s”, tải về được.") % {"title": order.title})


def _order(key: int) -> OrderedPaper | None:
    found: OrderedPaper | None = (
        OrderedPaper.objects.defer("content").filter(pk=key).select_related("user").first()
    )
    return found


def _tell(order: OrderedPaper, text: str) -> None:
    """Once of one try, however often a job is done again."""
    user: User = order.user
    role = order.membership
    membership = None if role is None else Membership.objects.filter(pk=role).first()
    key = f"paper-{order.pk}-{order.ordered_at:%s.%f}"
    parties.notify(user, text, at=timezone.now(), about=order, membership=membership, key=key)
