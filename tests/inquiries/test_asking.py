"""A buyer asks the producer of a product."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from sanvat.errors import Refusal
from sanvat.inquiries.access import may_be_asked
from sanvat.inquiries.actions import ask_producer
from sanvat.parties import post
from sanvat.parties.models import Letter, Notice, Role
from sanvat.products.models import Producer
from tests.people import make_person
from tests.products.journals import last
from tests.register.registers import NOON

QUESTION = {"name": "Chị Mai", "email": "mai@vidu.example", "text": "Một hộp mấy gói?"}


@pytest.fixture
def seller(cooperative):
    return make_person(
        "Ka Hương", Role.PRODUCER, cooperative.organisation, email="huong@vidu.example"
    )


def ask(product, key="mot", **more):
    return ask_producer(product, key=key, at=NOON, **QUESTION | more)


def test_a_question_goes_to_who_reads_mail_and_the_answer_to_the_buyer(
    coffee, cooperative, seller, settings
):
    make_person("Không Thư", Role.PRODUCER, cooperative.organisation, username="0977123123")

    assert ask(coffee) == 1

    told = Notice.objects.unread().values_list("user__name", "text", "about_type")
    text = "Có người hỏi về Cà phê bột; câu hỏi ở trong thư điện tử của chủ thể."
    assert set(told) == {(name, text, "products.product") for name in ("Ka Hương", "Không Thư")}
    letter = Letter.objects.get()
    assert (letter.to, letter.reply_to) == ("huong@vidu.example", "mai@vidu.example")
    assert (letter.organisation, letter.state) == (cooperative.organisation, "queued")
    assert "Chị Mai" in letter.body
    assert "Một hộp mấy gói?" in letter.body
    assert last(coffee) == ("ask_producer", "Cà phê bột", {})
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letter.due_at = NOON
    letter.save()
    post.send(letter.pk)
    (sent,) = mail.outbox
    assert (sent.to, sent.reply_to) == (["huong@vidu.example"], ["mai@vidu.example"])


def test_a_question_sent_twice_goes_out_once(coffee, seller):
    ask(coffee)
    ask(coffee)
    ask(coffee, key="hai")

    assert Letter.objects.count() == 2


def test_a_producer_whose_people_read_no_mail_cannot_be_asked(coffee):
    assert not may_be_asked(coffee)
    with pytest.raises(Refusal) as refused:
        ask(coffee)
    assert refused.value.code == "nobody-reads"


def test_a_producer_that_has_closed_cannot_be_asked(coffee, cooperative, seller):
    assert may_be_asked(coffee)

    coffee.producer.state = Producer.State.CLOSED

    assert not may_be_asked(coffee)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("name", ""), ("name", "…"), ("name", "x" * 101), ("text", " \n "), ("text", "!!!")),
        *(("text", "x" * 2001), ("email", "mai"), ("email", "a@b.vn\r\nBcc: c@d.vn")),
    ],
)
def test_a_question_that_cannot_be_sent_is_refused_at_its_field(coffee, seller, field, value):
    with pytest.raises(ValidationError) as refused:
        ask(coffee, **{field: value})

    assert list(refused.value.error_dict) == [field]
    assert not Letter.objects.exists()


def test_a_producer_is_asked_so_often_and_no_more(coffee, seller, settings):
    settings.PUBLIC_FORM_LIMITS = {"inquiry_to_producer": "2/d/key"}
    ask(coffee, key="mot")
    ask(coffee, key="hai")

    with pytest.raises(Refusal) as refused:
        ask(coffee, key="ba")

    assert refused.value.code == "asked-too-often"
    assert Letter.objects.count() == 2
