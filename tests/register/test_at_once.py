"""Two people at one register, or one at the register and one at what it changes."""

import pytest

from sanvat.certificates.models import Recognition
from sanvat.errors import Refusal
from sanvat.parties.models import Role
from sanvat.products import actions as products
from sanvat.products.models import Producer, Product
from sanvat.records.models import StoredFile
from sanvat.records.versions import version_of
from sanvat.register import actions
from sanvat.register.models import Import, RegisterColumns, RegisterWord
from tests.people import make_person
from tests.register.registers import NOON, bring_in, coffee, preview, sheet_of, start, store, xlsx
from tests.threads import DONE, act, at_once, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def colleague(advisor):
    return make_person(
        "Lý Thị Sa", Role.ADVISORY_OFFICER, advisor.acting.organisation, username="0977000009"
    )


def outcome(answer) -> str:
    """What somebody was told: a code, or that it is done."""
    if isinstance(answer, Refusal):
        return answer.code
    if isinstance(answer, Exception):
        raise answer
    return DONE


# One import


def test_one_file_taken_in_twice(advisor, colleague):
    content = xlsx([coffee()])

    codes = told(
        *(
            lambda by=person: actions.start_import(store(content, by=by), by=by, at=NOON)
            for person in (advisor, colleague)
        )
    )

    assert codes == [DONE, DONE]
    assert (Import.objects.count(), StoredFile.objects.count()) == (2, 1)


def test_the_columns_of_one_import_named_twice(advisor, colleague):
    importing = start([coffee()], by=advisor)
    mapping = sheet_of(importing).mapping
    other = {**mapping, "note": mapping["phone"]}
    del other["phone"]

    codes = told(
        act(actions.map_columns, importing, mapping, by=advisor),
        act(actions.map_columns, importing, other, by=colleague),
    )

    assert codes == [DONE, DONE]
    assert sheet_of(importing).mapping in (mapping, other)


def without(mapping, key) -> dict[str, int]:
    return {each: place for each, place in mapping.items() if each != key}


def test_who_saw_the_columns_before_another_named_them_is_told(advisor, colleague):
    importing = start([coffee()], by=advisor)
    sheet = sheet_of(importing)
    seen, mapping = version_of(sheet), sheet.mapping

    codes = told(
        *(
            act(
                *(actions.map_columns, importing, without(mapping, key)),
                by=person,
                seen=seen,
            )
            for person, key in ((advisor, "note"), (colleague, "phone"))
        )
    )

    assert codes == ["changed-meanwhile", DONE]


def test_the_columns_of_two_imports_of_one_office(advisor, colleague):
    imports = [
        actions.start_import(store(xlsx([coffee(note=n)]), by=advisor), by=advisor, at=NOON)
        for n in ("Một", "Hai")
    ]

    codes = told(
        *(
            act(actions.map_columns, importing, sheet_of(importing).mapping, by=person)
            for importing, person in zip(imports, (advisor, colleague), strict=True)
        )
    )

    assert codes == [DONE, DONE]
    assert RegisterColumns.objects.count() == 1


def test_one_import_previewed_twice(advisor, colleague):
    importing = start([coffee()], by=advisor)

    codes = told(*(act(actions.preview_import, importing, by=by) for by in (advisor, colleague)))

    assert codes == [DONE, DONE]
    assert importing.rows.count() == 1


def test_one_import_applied_twice(advisor, colleague):
    importing = preview([coffee()], by=advisor)

    answers = at_once(*(act(actions.apply_import, importing, by=by) for by in (advisor, colleague)))

    assert sorted(answer["applied"] for answer in answers) == [0, 1]
    assert Product.objects.count() == 1


def test_one_import_applied_and_discarded(advisor, colleague):
    importing = preview([coffee()], by=advisor)

    codes = told(
        act(actions.apply_import, importing, by=advisor),
        act(actions.discard_import, importing, by=colleague),
    )

    assert codes in ([DONE, "import-applied"], [DONE, "import-discarded"])
    assert Product.objects.exists() is (Import.objects.get().state == "applied")


def test_one_import_named_and_discarded(advisor, colleague):
    importing = start([coffee()], by=advisor)

    codes = told(
        act(actions.map_columns, importing, sheet_of(importing).mapping, by=advisor),
        act(actions.discard_import, importing, by=colleague),
    )

    assert codes in ([DONE, DONE], [DONE, "import-discarded"])


def test_one_import_discarded_twice(advisor, colleague):
    importing = preview([coffee()], by=advisor)

    codes = told(*(act(actions.discard_import, importing, by=by) for by in (advisor, colleague)))

    assert codes == [DONE, "import-discarded"]


