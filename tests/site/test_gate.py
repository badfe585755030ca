"""The gate on a real socket: what is sent, how fast, how much at once, and who waits for whom."""

import asyncio
import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from sanvat.site.gate import Gate
from tests.site.gates import Answer, gate, head, is_closed, read
from tests.threads import in_a_thread

SOME = b"x" * 5000


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("gate") / "log"


@pytest.fixture(scope="module")
def door(log):
    with open(log, "wb") as file, gate(file, BODY_LIMITS={"": 100_000}) as opened:
        yield opened


def hold(door, stack, *, body=b"", length=90_000, path="/"):
    """Begin to send a body, and stop."""
    sender = stack.enter_context(door.connect())
    sender.sendall(head(f"POST {path}", f"Content-Length: {length}") + body)
    return sender


# What comes in


def test_the_application_is_told_of_a_request_and_of_nothing_else(door, monkeypatch):
    with door.connect() as reader:
        reader.sendall(
            b"GET /told/ HTTP/1.1\r\nHost: ocop.example\r\nCookie: a=1\r\nCookie: b=2\r\n"
            b"Accept: text/html\r\nAccept: text/plain\r\nX-Unknown: 1\r\nX_CSRFToken: false\r\n"
            b"X-CSRFToken: true\r\nHX-Request: true\r\nUser-Agent: caf\xc3\xa9\r\n\r\n"
        )
        told = json.loads(read(reader).body)

    assert told.pop("SERVER_PORT") == str(door.port)
    assert told == {
        "GATEWAY_INTERFACE": "CGI/1.1",
        "HTTP_ACCEPT": "text/html,text/plain",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_HOST": "ocop.example",
        "HTTP_HX_REQUEST": "true",
        "HTTP_USER_AGENT": "cafÃ©",  # as WSGI has it: a byte a letter
        "HTTP_X_CSRFTOKEN": "true",
        "PATH_INFO": "/told/",
        "QUERY_STRING": "",
        "REMOTE_ADDR": "127.0.0.1",
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_SOFTWARE": "sanvat",
        "wsgi.url_scheme": "http",
    }


@pytest.mark.parametrize("size", [0, 1, 999, 1001, 100_000])
def test_a_body_is_handed_on_whole(door, size):
    body = (b"line\n" + b"x" * size)[:size]

    answer = door.ask("/", method="POST", body=body)

    first = min(size, 5)
    assert answer.text == f"{first} {size - first} {size}"


def test_a_body_in_chunks_is_counted(door):
    answer = door.ask("/", method="POST", body=iter([b"one\n", b"two", b"three"]))

    assert answer.text == "4 8 12"


def test_a_body_that_breaks_off_reaches_nobody(door, tmp_path):
    counter = tmp_path / "counter"
    with door.connect() as sender:
        sender.sendall(head(f"POST /count/?{counter}", "Content-Length: 10") + b"half")

    door.ask()
    assert not counter.exists()


# Too much


def test_what_is_said_to_be_too_long_is_refused_before_it_comes(door):
    with door.connect() as sender:
        sender.sendall(head("POST /", "Content-Length: 100001"))
        answer = read(sender)

    assert answer.status == 413
    assert "Địa chỉ này nhận tới 97 KB một lần" in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_what_turns_out_too_long_is_refused_once_it_does(door):
    assert door.ask("/", method="POST", body=iter([SOME] * 21)).status == 413


def test_who_sends_on_reads_the_refusal_and_may_stay(door):
    with door.connect() as sender:
        sender.sendall(head("POST /", "Content-Length: 300000") + b"x" * 300_000)
        assert read(sender).status == 413
        sender.sendall(head("POST /", "Content-Length: 4") + b"more")
        assert read(sender).text == "4 0 4"


