"""What a subject tells the desk is all that the desk knows of it."""

from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import reverse

from sanvat import desk
from sanvat.desk.links import link_to
from sanvat.desk.navigation import current_of, navigation_of
from sanvat.desk.panel import FirstPage, Panel
from sanvat.desk.search.results import Results
from sanvat.desk.subject import Group, Subject
from sanvat.desk.subjects import NAMES, SUBJECTS
from sanvat.parties.models import Organisation, Role
from tests.desk.pages import DESK, markup, read

pytestmark = pytest.mark.django_db

READER = ["Hôm nay", "Sản phẩm", "Chủ thể", "Ý tưởng", "Chu trình năm"]
OTHER = ["Hôm nay", "Ý tưởng", "Chu trình năm"]
CALENDAR = "Lịch công tác"
MATTERS = ["Phản ánh, kiến nghị", "Số liệu phản ánh"]
PARTY = [
    *("Kế hoạch", "Nhiệm vụ", "Chỉ tiêu, số liệu", "Sự kiện", "Phối hợp", *MATTERS),
    *("Phong trào", CALENDAR),
]
PROGRAMME = [
    *PARTY[:4],
    "Hỗ trợ",
    *PARTY[4:],
    "Báo cáo",
    "Tin, trang đơn vị",
    "Thăm dò ý kiến",
    "Lượt truy cập",
    "Ý kiến bạn đọc",
    "Văn bản",
    "Ngày nghỉ",
]
OFFICE = [*READER, *PROGRAMME, "Nhập sổ", "Tổ chức, con người", "Thư"]


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("producer", [*READER, "Sự kiện", "Hỗ trợ", "Tổ chức, con người"]),
        ("officer", OFFICE),
        ("advisor", OFFICE),
        ("centre", OFFICE),
        ("coordinator", [*READER, *PROGRAMME, "Thư"]),
        ("programme_party", [*OTHER, *PARTY, "Văn bản", "Ngày nghỉ"]),
        ("operator", [*OTHER, "Lượt truy cập", "Tổ chức, con người", "Thư", "Tình trạng máy chủ"]),
        ("chair", [*OTHER, "Sự kiện"]),
        (
            "editor",
            [
                *(*OTHER, "Sự kiện", CALENDAR, "Tin, trang đơn vị"),
                *("Lượt truy cập", "Ý kiến bạn đọc"),
            ],
        ),
        ("nobody", OTHER),
    ],
)
def test_everybody_has_links_to_their_own_work(name, labels, request):
    subjects = navigation_of(request.getfixturevalue(name))

    assert [str(subject.label) for subject in subjects] == labels


def test_a_page_belongs_to_the_subject_whose_address_it_lies_behind(officer):
    subjects = navigation_of(officer)

    def current(path):
        subject = current_of(subjects, path)
        return subject and subject.address

    assert current(DESK) == "desk:home"
    assert current(f"{DESK}san-pham/12/anh/") == "desk:products"
    assert current(f"{DESK}chu-the/12/san-pham/") == "desk:producers"
    assert current(f"{DESK}tim/") is None


def test_the_menu_leads_to_the_account_and_for_those_who_may_have_them_to_keys(officer, chair):
    def menu(user):
        page = markup(user, "")
        links = page[page.index('class="menu__links"') : page.index("Đăng xuất")]
        return [address for address in ("/tai-khoan/", f"{DESK}khoa-api/") if address in links]

    assert menu(officer) == ["/tai-khoan/", f"{DESK}khoa-api/"]
    assert menu(chair) == ["/tai-khoan/"]


def test_every_folder_with_a_subject_is_in_the_list():
    folders = {path.parent.name for path in Path(desk.__file__).parent.glob("*/subject.py")}

    assert sorted(NAMES) == sorted(folders)


def test_every_address_and_template_that_a_subject_names_is_there():
    for subject in SUBJECTS:
        for name in subject.pages.values():
            assert reverse(name, args=[1])
        for panel in subject.panels:
            assert get_template(panel.template)
        assert subject.group is None or subject.path


@pytest.fixture
def made_up(monkeypatch) -> Subject:
    """A subject that the list knows, and nothing else does."""
    subject = Subject(
        urls="sanvat.desk.home.urls",
        label="Chuyện lạ",
        icon="sun",
        group=Group.WORK,
        address="desk:notices",
        roles=(Role.EDITOR,),
        panels=(
            Panel(
                "desk/organisations/panels/key_figures.html",
                lambda viewer: {"figures_row": [(7, f"chuyện lạ của {viewer.user}")]},
                (FirstPage.OTHERS,),
                order=1,
            ),
        ),
        search=lambda user, words: Results(
            "Chuyện lạ", "sun", [{"label": " ".join(words), "note": "", "href": "/"}]
        ),
        pages={Organisation: "desk:organisation"},
    )
    SUBJECTS.append(subject)
    yield subject
    SUBJECTS.remove(subject)


def test_one_line_in_the_list_adds_a_subject_everywhere(made_up, editor, chair):
    assert made_up in navigation_of(editor)
    assert made_up not in navigation_of(chair)
    assert f"chuyện lạ của {editor} 7" in read(editor, "")
    assert "Chuyện lạ ca phe" in read(editor, "tim/", q="Cà phê")
    assert link_to("parties.organisation", 5) == f"{DESK}to-chuc/5/"


def test_a_thing_without_a_page_leads_nowhere():
    assert link_to("parties.organisation", 5) == ""
