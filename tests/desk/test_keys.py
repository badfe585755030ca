"""What is no key finds no row, and is no fault of ours."""

import pytest

from sanvat.desk.keys import key_in
from tests.desk.pages import DESK, signed_in
from tests.people import make_member

NO_KEYS = ["", "x", "-1", "1.5", "9" * 19, "1" * 5_000, "\x00"]


@pytest.mark.parametrize("text", NO_KEYS)
def test_what_is_no_key_is_none(text):
    assert key_in(text) == 0


def test_a_key_is_itself():
    assert key_in("17") == 17


@pytest.mark.parametrize("text", NO_KEYS)
def test_every_form_that_takes_a_key_takes_what_is_none(officer, maker, coffee, council, text):
    make_member(maker, "editor", council)
    sent = {
        "/tai-khoan/thiet-bi/": {"session": text},
        f"{DESK}vai-tro/": {"membership": text},
        f"{DESK}y-tuong/moi/": {"name": "Trà", "text": "Ý", "place": "xã", "place_id": text},
        f"{DESK}san-pham/{coffee.pk}/anh/thu-tu/": {"len": text, "xuong": text},
    }
    for path, data in sent.items():
        assert signed_in(officer).post(path, data).status_code < 500, path
    assert signed_in(officer).get(f"{DESK}san-pham/", {"noi": text}).status_code == 200
