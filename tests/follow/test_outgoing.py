"""Where a call may go, and what comes back from it. No call leaves this machine here."""

import itertools
import socket
import ssl
import time

import pytest
from django.core.exceptions import ValidationError

from sanvat.follow import outgoing
from sanvat.follow.models import Fault
from sanvat.follow.outgoing import Outcome, Target, is_public, target_of
from tests.follow.receiver import PUBLIC, Receiver

URL = "https://nhan.vidu.vn/san-vat?ai=1"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
        *(
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "fd12::1",
            "fec0::1",
        ),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1"),
        *("ff02::1", "khong-phai", ""),
    ],
)
def test_what_only_we_could_reach_is_not_called(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "::ffff:8.8.8.8", "2606:4700::1111"])
def test_what_anybody_could_call_is_called(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        (URL, Target("nhan.vidu.vn", "/san-vat?ai=1")),
        ("https://NHAN.vidu.vn:443", Target("nhan.vidu.vn", "/")),
        ("https://nhan.vidu.vn./x#y", Target("nhan.vidu.vn", "/x")),
        ("https://đặcsản.vn/", Target("xn--csn-5hz4r2f.vn", "/")),
    ],
)
def test_an_address_is_read(url, target):
    if url.startswith("https://đ"):
        assert target_of(url).host.startswith("xn--")
    else:
        assert target_of(url) == target


@pytest.mark.parametrize(
    "url",
    [
        *("http://nhan.vidu.vn/", "https://nhan.vidu.vn:8443/", "ftp://nhan.vidu.vn/", "nhan.vn"),
        *("https://ai:mk@nhan.vidu.vn/", "https://ai@nhan.vidu.vn/", "https:///x", "https://"),
        *("https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://0x7f000001/"),
        *("https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://127.1/", "https://1.2.3.0x4/"),
        *(
            "https://localhost/",
            "https://a.localhost/",
            "https://may.local/",
            "https://db.internal/",
        ),
        *("https://may/", "https://-a.vn/", "https://a..vn/", "https://a b.vn/", "https://a_b.vn/"),
        *("https://nhan.vidu.vn/a b", "https://nhan.vidu.vn/\u00e9", "https://nhan.vidu.vn:x/"),
        "https://" + "a." * 130 + "vn/",
    ],
)
def test_an_address_that_may_lead_elsewhere_is_refused(url):
    with pytest.raises(ValidationError) as refused:
        target_of(url)

    assert refused.value.code == "url"


def called(receiver: Receiver, **more) -> Outcome:
    given = {"resolve": receiver.resolve, "connect": receiver.connect} | more
    return outgoing.post(URL, b'{"a": 1}', {"webhook-id": "msg_1"}, **given)


def test_a_call_goes_to_the_address_that_was_looked_at():
    with Receiver() as receiver:
        assert called(receiver) == Outcome(Fault.NONE, 200)

    assert receiver.asked_to == [(PUBLIC, "nhan.vidu.vn")]
    assert receiver.got[0].startswith(b"POST /san-vat?ai=1 HTTP/1.1\r\n")
    assert receiver.heads[0]["host"] == "nhan.vidu.vn"
    assert receiver.heads[0]["webhook-id"] == "msg_1"
    assert receiver.bodies == [b'{"a": 1}']


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["::ffff:192.168.0.1"], ["169.254.169.254"]]
)
def test_a_name_that_leads_to_us_is_not_called_whatever_else_it_leads_to(addresses):
    with Receiver() as receiver:
        outcome = called(receiver, resolve=lambda host: addresses)

    assert outcome == Outcome(Fault.NOT_PUBLIC)
    assert receiver.asked_to == []


def test_a_name_is_looked_up_once():
    """So that it cannot be another when it is called."""
    asked = []

    def resolve(host):
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    with Receiver() as receiver:
        called(receiver, resolve=resolve)

    assert (asked, receiver.asked_to) == (["nhan.vidu.vn"], [(PUBLIC, "nhan.vidu.vn")])


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"HTTP/1.1 204 No Content\r\n\r\n", Outcome(Fault.NONE, 204)),
        (
            b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
            Outcome(Fault.REDIRECT, 302),
        ),
        (b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", Outcome(Fault.GONE, 410)),
        (b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", Outcome(Fault.ANSWER, 500)),
        (b"SSH-2.0-x\r\n\r\n", Outcome(Fault.NO_SENSE)),
        (b"", Outcome(Fault.NO_SENSE)),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 10**6, Outcome(Fault.NONE, 200)),
    ],
)
def test_what_comes_back_is_judged_and_nothing_is_followed(answer, outcome):
    with Receiver(answer) as receiver:
        assert called(receiver) == outcome
        assert len(receiver.asked_to) == 1


def test_an_answer_that_comes_a_byte_at_a_time_ends():
    drops = [b"HTTP/1.1 200 OK\r\n", *itertools.repeat(b"X", 200)]
    began = time.monotonic()
    with Receiver(drops, pause=0.05) as receiver:
        assert called(receiver, seconds=0.4) == Outcome(Fault.TOO_SLOW)

    assert time.monotonic() - began < 5


def _raising(error: Exception):
    def raise_it(*_args):
        raise error

    return raise_it


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"resolve": _raising(socket.gaierror(-2, "unknown"))}, Fault.NO_NAME),
        ({"resolve": lambda host: []}, Fault.NO_NAME),
        ({"connect": _raising(ConnectionRefusedError())}, Fault.NO_LINE),
        ({"connect": _raising(TimeoutError())}, Fault.TOO_SLOW),
        ({"connect": _raising(ssl.SSLCertVerificationError())}, Fault.NO_TRUST),
    ],
)
def test_a_call_that_is_not_answered_says_why(more, fault):
    with Receiver() as receiver:
        assert called(receiver, **more) == Outcome(fault)


def test_a_real_connection_asks_for_a_certificate_of_the_name(monkeypatch):
    """To a server that has none, at the place where the real one would be."""
    with Receiver(b"no TLS here at all") as receiver:
        monkeypatch.setattr(
            socket, "create_connection", lambda *_args, **_more: receiver_line(receiver)
        )
        with pytest.raises(OSError, match=r"(?i)ssl"):
            outgoing.connected(PUBLIC, "nhan.vidu.vn")


def receiver_line(receiver: Receiver) -> socket.socket:
    line = socket.socket()
    line.connect(receiver._server.getsockname())
    line.sendall(b"POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n")
    return line
