"""`sanvat serve`: everything, in one command and one tree of processes.

The order makes for a quick start: PostgreSQL starts while Django is imported, and the workers
are forked from this process, which has the pages already loaded. Whatever ends this process,
even a kill, ends the workers and PostgreSQL too.
"""

import argparse
import errno
import gc
import http.client
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from typing import Any

from sanvat.errors import Refusal
from sanvat.site import board, served
from sanvat.site.database import plainly_refused
from sanvat.site.postgres import Cluster, make_data_dir
from sanvat.site.processes import end_with_parent
from sanvat.site.terminal import Manual, _, say, timed

HANGUP_AT_START = signal.getsignal(signal.SIGHUP)
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # nosec B104  # to ask whether it answers
SOON = 1.0
"""Seconds; what takes no longer is not worth a line."""
# Browsers keep passkeys for a name; an address of numbers gets none.
NAMED = {"127.0.0.1": "localhost", "::1": "localhost"}


def main(argv: Sequence[str]) -> int:
    started = time.perf_counter()
    arguments = _parser().parse_args(argv)
    if arguments.with_parent:
        end_with_parent(signal.SIGTERM)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _check_port(arguments.host, arguments.port)
    os.environ["PORT"] = str(arguments.port)  # for the links in mails
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanvat.site.settings")
    from sanvat.site import settings  # a wrong environment is refused here, before anything starts

    make_data_dir(settings.DATA_DIR)  # also where the database lies on another machine
    with ExitStack() as at_the_end:
        with _uncollected(), ThreadPoolExecutor(1) as aside:
            loaded = aside.submit(_load_django)
            cluster = None
            if settings.EMBEDDED_DATABASE:
                # Here and not aside: PostgreSQL ends with the thread that started it.
                cluster = Cluster(settings.DATA_DIR)
                at_the_end.callback(cluster.stop)
                _start(cluster)
        loaded.result()
        with plainly_refused(settings.DATA_DIR):
            _prepare()
        if not settings.PRODUCTION:
            served.note_port(settings.DATA_DIR, arguments.port)
        _serve(
            arguments.host,
            arguments.port,
            workers=arguments.workers,
            cluster=cluster,
            started=started,
        )
    return 0


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat serve",
        description=_(
            "Mở Sản Vật: khởi động cơ sở dữ liệu (khi không có DATABASE_URL), cập nhật các bảng,\n"
            "gom tệp tĩnh, rồi mở trang web và in địa chỉ khi đã sẵn sàng. Ctrl-C để dừng tất cả."
        ),
        epilog=_(
            "Biến môi trường:\n"
            "  PORT                cổng, khi không có --port\n"
            "  SANVAT_DATA_DIR     thư mục dữ liệu (./var)\n"
            "  DATABASE_URL        máy chủ PostgreSQL riêng, thay cho máy chủ đi kèm\n"
            "  DATABASE_REPLICA_URL  bản sao chỉ đọc của nó, cho trang công khai\n"
            "  DATABASE_DIRECT_URL   chính máy chủ ấy, khi DATABASE_URL là bộ gom kết nối\n"
            "  SANVAT_HOSTS        các tên miền công khai; đặt biến này là chạy thật\n"
            "  SANVAT_SECRET_KEY   khóa bí mật, bắt buộc khi chạy thật\n"
            "  SANVAT_PROXY        máy chủ web đứng trước (nginx, x-forwarded), bắt buộc\n"
            "  SANVAT_EMAIL_URL    máy chủ thư, như smtp+tls://tên:mật-khẩu@máy:587\n"
            "  SANVAT_DEMO         1: bản trình diễn, mỗi vai trò một tài khoản"
        ),
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help=_("địa chỉ để nghe (mặc định %(default)s)")
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=os.environ.get("PORT") or "8000",
        help=_("cổng để nghe (mặc định: PORT, hoặc 8000)"),
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=min(os.cpu_count() or 1, 4),
        help=_("số tiến trình web (mặc định: số lõi của máy, nhiều nhất 4)"),
    )
    parser.add_argument(
        "--with-parent",
        action="store_true",
        help=_("dừng theo khi tiến trình đã gọi lệnh này kết thúc"),
    )
    return parser


