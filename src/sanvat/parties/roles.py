"""Roles, the kinds of organisation they are at home in, and every group of roles by its name.

Who may do what is asked in `access.py` of each room; a group of roles that a rule, a page or a
list needs is written here, once.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    PRODUCER = "producer", _("chủ thể")
    COMMUNE_COMMITTEE = "commune_committee", _("Ủy ban nhân dân xã")
    DISTRICT_COMMITTEE = "district_committee", _("Ủy ban nhân dân huyện")
    PROVINCE_COMMITTEE = "province_committee", _("Ủy ban nhân dân tỉnh")
    ADVISORY_BODY = "advisory_body", _("cơ quan tham mưu")
    ADVISORY_TEAM = "advisory_team", _("tổ tư vấn")
    COUNCIL = "council", _("hội đồng")
    COORDINATION_OFFICE = "coordination_office", _("văn phòng điều phối")
    MINISTRY = "ministry", _("bộ, ngành trung ương")
    DEPARTMENT = "department", _("sở, ban, ngành")
    PARTY_BODY = "party_body", _("cơ quan Đảng")
    FRONT = "front", _("Mặt trận Tổ quốc")
    UNION = "union", _("hội, đoàn thể")
    ASSOCIATION = "association", _("hiệp hội")
    INSTITUTE = "institute", _("viện, trường")
    BANK = "bank", _("ngân hàng, tổ chức tín dụng")
    COMPANY = "company", _("doanh nghiệp")
    PRESS = "press", _("cơ quan báo chí")
    OTHER = "other", _("tổ chức khác")


class Role(models.TextChoices):
    PRODUCER = "producer", _("chủ thể")
    COMMUNE_OFFICER = "commune_officer", _("cán bộ xã")
    ADVISORY_OFFICER = "advisory_officer", _("cán bộ cơ quan tham mưu")
    TEAM_MEMBER = "team_member", _("thành viên tổ tư vấn")
    COUNCIL_MEMBER = "council_member", _("thành viên hội đồng")
    COUNCIL_CHAIR = "council_chair", _("chủ tịch hội đồng")
    COUNCIL_SECRETARY = "council_secretary", _("thư ký hội đồng")
    CENTRE_OFFICER = "centre_officer", _("cán bộ trung ương")
    COORDINATOR = "coordinator", _("cán bộ điều phối")
    PROGRAMME_PARTY = "programme_party", _("bên phối hợp chương trình")
    EDITOR = "editor", _("biên tập viên")
    OPERATOR = "operator", _("người vận hành")


# What they do in the programme

COUNCIL = (Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY)
"""Those of a council: members, chair and secretary."""

EVALUATORS = (Role.TEAM_MEMBER, *COUNCIL)
"""Those who score products. They see a product through its dossier, and only there."""

LOCAL_OFFICERS = (Role.COMMUNE_OFFICER, Role.ADVISORY_OFFICER)
"""The officers of a commune or a province, who deal with producers themselves."""

PLACE_OFFICERS = (*LOCAL_OFFICERS, Role.CENTRE_OFFICER)
"""Those who write in the place they act for: producers, products, ideas, the register."""

PLACE_READERS = (*PLACE_OFFICERS, Role.COORDINATOR)
"""Those who see the producers, products and ideas of the place they act for."""

PRODUCT_READERS = (Role.PRODUCER, *PLACE_READERS)
"""Those who see products and producers by themselves. The operator of the machine sees no content
at all."""

PROGRAMME_KEEPERS = PLACE_READERS
"""Those who plan, call together, support, agree and account for the programme in the place they
act for."""

PROGRAMME_READERS = (*PROGRAMME_KEEPERS, Role.PROGRAMME_PARTY)
"""Those and the bodies that carry the programme with them: they are given tasks, sign agreements
and report."""

CALENDAR_KEEPERS = (*PROGRAMME_READERS, Role.EDITOR)
"""Those who keep the work calendar of the body for which they act."""


# What they do with people and organisations

ORGANISATION_KEEPERS = (*PLACE_OFFICERS, Role.OPERATOR)
"""Those who look after organisations other than their own, find the people in them, and hand a
link for a new password to who stands below them."""

COUNTRY_KEEPERS = (Role.CENTRE_OFFICER, Role.OPERATOR)
"""Those who see every organisation of the country."""

KEY_KEEPERS = (*PRODUCT_READERS, Role.PROGRAMME_PARTY, Role.OPERATOR)
"""Those who see a list of API keys: their own, or to the operator all that are open."""

OUTBOX_READERS = (*PLACE_READERS, Role.OPERATOR)
"""Those in whose work letters come up; every other role may open its outbox, but is not led
there."""


# What a role asks of the person

NEED_SECOND_STEP = (Role.ADVISORY_OFFICER, *EVALUATORS, *COUNTRY_KEEPERS)
"""Who scores, decides or administers proves who they are with a second step at every sign-in."""

SHORT_SESSIONS = (*LOCAL_OFFICERS, *EVALUATORS, *COUNTRY_KEEPERS, Role.COORDINATOR)
"""Whose session ends with the day's work, whatever else they are."""

