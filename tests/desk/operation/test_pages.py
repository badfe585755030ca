"""What the operator sees of the installation, and does with what failed."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from sanvat.operation.models import Job
from sanvat.operation.notes import Kind, note
from tests.desk.pages import DESK, markup, queries, read, signed_in, text_of
from tests.operation.jobs import failed_job, job

pytestmark = pytest.mark.django_db

HERE = "may-chu/"
SECRET = "https://vidu.example/dat-lai/abc123"


@pytest.fixture(autouse=True)
def notes_folder(settings, tmp_path):
    settings.OPERATION_DIR = tmp_path / "operation"
    settings.DATA_DIR = tmp_path


def worker(seen_at=None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)",
            [seen_at or timezone.now()],
        )


def fault(number: int = 1, **more) -> str:
    request_id = f"{number:08x}" + "0" * 24
    told = {"page": "desk:product", "method": "POST", "status": 500, "error": "KeyError"}
    told |= {"where": "desk/products/views.py:31", "at": timezone.now().isoformat()}
    note(Kind.FAULT, request_id=request_id, **told | more)
    return request_id


def test_what_was_started_again_is_shown_with_its_time(operator):
    note(Kind.RESTART, what="database", at=timezone.now().isoformat())

    page = read(operator, HERE)

    assert "Mở lại gần đây Đã mở lại Lúc Cơ sở dữ liệu" in page


def test_a_new_installation_has_nothing_to_tell(operator, tmp_path):
    worker()
    (tmp_path / "last-backup.json").write_text(
        f'{{"at": "{timezone.now().isoformat()}", "bytes": 1000}}'
    )

    page = read(operator, HERE)

    assert "Mọi thứ đang chạy bình thường" in page
    assert "Không có việc nào đang chờ, đang làm hay hỏng." in page
    assert "Chưa ghi sự cố nào." in page
    assert "Chưa đủ số liệu. Biểu đồ có sau mười phút đầu tiên" in page


def test_what_needs_somebody_stands_first(operator):
    worker(timezone.now() - timedelta(minutes=5))
    failed_job()
    job("todo", waits=3600)

    page = read(operator, HERE)

    assert "Không có tiến trình nào làm các việc chạy sau" in page
    assert "1 việc chạy sau bị hỏng" in page
    assert "Có việc đã chờ 1 giờ mà chưa được làm." in page
    assert "Chưa biết lần sao lưu gần nhất." in page


def test_a_job_is_told_in_words_and_not_with_what_it_was_given(operator):
    failed_job(task="parties.send_sign_in_mail", queue="mail", args={"body": SECRET})

    page = markup(operator, f"{HERE}viec/")

    assert "Gửi thư về việc đăng nhập" in page
    assert SECRET not in page
    assert "send_sign_in_mail" not in page


def test_a_failed_job_runs_again_or_is_given_up(operator):
    first, second = failed_job(), failed_job()
    client = signed_in(operator)

    again = client.post(f"{DESK}{HERE}viec/{first.pk}/chay-lai/", follow=True)
    given_up = client.post(f"{DESK}{HERE}viec/{second.pk}/bo/", follow=True)

    assert "Việc “Áp dụng một lần nhập sổ” được chạy lại ngay." in again.content.decode()
    assert "Đã bỏ việc “Áp dụng một lần nhập sổ”." in given_up.content.decode()
    assert [job.status for job in Job.objects.all()] == ["todo"]


def test_what_cannot_be_done_is_said_on_the_page(operator):
    running = job("doing")

    answer = signed_in(operator).post(f"{DESK}{HERE}viec/{running.pk}/bo/")

    assert answer.status_code == 422
    assert "Việc này đã được làm, đang được làm hoặc đã bỏ." in text_of(answer)


def test_a_fault_is_found_by_the_number_on_its_page(operator):
    for number in range(40):
        fault(number + 0xABCD0000)
    told = fault(0x3FA81B2C)[:8].upper()

    found = read(operator, f"{HERE}su-co/", so=told)

    assert "3FA81B2C" in found
    assert "desk/products/views.py:31" in found
    assert "ABCD0001" not in found
    assert "Không thấy số này" in read(operator, f"{HERE}su-co/", so="00000000")
    assert "Hãy nhập ít nhất 4 ký tự" in read(operator, f"{HERE}su-co/", so="3F")


def test_what_was_refused_is_found_by_its_number_too(operator, advisor):
    refused = signed_in(advisor).get(f"{DESK}{HERE}")
    number = re.search(r"<code>([0-9A-F]{8})</code>", refused.content.decode())[1]

    assert refused.headers["X-Request-ID"][:8].upper() == number
    found = read(operator, f"{HERE}su-co/", so=number)
    assert "Trả lời 404" in found
    assert "desk:operation" in found


def test_long_lists_are_paged(operator):
    for number in range(60):
        fault(number)
        failed_job()
        note(Kind.SLOW_QUERY, shape=f"SELECT {number}", ms=900, page="desk:home", at="")

    for path, rows in (("viec/", 25), ("su-co/", 25), ("truy-van-cham/", 25)):
        page = markup(operator, HERE + path)
        assert len(re.findall(r'<th scope="row"', page)) == rows
        assert "page=2" in page


def test_more_jobs_and_faults_cost_no_more_queries(operator):
    asked = []
    for count in (1, 4):
        for number in range(count):
            fault(number)
            failed_job()
        asked.append([queries(operator, HERE + path) for path in ("", "viec/", "su-co/")])

    assert asked[0] == asked[1]
