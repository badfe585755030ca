"""Webhooks on the desk: the secret shown once, the calls listed, stopped by who may."""

import re

from django.utils import timezone

from sanvat.follow.models import Delivery, Webhook
from tests.desk.forms import errors_of
from tests.desk.pages import DESK, queries, read, signed_in

HOOKS = f"{DESK}webhook/"
WANTED = {
    "name": "Cổng dữ liệu tỉnh",
    "url": "https://nhan.vidu.vn/san-vat?khoa=kindao",
    "kinds": ["tin", "cong-nhan"],
    "place": "",
}


def registered(by) -> tuple[Webhook, str]:
    page = signed_in(by).post(HOOKS, WANTED).content.decode()
    return Webhook.objects.get(), re.search(r'id="khoa" readonly value="([^"]+)"', page)[1]


def test_the_secret_is_shown_once_and_another_may_be_made(advisor):
    webhook, secret = registered(advisor)
    page = f"{HOOKS}{webhook.pk}/"

    assert secret not in signed_in(advisor).get(page).content.decode()
    answer = signed_in(advisor).post(f"{page}khoa/")
    another = re.search(r'id="khoa" readonly value="([^"]+)"', answer.content.decode())[1]
    assert another != secret
    assert "no-store" in answer["Cache-Control"]
    assert "Khóa cũ còn ký đến" in read(advisor, f"webhook/{webhook.pk}/")


def test_what_is_wrong_is_told_at_its_field(advisor):
    wrong = {"name": "", "url": "https://127.0.0.1/", "place": "Không có đâu"}
    answer = signed_in(advisor).post(HOOKS, wrong)
    assert set(errors_of(answer)) == {"id_name", "id_kinds", "id_place"}

    answer = signed_in(advisor).post(HOOKS, WANTED | {"url": "https://127.0.0.1/"})
    assert (answer.status_code, set(errors_of(answer))) == (422, {"id_url"})


def test_every_step_is_a_button_and_says_what_it_did(advisor):
    webhook, _secret = registered(advisor)
    page = f"{HOOKS}{webhook.pk}/"
    client = signed_in(advisor)

    assert client.post(f"{page}thu/")["Location"] == page
    assert "gửi thử" in read(advisor, f"webhook/{webhook.pk}/")
    client.post(f"{page}ngung/")
    assert "tạm ngừng" in read(advisor, f"webhook/{webhook.pk}/")
    refused = client.post(f"{page}thu/")
    assert (refused.status_code, "Hãy mở lại trang" in refused.content.decode()) == (422, True)
    client.post(f"{page}goi-lai/")
    assert client.post(f"{page}bo/")["Location"] == HOOKS
    assert client.post(f"{page}khoa/").status_code == 422
    assert client.post(f"{page}khong-co/").status_code == 404


def test_the_operator_sees_whose_they_are_and_not_where_they_lead(advisor, operator):
    webhook, _secret = registered(advisor)

    assert str(advisor.acting.organisation) in read(operator, "webhook/")
    page = read(operator, f"webhook/{webhook.pk}/")
    assert "kindao" not in page
    assert "Đổi khóa ký" not in page
    assert "Bỏ webhook" in page
    assert "kindao" in read(advisor, f"webhook/{webhook.pk}/")


def test_more_webhooks_and_calls_cost_no_more_queries(advisor, operator):
    first, _secret = registered(advisor)
    asked = []
    for number in (1, 3):
        while Webhook.objects.count() < number:
            url = f"https://so{Webhook.objects.count()}.vidu.vn/"
            signed_in(advisor).post(HOOKS, WANTED | {"url": url})
        while Delivery.objects.count() < number:
            Delivery.objects.create(
                webhook=first,
                message=f"msg_{Delivery.objects.count()}",
                created_at=timezone.now(),
            )
        asked.append(
            [
                *(queries(user, "webhook/") for user in (advisor, operator)),
                queries(advisor, f"webhook/{first.pk}/"),
            ]
        )
    assert asked[0] == asked[1]
