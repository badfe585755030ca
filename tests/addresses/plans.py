"""Plans: a draft of the province, with the mark, and one of its targets; keepers there see it."""

from sanvat.parties.models import User
from sanvat.plans import actions
from tests.addresses import (
    MARK,
    NOT_SERVED,
    ONLY_READERS,
    PEOPLE,
    Address,
    World,
    lists,
    of,
    only,
)

_KEEPERS = {"advisor", "centre"} | ONLY_READERS
_HERE = only(_KEEPERS, sees=_KEEPERS)
_ANY_KEEPER = only({"officer", "advisor", "centre", "far_advisor"} | ONLY_READERS)
# What has been issued is read by everybody at work here, and done about by those who keep it.
_AT_WORK = frozenset(PEOPLE) - {"anonymous", "nobody", "ended"}
_ISSUED = only(_KEEPERS, forbidden=_AT_WORK - _KEEPERS)
_PROGRAMME = only(_KEEPERS)
_DRAFT, _TARGET = of("draft_plan"), of("plan_target")

ADDRESSES = {
    "desk:plans": lists(sees=_KEEPERS),
    "desk:plan_new": Address(_ANY_KEEPER, _ANY_KEEPER),
    "desk:programme_new": Address(_ANY_KEEPER, _ANY_KEEPER),
    "desk:programme_change": Address(_PROGRAMME, _PROGRAMME, of("programme")),
    "desk:programme_history": Address(_PROGRAMME, sample=of("programme")),
    "desk:plan": Address(_HERE, sample=_DRAFT),
    "desk:plan_change": Address(_HERE, _HERE, _DRAFT),
    "desk:plan_adopt": Address(NOT_SERVED, _HERE, _DRAFT),
    "desk:plan_issue": Address(_HERE, _HERE, _DRAFT),
    "desk:plan_withdraw": Address(NOT_SERVED, _HERE, _DRAFT),
    "desk:plan_history": Address(_HERE, sample=_DRAFT),
    "desk:plan_revise": Address(_ISSUED, _ISSUED, of("issued_plan")),
    "desk:plan_compare": Address(_HERE, sample=of("revision")),
    "desk:plan_review": Address(_ISSUED, _ISSUED, of("issued_plan")),
    "desk:plan_paper": Address(
        _HERE, _HERE, sample=lambda w: {"pk": w.draft_plan.pk, "form": "docx"}
    ),
    "desk:plan_review_paper": Address(
        _ISSUED, _ISSUED, sample=lambda w: {"pk": w.issued_plan.pk, "form": "docx"}
    ),
    "desk:target_paper": Address(
        only(_AT_WORK), only(_AT_WORK), sample=lambda w: {"pk": w.issued_target.pk, "form": "docx"}
    ),
    "desk:target_new": Address(_HERE, _HERE, _DRAFT),
    "desk:target": Address(only(_AT_WORK), sample=of("issued_target")),
    "desk:target_kept": Address(only(_AT_WORK), sample=of("reviewed_target")),
    "desk:target_change": Address(_HERE, _HERE, _TARGET),
    "desk:target_remove": Address(NOT_SERVED, _HERE, _TARGET),
    "desk:target_shares": Address(_HERE, _HERE, _TARGET),
    "desk:target_to_all": Address(NOT_SERVED, _HERE, _TARGET),
    "desk:target_table": Address(NOT_SERVED, _HERE, _TARGET),
    "desk:target_figure": Address(NOT_SERVED, _ISSUED, of("issued_target")),
}


def furnish(world: World) -> None:
    advisor, centre = world.people["advisor"], world.people["centre"]
    programme, above = _of_the_country(world, centre)
    who = {"by": advisor, "at": world.now}
    body = {"organisation": advisor.acting.organisation, "place": advisor.acting.place}
    year = world.today.year

    years = (year, year + 3)
    world.programme = actions.create_programme("Chương trình tỉnh", *years, **body, **who)

    def draft(of_year: int, title: str, under=programme, **more):
        return actions.draft_plan(under, of_year, title=title, **body, **who, **more)

    world.draft_plan = draft(year, f"Kế hoạch {MARK}", parent=above)
    world.plan_target = _target(world.draft_plan, f"Chỉ tiêu {MARK}", **who)
    actions.hand_down(world.plan_target, [actions.Given(world.commune, 4, 9)], **who)
    world.issued_plan = draft(year + 1, "Kế hoạch năm sau")
    world.issued_target = _target(world.issued_plan, "Chỉ tiêu năm sau", **who)
    actions.issue_plan(world.issued_plan, on=world.today, **who)
    revised = draft(year + 2, "Kế hoạch năm sau nữa", under=world.programme)
    _target(revised, "Chỉ tiêu năm sau nữa", **who)
    actions.issue_plan(revised, on=world.today, **who)
    world.revision = actions.revise_plan(revised, f"Thêm {MARK}", **who)
    reviewed = draft(year, "Kế hoạch đã tổng kết", under=world.programme)
    world.reviewed_target = _target(reviewed, "Chỉ tiêu đã tổng kết", **who)
    actions.issue_plan(reviewed, on=world.today, **who)
    not_reached = {world.reviewed_target.pk: actions.TargetResult("not", "Chưa kịp")}
    actions.review_plan(reviewed, not_reached, day=world.today, **who)


def _of_the_country(world: World, centre: User):
    """A programme, and a plan that gives something to the province."""
    year, who = world.today.year, {"by": centre, "at": world.now}
    body = {"organisation": centre.acting.organisation, "place": None}
    programme = actions.create_programme("Chương trình thử", year, year + 3, **body, **who)
    above = actions.draft_plan(programme, year, title="Kế hoạch cả nước", **body, **who)
    target = _target(above, "Chỉ tiêu cả nước", **who)
    actions.hand_down(target, [actions.Given(world.commune.parent, 4, 9)], **who)
    actions.issue_plan(above, on=world.today, **who)
    return programme, above


def _target(plan, name: str, **who):
    return actions.add_target(plan, name=name, unit="cái", least=4, most=9, **who)