NEED_PLACE = (Role.PRODUCER, *LOCAL_OFFICERS)
"""Without a place the whole country would be meant, so these roles may not be without one."""


# Who hands out which role and creates which organisation, within their own place

GIVES: dict[str, tuple[Role, ...]] = {
    Role.OPERATOR: tuple(Role),
    Role.CENTRE_OFFICER: (
        Role.CENTRE_OFFICER,
        *EVALUATORS,
        Role.COORDINATOR,
        Role.PROGRAMME_PARTY,
        Role.EDITOR,
    ),
    Role.ADVISORY_OFFICER: (
        Role.ADVISORY_OFFICER,
        Role.COMMUNE_OFFICER,
        Role.PRODUCER,
        *EVALUATORS,
        Role.COORDINATOR,
        Role.PROGRAMME_PARTY,
        Role.EDITOR,
    ),
    Role.COMMUNE_OFFICER: (Role.PRODUCER,),
    Role.PRODUCER: (Role.PRODUCER,),  # to colleagues, see access.may_give
}
"""Which roles a role may hand out."""

INVITERS = tuple(Role(role) for role in GIVES)
"""Those who may invite somebody, somewhere."""

EVERY_KIND = tuple(OrganisationKind)
CREATES: dict[str, tuple[OrganisationKind, ...]] = {
    Role.OPERATOR: EVERY_KIND,
    Role.CENTRE_OFFICER: EVERY_KIND,
    Role.ADVISORY_OFFICER: EVERY_KIND,
    Role.COMMUNE_OFFICER: (OrganisationKind.PRODUCER,),
}
"""Which kinds of organisation a role may create."""

HOMES: dict[str, tuple[OrganisationKind, ...]] = {
    Role.PRODUCER: (OrganisationKind.PRODUCER,),
    Role.COMMUNE_OFFICER: (OrganisationKind.COMMUNE_COMMITTEE,),
    Role.ADVISORY_OFFICER: (OrganisationKind.ADVISORY_BODY,),
    Role.TEAM_MEMBER: (OrganisationKind.ADVISORY_TEAM,),
    **dict.fromkeys(COUNCIL, (OrganisationKind.COUNCIL,)),
    Role.CENTRE_OFFICER: (OrganisationKind.MINISTRY, OrganisationKind.COORDINATION_OFFICE),
    Role.COORDINATOR: (OrganisationKind.COORDINATION_OFFICE,),
}
"""Where a role is at home. A role not named here fits any organisation but a producer."""


def fits(role: str, kind: str) -> bool:
    """Whether this kind of organisation has such a role."""
    return kind in HOMES[role] if role in HOMES else kind != OrganisationKind.PRODUCER
