"""Signing in, as the tests do it."""

import re

from django.test import Client

from tests.people import PASSWORD

DESK = "/ban-lam-viec/"
SIGN_IN = "/tai-khoan/dang-nhap/"
SECOND_STEP = "/tai-khoan/buoc-hai/"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra rồi nhập lại."


def sign_in(client: Client, login: str, password: str = PASSWORD, **more):
    return client.post(SIGN_IN, {"login": login, "password": password} | more)


def is_signed_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def errors(response) -> list[str]:
    return [str(text) for texts in response.context["form"].errors.values() for text in texts]


def link_in(message) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


def confirm(client: Client, password: str = PASSWORD) -> None:
    """Say the password again, as for everything that touches the safety of an account."""
    client.post("/tai-khoan/xac-nhan/mat-khau/", {"password": password})
