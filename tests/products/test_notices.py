"""What people are told of their ideas without asking."""

from sanvat.parties.models import Notice, Role
from sanvat.products import actions
from tests.people import again, make_member, make_user
from tests.register.registers import NOON


def told(user) -> list[str]:
    return [n.text for n in Notice.objects.visible_to(user).order_by("id")]


def test_an_idea_is_told_to_the_commune_and_its_answers_to_whoever_noted_it(
    nobody, officer, advisor, stranger, commune, cooperative
):
    idea = actions.note_idea("Trà vỏ cà phê", "Phơi rồi sao.", commune, by=nobody, at=NOON)
    actions.advise_idea(idea, "Hỏi thêm trạm y tế.", by=again(officer), at=NOON)
    actions.plan_idea(idea, by=again(nobody), at=NOON, product="a", materials="b", market="c")
    actions.register_idea(idea, cooperative, by=again(officer), at=NOON)

    assert told(officer) == ["Ý tưởng mới: Trà vỏ cà phê, của Không Vai Trò."]
    assert told(nobody) == [
        "Nguyễn Thị Lan đã góp ý cho ý tưởng Trà vỏ cà phê.",
        "Ý tưởng Trà vỏ cà phê đã thành sản phẩm.",
    ]
    assert told(advisor) == told(stranger) == []


def test_an_idea_laid_aside_is_told_to_the_people_of_its_producer(officer, cooperative, commune):
    lan = make_user("K’ Lan", "0912888888")
    make_member(lan, Role.PRODUCER, cooperative.organisation)
    idea = actions.note_idea(
        "Trà", "Phơi.", commune, by=officer, at=NOON, told_by="Chị Lan", producer=cooperative
    )

    actions.set_aside_idea(idea, "Chưa có nguồn.", by=again(officer), at=NOON)

    assert told(lan) == ["Nguyễn Thị Lan đã gác lại ý tưởng Trà và ghi lý do."]
    assert told(officer) == []  # who did it knows
