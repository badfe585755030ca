from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanvat.parties.actions import create_organisation
from sanvat.parties.models import Organisation
from sanvat.parties.models import OrganisationKind as Kind
from tests.parties.journal import last_entry, nothing_was_written, written

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)


def test_a_commune_officer_founds_a_producer_of_her_commune(officer, commune):
    made = create_organisation(Kind.PRODUCER, "  HTX  Mắc ca ", place=commune, by=officer, at=NOW)

    assert (made.name, made.place, made.created_at) == ("HTX Mắc ca", commune, NOW)
    assert written(made) == [("create_organisation", "Nguyễn Thị Lan", "UBND xã Đức Trọng")]
    assert last_entry().changes["name"] == [None, "HTX Mắc ca"]


def test_a_commune_officer_founds_nothing_else_and_nothing_elsewhere(officer, commune, neighbour):
    for kind, place in [(Kind.COUNCIL, commune), (Kind.PRODUCER, neighbour), (Kind.PRODUCER, None)]:
        with pytest.raises(PermissionDenied):
            create_organisation(kind, "Tổ chức", place=place, by=officer, at=NOW)

    assert nothing_was_written()


def test_the_advisory_body_founds_within_its_province(advisor, province, neighbour, elsewhere):
    council = create_organisation(Kind.COUNCIL, "Hội đồng", place=province, by=advisor, at=NOW)
    commune = create_organisation(
        Kind.COMMUNE_COMMITTEE, "UBND xã", place=neighbour, by=advisor, at=NOW
    )

    assert [council.kind, commune.kind] == ["council", "commune_committee"]
    with pytest.raises(PermissionDenied):
        create_organisation(Kind.COUNCIL, "Hội đồng khác", place=elsewhere, by=advisor, at=NOW)
    with pytest.raises(PermissionDenied):
        create_organisation(Kind.MINISTRY, "Bộ", by=advisor, at=NOW)


def test_the_centre_founds_only_bodies_without_a_place(centre, province):
    assert create_organisation(Kind.COUNCIL, "Hội đồng trung ương", by=centre, at=NOW).pk
    with pytest.raises(PermissionDenied):
        create_organisation(Kind.COUNCIL, "Hội đồng tỉnh", place=province, by=centre, at=NOW)


@pytest.mark.parametrize("who", ["stranger", "nobody", "producer", "chair", "editor"])
def test_others_found_nothing(who, request, commune):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        create_organisation(Kind.PRODUCER, "Cơ sở", place=commune, by=person, at=NOW)

    assert Organisation.objects.filter(name="Cơ sở").count() == 0


def test_a_body_is_there_once_in_a_place_but_producers_may_share_a_name(operator, commune):
    for kind in (Kind.COUNCIL, Kind.PRODUCER):
        create_organisation(kind, "Tên chung", place=commune, by=operator, at=NOW)

    create_organisation(Kind.PRODUCER, "tên chung", place=commune, by=operator, at=NOW)
    with pytest.raises(ValidationError, match="cùng loại, cùng tên"):
        create_organisation(Kind.COUNCIL, "tên chung", place=commune, by=operator, at=NOW)


def test_a_body_needs_a_name_and_a_known_kind(operator):
    with pytest.raises(ValidationError) as refused:
        create_organisation("câu lạc bộ", " ", by=operator, at=NOW)

    assert set(refused.value.message_dict) == {"kind", "name"}
