import json

import pytest

from sanvat.records import chain
from sanvat.records.models import Entry
from sanvat.site import cli
from sanvat.site.commands import journal as command
from tests.records.journals import shift, tamper, write_entries


@pytest.fixture(autouse=True)
def world(db, settings, monkeypatch):
    settings.EMBEDDED_DATABASE = False  # the one of the tests is running
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def sanvat(capsys):
    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(["journal", *words])
        return code, *capsys.readouterr()

    return run


def without_time(text: str) -> list[str]:
    return [line.split(" trong ")[0] for line in text.splitlines()]


def test_a_whole_journal_ends_well_and_names_its_end(sanvat):
    write_entries(3)

    code, out, err = sanvat("verify")

    seal = Entry.objects.get(number=3).hash
    assert (code, err) == (0, "")
    assert without_time(out) == [
        "Đã đọc 3 dòng",
        f"Nhật ký nguyên vẹn. Số cuối và mã băm, để chép lại: 3:{seal}",
    ]


def test_an_empty_journal_is_no_fault(sanvat):
    code, out, _err = sanvat("verify")

    assert (code, without_time(out)) == (0, ["Đã đọc 0 dòng", "Nhật ký còn trống."])


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (["UPDATE records_entry SET note = 'khác' WHERE number = 2"], "Số 2: nội dung đã bị sửa."),
        (["DELETE FROM records_entry WHERE number = 2"], "Số 2: mất."),
        (["DELETE FROM records_entry WHERE number > 2"], "Số 3 đến 5: mất."),
        (
            [
                "INSERT INTO records_entry (at, who_name, for_whom, act, subject_type, subject_id,"
                " subject_name, changes, note) VALUES (now(), '', '', '', '', '', '', '{}', '')"
            ],
            "Có một dòng không số, không niêm phong: chèn vào từ ngoài.",
        ),
        (
            [
                *shift("number > 2", 1),
                "INSERT INTO records_entry (number, at, who_name, for_whom, act, subject_type,"
                " subject_id, subject_name, changes, note, previous) SELECT 3, at, '', '', '', '',"
                " '', '', '{}', '', hash FROM records_entry WHERE number = 2",
                "UPDATE records_entry SET hash = SEAL WHERE number = 3",
            ],
            "Số 3: chèn thêm.",
        ),
        (shift("number > 2", 1), "Số 4: bị đổi chỗ; khi niêm phong là số 3."),
    ],
)
def test_a_fault_is_told_by_number_and_kind(sanvat, statements, told):
    write_entries(5)
    tamper(*statements)

    code, _out, err = sanvat("verify")

    assert code == 1
    assert err.splitlines() == [
        "  " + told,
        "Nhật ký không còn nguyên vẹn. Hãy giữ nguyên cơ sở dữ liệu, "
        "so với bản sao lưu gần nhất và báo người phụ trách.",
    ]


def test_more_faults_than_one_can_read_are_counted(sanvat, monkeypatch):
    monkeypatch.setattr(chain, "FAULTS_TOLD", 1)
    write_entries(3)
    tamper("UPDATE records_entry SET note = 'khác'")

    _code, _out, err = sanvat("verify")

    assert err.splitlines()[:2] == ["  Số 1: nội dung đã bị sửa.", "  … và 2 chỗ khác."]


def test_a_journal_sealed_anew_is_betrayed_by_what_was_written_down(sanvat):
    write_entries(3)
    known = f"2:{Entry.objects.get(number=2).hash}"

    assert sanvat("verify", "--known", known)[0] == 0
    code, _out, err = sanvat("verify", "--known", "2:" + "e" * 64)

    assert code == 1
    assert err.startswith("  Số 2: mã băm không còn như đã chép lại")


def test_reading_begins_where_it_is_told(sanvat):
    write_entries(3)

    _code, out, _err = sanvat("verify", "--from", "3")

    assert without_time(out)[0] == "Đã đọc 1 dòng"


def test_reading_cannot_begin_after_the_end(sanvat):
    code, _out, err = sanvat("verify", "--from", "3")

    assert (code, err) == (
        1,
        "Nhật ký không có số 2, nên không kiểm tra tiếp từ đó được. Hãy kiểm tra từ một số khác.\n",
    )


@pytest.mark.parametrize("words", [["--from", "0"], ["--from", "x"], ["--known", "2:xyz"]])
def test_what_is_unclear_is_refused(sanvat, words):
    with pytest.raises(SystemExit) as refused:
        sanvat("verify", *words)

    assert refused.value.code == 2


def test_a_long_run_says_how_far_it_is(sanvat, monkeypatch):
    monkeypatch.setattr(chain, "ENTRIES_AT_A_TIME", 2)
    monkeypatch.setattr(command, "SECONDS_BETWEEN_WORDS", 0)
    write_entries(5)

    _code, out, _err = sanvat("verify")

    assert out.splitlines()[:2] == ["  đã đọc 2 dòng …", "  đã đọc 4 dòng …"]


def test_a_life_is_written_to_a_file(sanvat, tmp_path):
    lan = write_entries(2)
    path = tmp_path / "lan.json"

    code, out, _err = sanvat("export", f"parties.user:{lan.pk}", "--to", str(path))

    assert (code, out) == (0, f"Đã ghi 2 dòng vào {path}.\n")
    life = json.loads(path.read_text())
    assert [entry["number"] for entry in life["entries"]] == [1, 2]


def test_a_life_is_printed(sanvat):
    lan = write_entries(1)

    _code, out, _err = sanvat("export", f"parties.User:{lan.pk}")

    assert json.loads(out)["entries"][0]["changes"] == {"name": ["Lan", 0]}


def test_a_thing_nobody_did_anything_to_has_no_life(sanvat):
    code, _out, err = sanvat("export", "products.product:17")

    assert code == 1
    assert err.startswith("Nhật ký không có dòng nào về products.product:17.")


def test_a_database_that_was_never_opened_has_no_journal(sanvat):
    tamper("ALTER TABLE records_entry RENAME TO elsewhere")

    code, _out, err = sanvat("verify")

    assert code == 1
    assert err == "Cơ sở dữ liệu này chưa có nhật ký. Hãy chạy sanvat serve một lần trước.\n"