def test_rows_decided_while_the_import_is_discarded(advisor, colleague):
    importing = preview([coffee()], by=advisor)

    codes = told(
        act(actions.decide_rows, importing, "skip", answer="new", by=advisor),
        act(actions.discard_import, importing, by=colleague),
    )

    assert codes in ([DONE, DONE], [DONE, "import-discarded"])


def test_one_word_settled_in_two_imports(advisor, colleague, commune, neighbour):
    imports = [preview([coffee(commune="Xã lạ", note=n)], by=advisor) for n in ("Một", "Hai")]

    codes = told(
        act(actions.settle_word, imports[0], "Xã lạ", place=commune, by=advisor),
        act(actions.settle_word, imports[1], "Xã lạ", place=neighbour, by=colleague),
    )

    assert codes == [DONE, DONE]
    assert RegisterWord.objects.get().place in (commune, neighbour)


# Two imports, or an import and what it changes


def test_two_imports_with_one_new_product(advisor, colleague):
    imports = [preview([coffee(note=note)], by=advisor) for note in ("Một", "Hai")]

    answers = at_once(
        *(
            act(actions.apply_import, importing, by=person)
            for importing, person in zip(imports, (advisor, colleague), strict=True)
        )
    )

    assert sorted(answer["applied"] for answer in answers) == [0, 1]
    assert sorted(answer["moved_on"] for answer in answers) == [0, 1]
    assert (Producer.objects.count(), Product.objects.count()) == (1, 1)


@pytest.fixture
def known(advisor) -> Producer:
    """A producer of the register, with one product."""
    bring_in([coffee(product="Chè ô long", set="11")], by=advisor)
    return Producer.objects.get()


def test_an_import_and_a_person_with_one_new_product(known, advisor, officer):
    importing = preview([coffee(product="Trà túi lọc", set="11")], by=advisor)

    registered, applied = at_once(
        act(products.register_product, known, "Trà túi lọc", by=officer),
        act(actions.apply_import, importing, by=advisor),
    )

    if outcome(registered) == DONE:
        assert applied == {"applied": 0, "moved_on": 1}
    else:
        assert (registered.code, applied["applied"]) == ("product-exists", 1)
    assert Product.objects.filter(name="Trà túi lọc").count() == 1


def test_an_import_adds_what_a_person_renames_a_product_to(known, advisor, officer):
    importing = preview([coffee(product="Trà túi lọc", set="11")], by=advisor)

    renamed, applied = at_once(
        act(products.change_product, Product.objects.get(), name="Trà túi lọc", by=officer),
        act(actions.apply_import, importing, by=advisor),
    )

    if outcome(renamed) == DONE:
        assert applied == {"applied": 0, "moved_on": 1}
    else:
        assert (renamed.code, applied["applied"]) == ("product-exists", 1)


def test_an_import_and_a_person_change_one_product(known, advisor, officer):
    rows = [coffee(product="Chè ô long", set="11", note="Hái tay")]
    importing = preview(rows, by=advisor)

    changed, applied = at_once(
        act(products.change_product, Product.objects.get(), story="Chè của đồi.", by=officer),
        act(actions.apply_import, importing, by=advisor),
    )

    product = Product.objects.get()
    assert (outcome(changed), applied) == (DONE, {"applied": 1, "moved_on": 0})
    assert (product.story, product.note) == ("Chè của đồi.", "Hái tay")


def test_an_import_and_a_person_change_one_field(known, advisor, officer):
    """Whoever comes second either changes what is there by then, or leaves it alone."""
    importing = preview([coffee(product="Chè ô long", set="11", note="Hái tay")], by=advisor)

    changed, applied = at_once(
        act(products.change_product, Product.objects.get(), note="Sao tay", by=officer),
        act(actions.apply_import, importing, by=advisor),
    )

    assert outcome(changed) == DONE
    assert Product.objects.get().note == "Sao tay"
    assert applied in ({"applied": 1, "moved_on": 0}, {"applied": 0, "moved_on": 1})


def test_an_import_and_a_person_change_one_producer(known, advisor, officer):
    importing = preview([coffee(product="Chè ô long", set="11", phone="0987654321")], by=advisor)

    changed, applied = at_once(
        act(products.change_producer, known, name="HTX Tân Hội", by=officer),
        act(actions.apply_import, importing, by=advisor),
    )

    producer = Producer.objects.get(organisation__name="HTX Tân Hội")
    assert outcome(changed) == DONE
    assert (producer.phone, applied["applied"]) in (
        ("0987654321", 1),  # applied first
        ("0912345678", 0),  # renamed first: the register's producer is another by now
    )
    assert Recognition.objects.count() == 1
