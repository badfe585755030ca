"""Processes count together, whatever ends them; and cost no more room than was set aside."""

import json
import os
import subprocess
import sys

import pytest

from sanvat.operation import counting
from sanvat.site.measuring import EDITOR

# Three processes count, two at a time; one is killed while it counts, and another comes after it.
SCRIPT = """
import json, multiprocessing, os, signal, django
django.setup()
from sanvat.operation import counting
from sanvat.operation.queries import Tally
fork = multiprocessing.get_context("fork")

def count(times, ready, end):
    for _ in range(times):
        counting.request(Tally(lambda: "desk:home", 2, 0.25), status=200, seconds=0.03)
    counting.sign_in_failed()
    ready.set()
    end.wait()

def begin(times):
    ready, end = fork.Event(), fork.Event()
    process = fork.Process(target=count, args=(times, ready, end))
    process.start()
    ready.wait()
    return process, end

first, end_first = begin(5)
second, end_second = begin(7)
os.kill(first.pid, signal.SIGKILL)
first.join()
third, end_third = begin(11)
alive = sorted(one.pid for one in counting.processes())
assert alive == sorted([os.getpid(), second.pid, third.pid])
end_second.set(); end_third.set(); second.join(); third.join()
samples = {
    f"{s.name} {sorted(s.labels.items())}": s.value
    for family in counting.collected().collect() for s in family.samples
}
print(json.dumps([samples, sorted(p.name for p in counting.FOLDER.iterdir())]))
"""


@pytest.fixture
def counted(tmp_path):
    """What a fresh process of another installation counted, and the files it left."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "SANVAT_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "sanvat.site.settings",
    }

    def run() -> tuple[dict, list]:
        done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        samples, files = json.loads(done.stdout)
        return samples, files

    return run


def test_processes_count_together_and_a_killed_one_is_not_forgotten(counted):
    page = "('page', 'desk:home')"
    for _again in range(2):  # whoever starts anew, with nobody there, begins from zero
        samples, files = counted()

        assert samples[f"sanvat_requests_total [{page}, ('status', '2xx')]"] == 23
        assert samples[f"sanvat_request_queries_total [{page}]"] == 46
        assert samples[f"sanvat_request_database_seconds_total [{page}]"] == 5.75
        assert samples[f"sanvat_request_seconds_bucket [('le', '0.025'), {page}]"] == 0
        assert samples[f"sanvat_request_seconds_bucket [('le', '0.05'), {page}]"] == 23
        assert samples["sanvat_sign_in_failures_total []"] == 3
        # The third process took the place of the one that was killed.
        assert files == [
            *("0.slot", "1.slot", "2.slot"),
            *("counter_0.db", "counter_1.db", "counter_2.db"),
            *("histogram_0.db", "histogram_1.db", "histogram_2.db"),
            "lock",
        ]


def test_every_page_in_every_state_fits_into_the_room_set_aside():
    """More would be asked of the disk when it may be full already."""
    pages = named_pages()
    used = dict.fromkeys(counting.KINDS, 8)
    for metric in (counting._REQUESTS, counting._REQUEST_SECONDS, counting._QUERIES):
        kind = "histogram" if metric is counting._REQUEST_SECONDS else "counter"
        rows = {"counter": 5, "histogram": len(counting.SECONDS) + 2}[kind]
        words = len(metric._name) * 2 + len(metric._documentation) + 120
        used[kind] += sum(rows * (words + len(page)) for page in pages)

    assert len(pages) > 60
    assert max(used.values()) < counting.RESERVED


def named_pages() -> list[str]:
    from django.urls import get_resolver

    found: list[str] = []

    def walk(patterns, space):
        for one in patterns:
            if str(one.pattern) == EDITOR:
                found.append("editor")
            elif hasattr(one, "url_patterns"):
                walk(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
            else:
                found.append(f"{space}{one.name}")

    walk(get_resolver().url_patterns, "")
    return found


def test_where_the_disk_is_full_nothing_is_counted_and_nothing_breaks(monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    before = sorted(counting.FOLDER.glob("*.db"))
    slot = counting._Slot()
    monkeypatch.setattr(counting, "_slot", slot)

    counting.sign_in_failed()

    assert slot.number == -1
    assert sorted(counting.FOLDER.glob("*.db")) == before
    assert list(counting.collected().collect()) == []
