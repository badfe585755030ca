"""Notes lie in files that stay small, and are read the newest first."""

import stat

from sanvat.operation.notes import Kind, latest, note


def test_the_newest_stands_first():
    for number in range(3):
        note(Kind.FAULT, number=number)

    assert [one["number"] for one in latest(Kind.FAULT)] == [2, 1, 0]
    assert list(latest(Kind.REFUSAL)) == []


def test_the_files_never_grow_beyond_twice_their_size():
    line = "x" * 1000
    for number in range(3 * Kind.REFUSAL.most // 1000):
        note(Kind.REFUSAL, number=number, line=line)

    files = sorted(Kind.REFUSAL.path.parent.glob("refusals*"))
    found = [one["number"] for one in latest(Kind.REFUSAL)]
    assert [file.name for file in files] == ["refusals.1.jsonl", "refusals.jsonl"]
    assert sum(file.stat().st_size for file in files) < 2 * Kind.REFUSAL.most + 2000
    assert found == list(range(found[0], found[-1] - 1, -1))
    assert len(found) >= Kind.REFUSAL.most // 1100


def test_nobody_else_of_the_machine_reads_them(notes_folder):
    note(Kind.FAULT, number=1)

    assert stat.S_IMODE(notes_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(Kind.FAULT.path.stat().st_mode) == 0o600


def test_a_line_that_was_cut_short_hides_no_other():
    note(Kind.FAULT, number=1)
    with Kind.FAULT.path.open("ab") as file:
        file.write(b'{"number":2,"pa\n')
    note(Kind.FAULT, number=3)

    assert [one["number"] for one in latest(Kind.FAULT)] == [3, 1]


def test_where_nothing_can_be_written_nobody_is_kept_waiting(settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.OPERATION_DIR = tmp_path / "file"

    note(Kind.FAULT, number=1)