def _port(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(_("cổng là một số từ 1 đến 65535"))
    return int(text)


def _check_port(host: str, port: int) -> None:
    """Ask for the port and give it back: granian would share a port that is already taken."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refusal(
                _(
                    "Cổng %(port)s đang có chương trình khác dùng. "
                    "Hãy dừng chương trình ấy, hoặc chọn cổng khác: sanvat serve --port %(other)s"
                )
                % {"port": port, "other": port + 1 if port < 65535 else 8000},
                code="port-in-use",
            ) from None
        raise Refusal(
            _("Không mở được %(host)s:%(port)s (%(error)s). Hãy chọn --host hoặc --port khác.")
            % {"host": host, "port": port, "error": error.strerror},
            code="address-unusable",
        ) from None


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is loaded meanwhile stays, and is never looked through for rubbish: to do so again and
    again as it grows would take a fifth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _load_django() -> None:
    import django

    from sanvat.site import messages

    messages.compile_if_changed()  # some apps read their texts while they are set up
    django.setup()
    import sanvat.site.prepare  # noqa: F401  (loads what the next step needs)


def _start(cluster: Cluster) -> None:
    with timed(_("Tạo cơ sở dữ liệu") if cluster.is_new else _("Mở cơ sở dữ liệu")):
        cluster.start()


def _prepare() -> None:
    from django.db import connections

    from sanvat.site import prepare

    prepare.close_up()
    with ThreadPoolExecutor(1) as aside:  # PostgreSQL does one, this process the other
        gathered = aside.submit(prepare.collect_static)
        prepare.migrate()
        if not wait([gathered], SOON).done:
            with timed(_("Gom và nén các tệp tĩnh")):
                gathered.result()
        gathered.result()
    prepare.open_demonstration()
    connections.close_all()  # workers would inherit ours, and speak into it all at once


def _serve(host: str, port: int, *, workers: int, cluster: Cluster | None, started: float) -> None:
    with _uncollected():
        from sanvat.documents import typesetting
        from sanvat.site import wsgi  # noqa: F401  (loaded once, for all the workers)
        from sanvat.site.gate.server import server as server_of
        from sanvat.site.watching import Database, Jobs

        typesetting.load()
    # Forked workers share the memory of what is loaded, and start in no time.
    multiprocessing.set_start_method("fork", force=True)
    gc.collect()
    gc.freeze()
    address = (EVERY_ADDRESS.get(host, host), port)
    announcer = threading.Thread(target=_announce, args=(address, started), daemon=True)
    server = server_of(host=host, port=port, workers=workers)
    server.on_startup(_end_with_terminal)
    server.on_startup(announcer.start)
    jobs = Jobs()
    server.watch(*([Database(cluster)] if cluster else []), jobs)
    try:
        server.serve(target_loader=partial(_application, os.getpid()), wrap_loader=False)
    finally:
        jobs.end()


def _application(parent: int) -> Callable[..., Any]:
    """In the worker: tie its life to the parent's."""
    end_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
    from sanvat.operation.replication import keep_watching
    from sanvat.site import page_cache
    from sanvat.site.gate import Gate
    from sanvat.site.gate.server import allow_connections
    from sanvat.site.wsgi import application
    from sanvat.visits.counting import keep_writing

    allow_connections()
    keep_writing()
    keep_watching()
    return Gate(application, at_hand=page_cache.is_at_hand)


def _announce(address: tuple[str, int], started: float) -> None:
    """Print the address once a reader would get an answer there, database and all."""
    # Waiting so holds no lock that a fork could copy in its locked state.
    while not (board.is_up() and _answers(*address)):
        time.sleep(0.02)
    host = NAMED.get(address[0], address[0])
    host = f"[{host}]" if ":" in host else host
    say(
        _("Đã sẵn sàng sau %(seconds).1f giây: http://%(host)s:%(port)s/  (Ctrl-C để dừng)")
        % {"seconds": time.perf_counter() - started, "host": host, "port": address[1]}
    )


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    with closing(connection), suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    return False


def _end_with_terminal() -> None:
    """A closed terminal ends us as Ctrl-C does; granian would only reload its workers.

    Under nohup, which ignores that signal, we go on.
    """
    ignored = HANGUP_AT_START is signal.SIG_IGN
    signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else signal.getsignal(signal.SIGTERM))