def test_a_programme_is_refused_in_json_and_a_reader_of_english_in_english(door):
    body = b"x" * 2_097_153

    answer = door.ask("/api/v1/rank", method="POST", body=b"", Content_Length=str(len(body)))
    page = door.ask(
        "/", method="POST", body=b"", Content_Length="100001", Cookie="sanvat_language=en"
    )

    assert answer.status == page.status == 413
    assert json.loads(answer.body) == {
        "error": "Địa chỉ này nhận tới 2 MB một lần; điều bạn gửi dài hơn nên chưa có gì được ghi. "
        "Hãy gửi ít hơn, hoặc chia làm nhiều lần.",
        "code": "too_large",
    }
    assert '<html lang="en">' in page.text
    assert "97 KB" in page.text


@pytest.mark.parametrize(
    ("path", "most"), [("/tu-cham/mo/", 131_072), ("/ngon-ngu/", 4096), ("/khong-co/", 100_000)]
)
def test_every_address_has_its_limit(door, path, most):
    assert door.ask(path, method="POST", body=b"x" * most).status == 200
    assert door.ask(path, method="POST", body=b"", Content_Length=str(most + 1)).status == 413


IMPORTS = "/ban-lam-viec/nhap-so/"


@pytest.mark.parametrize("chunked", [False, True])
def test_the_limit_told_is_that_of_the_form_and_a_link_leads_back_to_it(monkeypatch, chunked):
    """Of a file; the form around it may be a little longer."""
    answer = refused_by_a_gate(monkeypatch, IMPORTS, length=None if chunked else 22 * 2**20)

    assert answer.status == 413
    assert "Địa chỉ này nhận tới 20 MB một lần" in answer.text
    assert f'href="{IMPORTS}"' in answer.text
    assert "Đăng nhập" not in answer.text


@pytest.mark.parametrize(
    ("path", "is_taken"), [("/phan-anh/gui/phan-anh/", True), (IMPORTS, False)]
)
def test_a_stranger_brings_files_with_a_matter_and_with_nothing_else(monkeypatch, path, is_taken):
    size = 20 * 2**20
    sent = refused_by_a_gate(monkeypatch, path, length=size + 2**16, size=size, is_signed_in=False)

    assert (sent is None) is is_taken
    assert is_taken or sent.status == 403


def test_a_form_with_the_largest_file_is_taken(monkeypatch):
    sent = refused_by_a_gate(monkeypatch, IMPORTS, length=20 * 2**20 + 2**16, size=20 * 2**20)

    assert sent is None


@pytest.mark.parametrize(
    ("came_from", "path", "page"),
    [
        ("http://ocop.example/ban-lam-viec/chu-the/", "/ban-lam-viec/nhap-so/", "chu-the/"),
        ("https://other.example/ban-lam-viec/chu-the/", IMPORTS, "nhap-so/"),
        ("http://ocop.example//other.example/", IMPORTS, "nhap-so/"),
        ("http://[", IMPORTS, "nhap-so/"),
        ("", "/ban-lam-viec/san-pham/7/anh/thu-tu/", "san-pham/7/anh/"),
    ],
)
def test_only_a_page_of_ours_is_led_back_to(monkeypatch, came_from, path, page):
    answer = refused_by_a_gate(monkeypatch, path, length=300 * 2**20, referer=came_from)

    assert re.findall(r'class="button[^"]*"[^>]* href="([^"]+)"', answer.text) == [
        f"/ban-lam-viec/{page}",
        "/",
    ]


