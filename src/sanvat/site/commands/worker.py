"""`sanvat worker`: does the jobs the pages leave behind, such as sending letters.

`sanvat serve` runs one of its own; on other machines of the same database, start as many more
as there is work. Each takes only what no other has.
"""

from collections.abc import Sequence

from sanvat.site.database import database
from sanvat.site.terminal import Manual, _, say

CONCURRENCY = 2
GRACE = 10  # seconds a job may go on after the worker was asked to stop


def main(argv: Sequence[str]) -> int:
    arguments = _parser().parse_args(argv)
    with database():
        if not arguments.once:
            say(_("Đang chờ việc. Ctrl-C để dừng."))
        work(once=arguments.once)
    return 0


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat worker",
        description=_(
            "Làm các việc chạy sau: gửi thư, dọn dẹp. sanvat serve đã có sẵn một tiến trình như\n"
            "thế; lệnh này để chạy thêm, trên máy này hay máy khác cùng cơ sở dữ liệu."
        ),
    )
    parser.add_argument("--once", action="store_true", help=_("làm hết việc đang chờ rồi thôi"))
    return parser


def work(*, once: bool = False) -> None:
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(
            wait=not once,
            concurrency=CONCURRENCY,
            delete_jobs="successful",
            shutdown_graceful_timeout=GRACE,
        )
