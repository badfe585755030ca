"""What is sent compressed, how, and what is not."""

import gzip
import re

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from sanvat.site.compressing import Compressed, encoding_for
from sanvat.ui.same import same_for_all

LONG = "<p>Mật ong rừng, cà phê và chè.</p>" * 100


def answered(response, *, takes: str = "gzip, deflate, br, zstd", same: bool = False):
    request = RequestFactory().get("/", headers={"Accept-Encoding": takes} if takes else None)
    if same:
        same_for_all(request, response)
    return Compressed(lambda _request: response)(request)


def test_a_page_of_the_desk_is_compressed_and_reads_as_it_was(client, officer):
    client.force_login(officer)
    plain = client.get("/ban-lam-viec/san-pham/")
    packed = client.get("/ban-lam-viec/san-pham/", headers={"Accept-Encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["Vary"]
    unpacked = gzip.decompress(packed.content).decode()
    assert without_tokens(unpacked) == without_tokens(plain.text)
    assert len(packed.content) < len(plain.content) / 3


def without_tokens(body: str) -> str:
    return re.sub(
        r'(csrfmiddlewaretoken" value="|"X-CSRFToken": ?"|name="once" value=")[^"]+', "", body
    )


def test_the_length_of_what_is_made_for_one_person_tells_nothing():
    lengths = {len(answered(HttpResponse(LONG)).content) for _ in range(60)}

    assert len(lengths) > 20
    assert max(lengths) - min(lengths) <= 100


def test_what_is_the_same_for_everybody_is_sent_in_brotli_to_whoever_takes_it():
    response = answered(HttpResponse(LONG, headers={"ETag": '"a"'}), same=True)

    assert response.headers["Content-Encoding"] == "br"
    assert brotli.decompress(response.content).decode() == LONG
    assert response.headers["Content-Length"] == str(len(response.content))
    assert response.headers["ETag"] == 'W/"a"'
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("takes", ["gzip", "br;q=0, gzip", "gzip;q=0.5, br; q=0.000"])
def test_who_does_not_take_brotli_gets_gzip(takes):
    response = answered(HttpResponse(LONG), takes=takes, same=True)

    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode() == LONG


@pytest.mark.parametrize("takes", ["", "identity", "gzip;q=0", "br", "zstd, gzip ; q=0.0"])
def test_who_takes_neither_gets_it_plain(takes):
    response = answered(HttpResponse(LONG), takes=takes)

    assert "Content-Encoding" not in response.headers
    assert response.text == LONG


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(b"%PDF" * 1000, content_type="application/pdf"),
        HttpResponse(b"PK" * 1000, content_type="image/png"),
        HttpResponse("ngắn"),
        HttpResponse(LONG, headers={"Content-Range": "bytes 0-99/100"}),
        HttpResponse(gzip.compress(LONG.encode()), headers={"Content-Encoding": "gzip"}),
    ],
)
def test_what_is_short_already_is_left_as_it_is(response):
    body, encoding = response.content, response.get("Content-Encoding")

    for same in (False, True):
        sent = answered(response, same=same)
        assert sent.content == body
        assert sent.get("Content-Encoding") == encoding


def test_a_file_is_sent_as_it_is_read():
    response = answered(StreamingHttpResponse(iter([LONG.encode()]), content_type="text/csv"))

    assert "Content-Encoding" not in response.headers
    assert b"".join(response.streaming_content).decode() == LONG


@pytest.mark.parametrize(
    ("takes", "encoding"),
    [("", ""), ("br", "br"), ("GZIP", "gzip"), ("gzip, BR ;q=0.1", "br"), ("brotli", "")],
)
def test_what_a_reader_takes_is_read_as_it_is_written(takes, encoding):
    request = RequestFactory().get("/", headers={"Accept-Encoding": takes})

    assert encoding_for(request) == encoding