def refused_by_a_gate(
    monkeypatch, path, *, length, referer="", size=21 * 2**20 + 1, is_signed_in=True
):
    """What somebody is told; None where the application got the request."""
    monkeypatch.setattr("sanvat.site.gate.is_signed_in", lambda cookies: is_signed_in)
    monkeypatch.setattr("sanvat.site.gate.bound_readers", lambda seconds: None)
    sent, pieces = [], iter([size // 4] * 4 + [size % 4])
    told = [(b"host", b"ocop.example"), (b"referer", referer.encode())]
    told += (
        [(b"content-length", str(length).encode())] if length else [(b"transfer-encoding", b"c")]
    )
    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(),
        "query_string": b"", "headers": told, "scheme": "http", "http_version": "1.1",
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip

    async def receive():
        piece = next(pieces, None)
        return {
            "type": "http.request",
            "body": b"x" * (piece or 0),
            "more_body": piece is not None,
        }

    async def send(message):
        sent.append(message)

    got = []

    def application(environ, start_response):
        got.append(environ)
        start_response("200 OK", [])
        return [b""]

    async def asked():
        gate = Gate(application)
        await gate(scope, receive, send)
        while gate.threads.taken:  # the body is closed when its thread has told of its end
            await asyncio.sleep(0.001)

    in_a_thread(lambda: asyncio.run(asked()))
    if got:
        return None
    return Answer(sent[0]["status"], sent[0]["headers"], sent[1]["body"])


def test_a_stranger_sends_no_large_files(door):
    """Where people who are signed in may: there is no session, so nothing is read."""
    answer = door.ask(
        "/ban-lam-viec/nhap-so/",
        method="POST",
        body=b"",
        Content_Length="20000000",
        Cookie="sanvat_session=../../etc",
    )

    assert answer.status == 403
    assert "Chỉ người đã đăng nhập mới gửi được tệp lớn" in answer.text


def test_long_addresses_and_many_headers_are_refused(door):
    assert door.ask("/?" + "q" * 16_384).status == 414
    answer = door.ask("/", Cookie="c" * 32_768)
    assert answer.status == 431
    assert "Hãy xóa cookie" in answer.text


# Too slow


def test_who_does_not_send_is_told_so_in_time(door):
    with ExitStack() as stack:
        sender = hold(door, stack, body=b"begun")
        answer = read(sender)
        assert answer.status == 408
        assert "Nội dung đến quá chậm" in answer.text
        assert is_closed(sender)


def test_who_sends_in_drops_is_told_so_too(door):
    started = time.monotonic()
    with ExitStack() as stack:
        sender = hold(door, stack)
        sender.settimeout(0.1)
        for _ in range(40):
            sender.sendall(b"drop")
            try:
                assert read(sender).status == 408
                break
            except TimeoutError:
                continue

    assert time.monotonic() - started < 3


def test_heads_that_do_not_come_are_not_waited_for(door):
    with door.connect() as sender:
        sender.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        assert is_closed(sender)


def test_slow_senders_hold_nobody_up(door):
    with ExitStack() as stack:
        for _ in range(40):
            hold(door, stack, body=b"begun")
        assert door.ask("/healthz").text == "ok\n"
        assert [door.ask().status for _ in range(5)] == [200] * 5


# Too many at once


def test_bodies_together_have_a_limit_and_its_end(door):
    with ExitStack() as stack:
        for _ in range(2):
            hold(door, stack, body=b"x" * 70_000)
        time.sleep(0.2)
        answer = door.ask("/", method="POST", body=b"x" * 20_000)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
        assert "nhận quá nhiều tệp một lúc" in answer.text

    assert door.ask("/", method="POST", body=b"x" * 20_000).status == 200


def test_when_many_wait_the_next_is_sent_away_and_health_is_told(door):
    with ThreadPoolExecutor(5) as readers:
        waiting = [readers.submit(door.ask, "/slow/?0.7") for _ in range(5)]  # 2 threads, 3 wait
        time.sleep(0.3)
        full = door.ask()
        assert door.ask("/healthz").status == 200

    assert (full.status, full.headers["Retry-After"]) == (503, "10")
    assert "có quá nhiều người dùng một lúc" in full.text
    assert [answer.result().status for answer in waiting] == [200] * 5
    assert door.ask().status == 200


def test_what_lies_ready_is_given_without_a_thread_even_when_many_wait(door):
    with ThreadPoolExecutor(5) as readers:
        waiting = [readers.submit(door.ask, "/slow/?0.7") for _ in range(5)]
        time.sleep(0.3)
        assert door.ask().status == 503
        answer = door.ask("/at-hand/")

    assert answer.status == 200
    assert not answer.text.startswith("sanvat")  # the name of a thread in which pages are made
    assert [answer.result().status for answer in waiting] == [200] * 5


def test_for_who_left_while_waiting_nothing_is_done(door, tmp_path):
    counter = tmp_path / "counter"
    with ThreadPoolExecutor(2) as readers:
        for _ in range(2):
            readers.submit(door.ask, "/slow/?0.6")
        time.sleep(0.2)
        with door.connect() as impatient:
            impatient.sendall(head(f"GET /count/?{counter}"))
            time.sleep(0.1)

    door.ask()
    assert not counter.exists()


# What goes out


def test_answers_come_as_they_were_made(door):
    assert door.ask("/slow/?0").headers.get_all("X-Marks") == ["one", "two"]
    assert door.ask("/stream/?30").body == b"s" * 65536 * 30
    assert door.ask("/much/").body == b"m" * 2**20
    assert door.ask("/file/").body == b"f" * 300_000


@pytest.mark.parametrize(("path", "length"), [("/much/", 2**20), ("/file/", 300_000)])
def test_to_head_the_length_is_told_alone(door, path, length):
    answer = door.ask(path, method="HEAD")

    assert (answer.headers["Content-Length"], answer.body) == (str(length), b"")


def test_an_answer_that_breaks_off_is_not_taken_for_whole(door):
    with door.connect() as reader:
        reader.sendall(head("GET /breaks/"))
        came = b""
        while part := reader.recv(65536):
            came += part

    assert b"a beginning" in came
    assert not came.endswith(b"0\r\n\r\n")


def test_a_fault_is_said_in_a_sentence(door):
    answer = door.ask("/fails/")

    assert answer.status == 500
    assert "Hệ thống gặp lỗi" in answer.text


def test_slow_readers_hold_no_thread_and_miss_nothing(door, log):
    closed = log.read_text().count("stream closed")
    with ExitStack() as stack:
        readers = [stack.enter_context(door.connect(receive=4096)) for _ in range(3)]
        for reader in readers:
            reader.sendall(head("GET /stream/?110"))
        wait_for(log, "stream closed", closed + 3)
        assert [len(read(reader).body) for reader in readers[:1]] == [65536 * 110]


def test_readers_of_very_much_hold_a_thread_for_a_while_only(door, log):
    closed = log.read_text().count("stream closed")
    with ExitStack() as stack:
        for _ in range(3):
            reader = stack.enter_context(door.connect(receive=4096))
            reader.sendall(head("GET /stream/?1000"))
        wait_for(log, "stream closed", closed + 3)
    assert door.ask().status == 200


def wait_for(log, line, count):
    deadline = time.monotonic() + 10
    while log.read_text().count(line) < count:
        assert time.monotonic() < deadline, f"never came: {line}"
        time.sleep(0.02)


def test_a_reader_that_takes_nothing_is_let_go_by_the_system_too(door):
    with door.connect(receive=4096) as reader:
        reader.sendall(head("GET /stream/?500"))
        deadline = time.monotonic() + 12
        while is_connected(reader.getsockname()[1], door.port):
            assert time.monotonic() < deadline, "the connection is still held"
            time.sleep(0.2)


def is_connected(theirs: int, ours: int) -> bool:
    """Whether the server's side of the connection still stands (state 01 of /proc/net/tcp)."""
    side = re.compile(rf":{ours:04X} \w+:{theirs:04X} 01 ")
    with open("/proc/net/tcp") as table:
        return any(side.search(line) for line in table)


def test_the_gate_ends_with_threads_at_work():
    with gate() as door:
        asking = threading.Thread(target=door.ask, args=("/slow/?1.5",))
        asking.start()
        time.sleep(0.3)
        started = time.monotonic()
    asking.join()

    assert time.monotonic() - started < 10
