"""Which headers are believed, of whom; what is not sane gets no further."""

import pytest

from sanvat.site import public
from sanvat.site.gate import headers
from sanvat.site.gate.refusals import Refused
from tests.site.gates import gate

LIMITS = headers.Limits(header_bytes=2000, address_bytes=200)
NGINX = public.proxy("nginx", "", is_public=True)
CADDY = public.proxy("x-forwarded", "127.0.0.1, 10.0.0.0/24", is_public=True)

FORWARDING = [
    "x-forwarded-for",
    "x_forwarded_for",
    "x-forwarded_for",
    "x-forwarded-proto",
    "x-forwarded-protocol",
    "x-forwarded-ssl",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-server",
    "x-forwarded-prefix",
    "x-forwarded-scheme",
    "forwarded",
    "via",
    "x-real-ip",
    "x_real_ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "client-ip",
    "true-client-ip",
    "cf-connecting-ip",
    "fastly-client-ip",
    "x-original-url",
    "x-rewrite-url",
    "x-host",
    "x-scheme",
    "x-url-scheme",
    "front-end-https",
    "https",
    "x-http-method-override",
    "x-http-method",
    "x-method-override",
    "method-override",
    "x-request-id",
    "remote-user",
    "remote_addr",
    "remote-addr",
    "x-remote-user",
    "proxy",
    "ssl-client-verify",
    "x-sendfile",
]


def environ_of(*lines, peer="127.0.0.1", proxy=NGINX, path=b"/", query=b""):
    scope = {
        "client": (peer, "5000"),
        "server": ("127.0.0.1", "8000"),
        "method": "GET",
        "http_version": "1.1",
        "raw_path": path,
        "query_string": query,
        "headers": [(b"host", b"ocop.example"), *lines],
    }
    return headers.read(scope, proxy=proxy, limits=LIMITS).environ


def who(environ):
    return environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]


@pytest.mark.parametrize("name", FORWARDING)
@pytest.mark.parametrize("value", [b"203.0.113.9", b"https", b"on"])
def test_without_a_proxy_no_header_says_who_a_reader_is(name, value):
    plain = environ_of(proxy=public.Proxy())

    told = environ_of((name.encode(), value), proxy=public.Proxy())

    # But that somebody says so is known: such an address opens nothing.
    assert told.pop(headers.PASSED_ON, True) is True
    assert told == plain


def test_who_was_passed_on_by_a_stranger_is_known_as_that():
    forwarded = (b"x-forwarded-for", b"127.0.0.1")

    assert headers.PASSED_ON in environ_of(forwarded, proxy=public.Proxy())
    assert headers.PASSED_ON not in environ_of(forwarded)  # by nginx, whom we know
    assert headers.PASSED_ON not in environ_of(proxy=public.Proxy())


@pytest.mark.parametrize(
    "name",
    sorted({*FORWARDING} - {"x-real-ip", "x-forwarded-proto", "x-request-id"}),
)
def test_behind_nginx_only_what_nginx_sets_is_read(name):
    set_by_nginx = [
        (b"x-real-ip", b"203.0.113.9"),
        (b"x-forwarded-proto", b"http"),
        (b"x-request-id", b"0123456789abcdef"),
    ]
    plain = environ_of(*set_by_nginx)

    assert who(plain) == ("203.0.113.9", "http")
    assert plain["HTTP_X_REQUEST_ID"] == "0123456789abcdef"
    assert environ_of(*set_by_nginx, (name.encode(), b"https")) == plain


def test_who_calls_past_the_proxy_is_not_believed():
    lines = [(b"x-real-ip", b"203.0.113.9"), (b"x-forwarded-proto", b"https")]

    assert who(environ_of(*lines, peer="198.51.100.7")) == ("198.51.100.7", "http")
    assert who(environ_of(*lines, peer="127.0.0.1")) == ("203.0.113.9", "https")


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (b"203.0.113.9", "203.0.113.9"),
        (b"1.1.1.1, 203.0.113.9", "203.0.113.9"),  # what came in stands before
        (b"203.0.113.9:4711", "203.0.113.9"),
        (b"2001:DB8::1", "2001:db8::1"),
        (b"[2001:db8::1]:4711", "2001:db8::1"),
        (b"1.1.1.1, unknown", "10.0.0.3"),
        (b"'; drop", "10.0.0.3"),
        (b"", "10.0.0.3"),
    ],
)
def test_of_several_addresses_the_proxys_own_counts(given, address):
    environ = environ_of((b"x-forwarded-for", given), peer="10.0.0.3", proxy=CADDY)

    assert environ["REMOTE_ADDR"] == address


def test_of_a_header_sent_twice_the_proxys_line_counts():
    lines = [(b"x-forwarded-for", b"1.1.1.1"), (b"x-forwarded-for", b"203.0.113.9")]

    assert environ_of(*lines, proxy=CADDY)["REMOTE_ADDR"] == "203.0.113.9"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([(b"host", b"other.example")], "bad_header"),
        ([(b"content-type", b"text/plain"), (b"content-type", b"text/html")], "bad_header"),
        ([(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")], "bad_header"),
        ([(b"cookie", b"a=\x00")], "bad_header"),
        ([(b"referer", b"a\x7f")], "bad_header"),
        ([(b"content-length", "१२".encode())], "bad_header"),
        ([(b"content-length", b"9" * 30)], "bad_header"),
        ([(b"cookie", b"c" * 2000)], "headers_too_large"),
    ],
)
def test_what_is_not_sane_is_refused(lines, code):
    with pytest.raises(Refused) as refused:
        environ_of(*lines)

    assert refused.value.code == code


def test_addresses_have_an_end_and_begin_with_a_stroke():
    with pytest.raises(Refused) as refused:
        environ_of(path=b"/" * 100, query=b"q" * 101)
    assert refused.value.code == "address_too_long"

    with pytest.raises(Refused) as refused:
        environ_of(path=b"*")
    assert refused.value.code == "bad_request"


def test_a_path_is_bytes_until_django_reads_it():
    environ = environ_of(path=b"/c%C3%A0%20ph%ff/")

    assert environ["PATH_INFO"].encode("latin-1") == b"/c\xc3\xa0 ph\xff/"


def test_on_a_socket_the_proxy_is_who_calls_from_its_address():
    lines = ["X-Real-IP: 203.0.113.9", "X-Forwarded-Proto: https", "X-Forwarded-For: 1.1.1.1"]
    with gate(PROXY=["nginx", "127.0.0.1"]) as believed:
        told = believed.told(*lines)
        refused = believed.ask("/%zz", Cookie="a=1")
    with gate(PROXY=["nginx", "192.0.2.1"]) as unbelieved:
        told_by_stranger = unbelieved.told(*lines)

    assert who(told) == ("203.0.113.9", "https")
    assert who(told_by_stranger) == ("127.0.0.1", "http")
    assert "HTTP_X_FORWARDED_FOR" not in told
    assert refused.status == 200
