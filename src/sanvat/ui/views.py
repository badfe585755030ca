from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanvat.text.numbers import shown
from sanvat.ui.meanwhile import Meanwhile
from sanvat.ui.same import same_for_all
from sanvat.ui.tables import Column, link, under
from sanvat.ui.tags.marks import stars, tag

EXAMPLES = Path(__file__).resolve().parent / "templates/ui/examples"


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state. The code shown is the code that was run. The same for
    everybody, and nothing of the database stands in it."""
    groups = [
        {
            "id": group.id,
            "title": group.title,
            "lead": group.lead,
            "examples": [_shown(example, request) for example in group.examples],
        }
        for group in GROUPS
    ]
    contents = [
        (_("Màu"), "#mau"),
        (_("Chữ"), "#co-chu"),
        *((group.title, f"#{group.id}") for group in GROUPS),
    ]
    response = render(
        request,
        "ui/components.html",
        {
            "colours": COLOURS,
            "letters": LETTERS,
            "groups_of_examples": groups,
            "contents": contents,
        },
    )
    same_for_all(request, response, until="release")
    return response


@dataclass(frozen=True)
class Example:
    id: str
    title: str | Promise
    template: str


@dataclass(frozen=True)
class Group:
    id: str
    title: str | Promise
    lead: str | Promise
    examples: list[Example]


COLOURS = [
    (_("Giấy"), "paper"),
    (_("Tờ"), "sheet"),
    (_("Nền nhạt"), "tint"),
    (_("Mực"), "ink"),
    (_("Đỏ son"), "red-fill"),
    (_("Vàng sao"), "gold"),
    (_("Sơn then"), "lacquer"),
    (_("Xanh lá"), "green"),
]

LETTERS = "Ă Â Đ Ê Ô Ơ Ư ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự"

GROUPS = [
    Group(
        "sao-va-diem",
        _("Sao và điểm"),
        _("Sao vẽ như nhau ở mọi nơi. Điểm hiện ra được cắt, không làm tròn lên qua một mức."),
        [
            Example("sao", _("Sao"), "stars"),
            Example("thang-diem", _("Thang điểm"), "meter"),
            Example("ket-qua", _("Kết quả"), "result"),
            Example("so-chinh", _("Số chính"), "key_figures"),
            Example("cot", _("Biểu đồ thanh"), "bars"),
            Example("tien-do", _("Tiến độ"), "progress"),
            Example("thoi-han", _("Thời hạn"), "clock"),
            Example("lich-tuan", _("Tuần công tác"), "work_week"),
            Example("lich-thang", _("Tháng công tác"), "work_month"),
        ],
    ),
    Group(
        "dau-hieu",
        _("Nút và dấu hiệu"),
        _("Mỗi màn hình chỉ một nút chính. Nút nói việc sẽ làm, bằng động từ."),
        [
            Example("nut", _("Nút"), "button"),
            Example("nhan", _("Nhãn"), "tag"),
            Example("hinh", _("Hình"), "icon"),
        ],
    ),
    Group(
        "khoi",
        _("Khối và lời báo"),
        _("Ít khung. Lời báo nói điều đã xảy ra, vì sao, và làm gì tiếp."),
        [
            Example("khoi-thuong", _("Khối"), "panel"),
            Example("khoi-noi", _("Khối nổi"), "panel_raised"),
            Example("loi-bao", _("Lời báo"), "notice"),
            Example("trong", _("Danh sách trống"), "nothing"),
            Example("hop-thoai", _("Hộp thoại"), "dialog"),
        ],
    ),
    Group(
        "bang-va-danh-sach",
        _("Bảng và danh sách"),
        _("Trên điện thoại mỗi dòng của bảng thành một khối."),
        [
            Example("bang", _("Bảng"), "table"),
            Example("so-lieu", _("Cặp tên và giá trị"), "facts"),
            Example("danh-sach", _("Danh sách"), "list"),
            Example("chu", _("Bài viết"), "prose"),
        ],
    ),
    Group(
        "nhap-lieu",
        _("Nhập liệu"),
        _("Nhãn đứng trên ô, lời giúp dưới nhãn, lỗi ngay tại ô."),
        [
            Example("nhap", _("Ô nhập"), "field"),
            Example("nhap-sai", _("Ô nhập có lỗi"), "field_wrong"),
            Example("nhap-sau", _("Ô nhập mà người khác đã lưu trước"), "field_meanwhile"),
            Example("tim", _("Tìm và lọc"), "search"),
        ],
    ),
    Group(
        "duong-di",
        _("Đường đi"),
        _("Mọi đường đi là liên kết, chạy được khi không có JavaScript."),
        [
            Example("vi-tri", _("Vị trí trang"), "breadcrumbs"),
            Example("the", _("Thẻ"), "tabs"),
            Example("muc-ben", _("Mục bên"), "sidenav"),
            Example("buoc", _("Các bước"), "steps"),
            Example("trang", _("Số trang"), "pager"),
        ],
    ),
]


class SampleForm(forms.Form):
    """A field of every kind."""

    name = forms.CharField(label=_("Tên sản phẩm"), help_text=_("Viết như trên nhãn."))
    output = forms.IntegerField(label=_("Sản lượng"), min_value=1)
    group = forms.ChoiceField(
        label=_("Nhóm"),
        choices=[("", _("Chọn nhóm")), ("1", _("Thực phẩm")), ("2", _("Đồ uống"))],
    )
    story = forms.CharField(label=_("Câu chuyện sản phẩm"), widget=forms.Textarea, required=False)
    origin = forms.ChoiceField(
        label=_("Nguồn nguyên liệu"),
        help_text=_("Chọn mức cao nhất mà sản phẩm đạt."),
        widget=forms.RadioSelect,
        choices=[
            ("1", _("Dưới 50% từ trong tỉnh: 1 điểm")),
            ("2", _("Từ 50% đến dưới 75%: 2 điểm")),
            ("3", _("Từ 75% trở lên: 3 điểm")),
        ],
    )
    papers = forms.MultipleChoiceField(
        label=_("Giấy tờ đã có"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", _("Đăng ký kinh doanh")), ("b", _("An toàn thực phẩm"))],
    )
    test_report = forms.FileField(label=_("Phiếu kiểm nghiệm"), help_text=_("PDF, tối đa 10 MB."))
    truthful = forms.BooleanField(label=_("Tôi cam đoan các thông tin trên là đúng."))


def _shown(example: Example, request: HttpRequest) -> dict[str, str | Promise | SafeString]:
    path = EXAMPLES / f"{example.template}.html"
    return {
        "id": example.id,
        "title": example.title,
        "code": path.read_text(encoding="utf-8").split("%}", 1)[1].strip(),  # without {% load %}
        "shown": render_to_string(f"ui/examples/{path.name}", _sample_context(), request),
    }


def _late_form() -> SampleForm:
    """Sent after somebody else had saved."""
    form = SampleForm({"sau-name": "Chè Shan tuyết", "sau-output": "12"}, prefix="sau")
    form.errors.clear()
    form.meanwhile = Meanwhile(  # type: ignore[attr-defined]
        gettext("Trong lúc bạn sửa, ở đây đã có thay đổi khác được lưu."),
        "#nhap-sau",
        theirs={"name": "Chè Shan tuyết cổ thụ", "output": ""},
    )
    return form


def _sample_days() -> list[SimpleNamespace]:
    """The week from Monday 24 August 2026, with a day off and a line in every state."""
    lines = [
        _sample_line("8:00–9:30", gettext("Giao ban đầu tuần")),
        _sample_line("14:00", gettext("Làm việc với xã"), "changed"),
        _sample_line("15:00", gettext("Làm việc với xã"), "instead"),
        _sample_line(
            gettext("buổi chiều"), gettext("Kiểm tra cơ sở"), "called_off", gettext("mưa")
        ),
        _sample_line(gettext("cả ngày"), gettext("Tiếp đoàn tỉnh bạn"), "late"),
    ]
    days = []
    for number in range(7):
        day = date(2026, 8, 24) + timedelta(days=number)
        days.append(
            SimpleNamespace(
                day=day,
                name=_weekdays()[number],
                works=number < 5,
                what=gettext("Nghỉ bù") if number == 4 else "",
                lunar=f"{12 + number}/7",
                is_today=number == 1,
                is_aside=False,
                lines=lines if number == 0 else [],
            )
        )
    return days


def _weekdays() -> list[str]:
    return [
        *(gettext("Thứ Hai"), gettext("Thứ Ba"), gettext("Thứ Tư"), gettext("Thứ Năm")),
        *(gettext("Thứ Sáu"), gettext("Thứ Bảy"), gettext("Chủ nhật")),
    ]


def _sample_line(when: str, content: str, mark: str = "", reason: str = "") -> SimpleNamespace:
    return SimpleNamespace(
        when=when,
        content=content,
        led_by=gettext("Lãnh đạo Văn phòng"),
        participants=gettext("Các phòng"),
        prepared_by="",
        venue=gettext("Phòng họp tầng 2"),
        mark=mark,
        reason=reason,
        leader_name="",
        note="",
        is_internal=False,
        is_regular=False,
        is_struck=mark in ("changed", "called_off"),
        event=None,
        entry=None,
    )


def _sample_clock(used: int, stopped_on: date | None) -> SimpleNamespace:
    """Fifteen working days from Monday 2 March 2026, running or standing still."""
    started, due = date(2026, 3, 2), date(2026, 3, 23)
    today = stopped_on or date(2026, 3, 12)
    days = []
    for n in range((due - started).days + 1):
        day = started + timedelta(days=n)
        mark = "used" if day <= today else "stopped" if stopped_on else "ahead"
        if day in (started, due):
            mark = "start" if day == started else "stopped" if stopped_on else "due"
        elif day.isoweekday() > 5:
            mark = "off"
        days.append(SimpleNamespace(day=day, mark=mark, what=""))
    return SimpleNamespace(
        name="",
        fact=gettext("nhận hồ sơ đủ"),
        rule=gettext("Điều 5 khoản 2"),
        started_on=started,
        due_on=None if stopped_on else due,
        finished_on=None,
        allowed=15,
        unit="working",
        used=used,
        left=15 - used,
        late=0,
        is_stopped=stopped_on is not None,
        why_stopped=gettext("chờ chủ thể bổ sung") if stopped_on else "",
        has_stopped=stopped_on is not None,
        resume_day_counts=False,
        days=days,
        editions=("2026-1",),
        provisional=(),
    )


def _sample_context() -> dict[str, object]:
    return {
        "total": Decimal("69.7143"),
        "part_a": Decimal("31.5"),
        "minima": [(24, _("3 sao")), (32, _("4 sao"))],
        "key_figures": [
            (34, _("tỉnh, thành phố"), _("từ ngày 1/7/2025")),
            (3321, _("xã, phường, đặc khu")),
            (26, _("bộ tiêu chí"), _("trong sáu nhóm")),
            (100, _("điểm mỗi bộ")),
        ],
        "groups": [
            (_("Thực phẩm"), 412),
            (_("Đồ uống"), 187),
            (_("Dược liệu"), 54),
            (_("Thủ công mỹ nghệ"), 96),
            (_("Sinh vật cảnh"), 12),
            (_("Du lịch cộng đồng"), 23),
        ],
        "product_columns": [
            Column(_("Sản phẩm")),
            Column(_("Xã"), kind="whole"),
            Column(_("Điểm"), kind="number"),
            Column(_("Hạng")),
            Column(_("Trạng thái")),
        ],
        "product_rows": [
            (
                link("Chè Shan tuyết", "#bang"),
                under("Tà Xùa", "Sơn La"),
                shown(Decimal("91.25")),
                stars(5, size="s"),
                tag(_("Đề nghị Trung ương"), kind="gold"),
            ),
            (
                link("Bánh tráng phơi sương", "#bang"),
                under("Trảng Bàng", "Tây Ninh"),
                shown(Decimal("74.111")),
                stars(4, size="s"),
                tag(_("Đã công nhận"), kind="good"),
            ),
            (
                link("Nước mắm Cự Nham", "#bang"),
                under("Quảng Ninh", "Thanh Hóa"),
                shown(Decimal("69.9964")),
                stars(3, size="s"),
                tag(_("Hội đồng đang chấm")),
            ),
        ],
        "sets": [
            (_("Rau, củ, quả, hạt tươi"), _("28 tiêu chí")),
            (_("Gạo, ngũ cốc"), _("27 tiêu chí")),
            (_("Mật ong"), _("26 tiêu chí")),
        ],
        "form": SampleForm(prefix="mau"),
        "filter_form": SampleForm(prefix="loc"),
        "wrong_form": SampleForm({"sai-output": "-3"}, prefix="sai"),
        "late_form": _late_form(),
        "crumbs": [
            (_("Tiêu chí"), "/tieu-chi/"),
            (_("Thực phẩm"), "#vi-tri"),
            (_("Gạo, ngũ cốc"), ""),
        ],
        "tab_links": [
            (_("Tất cả"), "#the", 784),
            (_("5 sao"), "#the-5", 21),
            (_("4 sao"), "#the-4", 236),
            (_("3 sao"), "#the-3", 527),
        ],
        "part_links": [
            (_("Phần A: Sản phẩm và sức mạnh cộng đồng"), "#phan-a", 40),
            (_("Phần B: Khả năng tiếp thị"), "#phan-b", 25),
            (_("Phần C: Chất lượng sản phẩm"), "#phan-c", 35),
        ],
        "procedure": [
            (_("Chủ thể nộp hồ sơ tại xã"), _("ngày 2/9/2026")),
            (_("Xã kiểm tra và báo cáo"), _("trong 15 ngày làm việc")),
            (_("Tỉnh tiếp nhận"), _("trước ngày 30/10/2026")),
            (_("Tổ tư vấn đánh giá"), ""),
            (_("Hội đồng chấm và xếp hạng"), _("trước ngày 30/12/2026")),
        ],
        "page": Paginator(range(230), 10).page(9),
        "work_days": _sample_days(),
        "work_weeks": [_sample_days()],
        "clocks": [_sample_clock(8, None), _sample_clock(5, date(2026, 3, 9))],
    }
