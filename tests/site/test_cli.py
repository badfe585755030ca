import os
import subprocess
import sys

import pytest


def sanvat(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    foreign = ("SANVAT_", "DJANGO_", "DATABASE_URL", "LC_", "LANG")
    known = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return subprocess.run(
        [sys.executable, "-m", "sanvat.site.cli", *words],
        env=known | {"LANG": "C.UTF-8"} | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("words", [(), ("--help",), ("serve", "--help"), ("doctor", "--help")])
def test_help_speaks_vietnamese(words):
    answer = sanvat(*words)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("Cách dùng: sanvat")


def test_help_speaks_english_where_the_terminal_does():
    answer = sanvat("--help", LANG="en_US.UTF-8")

    assert answer.stdout.startswith("Usage: sanvat")


def test_an_unknown_command_is_refused():
    answer = sanvat("server")

    assert answer.returncode == 2
    assert "sanvat: sai cách dùng:" in answer.stderr


def test_the_rules_answer_without_django():
    """It takes a second to load Django, and nothing of it is needed to rank a case."""
    script = (
        "import sys; from sanvat.site import cli\n"
        "try: cli.main(['rules', 'list'])\n"
        "finally: print('django' in sys.modules, file=sys.stderr)"
    )

    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert answer.stderr == "False\n"


def test_doctor_changes_nothing_and_finds_a_new_installation_well(tmp_path):
    answer = sanvat("doctor", SANVAT_DATA_DIR=str(tmp_path / "var"), SANVAT_SECRET_KEY="k" * 50)

    assert "sẽ được tạo khi chạy sanvat serve" in answer.stdout
    assert not (tmp_path / "var" / "postgres").exists()


def test_doctor_says_what_is_broken(tmp_path):
    (tmp_path / "postgres").mkdir()

    answer = sanvat("doctor", SANVAT_DATA_DIR=str(tmp_path))

    assert answer.returncode == 1
    assert "thiếu tệp PG_VERSION" in answer.stdout
