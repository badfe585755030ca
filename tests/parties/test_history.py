"""How what happened to people, organisations, letters and keys is told."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db.models import Model
from django.utils.translation import override

from sanvat.parties import actions
from sanvat.parties.history import WORDS
from sanvat.parties.models import Role
from sanvat.records import journal
from sanvat.records.history import tell
from tests.people import again

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)


def acts_written() -> set[str]:
    """Every name that an act of this room gives its entry."""
    found = set()
    for path in Path(actions.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                named = [k.value for k in node.keywords if k.arg == "act"]
                if getattr(node.func, "attr", "") in ("write", "write_many"):
                    named = named or node.args[:1]
                found |= {name.value for name in named if isinstance(name, ast.Constant)}
    return found


def told(subject: Model) -> list[tuple[str, list[tuple[str, str, str]]]]:
    entries = journal.of(subject).order_by("id")
    return [
        (said.act, [(c.label, c.before, c.after) for c in said.changes])
        for said in (tell(entry, subject) for entry in entries)
    ]


def test_every_act_has_its_words():
    assert acts_written() == set(WORDS.acts)


def test_a_role_is_told_with_its_days(advisor, nobody, council):
    membership = actions.grant_role(nobody, council, Role.COUNCIL_MEMBER, by=advisor, at=NOW)
    actions.end_membership(membership, by=advisor, at=NOW.replace(day=24))

    assert told(membership) == [
        (
            "Giao vai trò",
            [
                ("vai trò", "", "thành viên hội đồng"),
                ("người dùng", "", "Không Vai Trò"),
                ("địa bàn", "", "tỉnh Lâm Đồng"),
                ("thời hạn", "", "từ 21/11/2026"),
            ],
        ),
        (
            "Kết thúc tư cách",
            [("thời hạn", "từ 21/11/2026", "từ 21/11/2026 đến hết 23/11/2026")],
        ),
    ]


def test_a_role_that_ended_on_its_first_day_says_so(advisor, nobody, council):
    membership = actions.grant_role(nobody, council, Role.COUNCIL_MEMBER, by=advisor, at=NOW)
    actions.end_membership(membership, by=advisor, at=NOW)

    assert told(membership)[-1][1][0][2] == "kết thúc ngay ngày 21/11/2026"


def test_an_invitation_is_told_without_what_was_offered(advisor, council):
    offer = actions.invite(council, Role.COUNCIL_CHAIR, phone="0977123456", by=advisor, at=NOW)
    actions.revoke_invitation(offer, by=advisor, at=NOW)

    assert told(offer) == [("Mời một người", []), ("Rút lời mời", [])]


def test_a_key_is_told_with_what_it_opens(advisor):
    key, _secret = actions.make_key(
        name="Cổng", scopes=["products:read"], days=3, by=advisor, at=NOW
    )
    actions.revoke_key(key, by=again(advisor), at=NOW)

    assert told(key) == [
        (
            "Tạo khóa API",
            [("được làm gì", "", "đọc sản phẩm"), ("hết hạn lúc", "", "10:00 ngày 24/11/2026")],
        ),
        ("Hủy khóa API", [("hủy lúc", "", "10:00 ngày 21/11/2026")]),
    ]


def test_a_letter_is_told_with_its_states_in_either_language(officer):
    letter = actions.draft_letter(
        "lan@vidu.example", "Về lớp học", "Kính gửi…", about=None, by=officer, at=NOW
    )
    actions.read_letter(letter, by=officer, at=NOW)

    assert told(letter) == [
        ("Soạn thư", []),
        ("Đọc lại thư", [("trạng thái", "đã soạn", "đã đọc lại")]),
    ]
    with override("en"):
        assert [act for act, _changes in told(letter)] == [
            "Drafted the letter",
            "Read the letter over",
        ]


@pytest.mark.parametrize("field", ["username", "email", "password"])
def test_what_people_sign_in_with_is_never_kept(producer, field):
    entry = journal.write(
        "join", by=producer, subject=producer, at=NOW, changes={field: (None, "0912345678")}
    )

    assert entry.changes == {field: [None, "•"]}
