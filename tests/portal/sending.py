"""How forms of public pages come back: solved by a script, or read over without one."""

import json
import time
from unittest import mock

import altcha
from django.core import signing
from lxml import html

from sanvat.portal.captcha import token_to_send_again


def task_on(page) -> altcha.Challenge:
    (part,) = html.fromstring(page.text).xpath("//*[@data-captcha]")
    return altcha.Challenge.from_dict(json.loads(part.get("data-captcha")))


def token_on(page) -> str:
    (found,) = html.fromstring(page.text).xpath("//input[@name='giu']/@value")
    return found


def solved(challenge: altcha.Challenge) -> str:
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


def proven(page) -> dict[str, str]:
    """What a browser sends with the form of this page."""
    return {"giu": token_on(page), "captcha": solved(task_on(page))}


def read_over(about: str, *, after: int = 30) -> dict[str, str]:
    """What somebody without a script sends the second time, so many seconds after the first."""
    now = time.time()
    with mock.patch.object(signing.time, "time", return_value=now - after):
        return {"giu": token_to_send_again(about)}
