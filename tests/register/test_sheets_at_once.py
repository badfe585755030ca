"""Two people at the sheets of one import: what each corrects, chooses and takes over."""

import pytest

from sanvat.products.models import Product
from sanvat.records.versions import version_of
from sanvat.register import actions, sheets
from sanvat.register.models import Import, RegisterColumns, RegisterWord
from tests.people import again
from tests.register.registers import coffee, xlsx
from tests.register.test_at_once import colleague  # noqa: F401  (a fixture)
from tests.register.test_sheets import HEAD, NOON, TWO_YEARS, begin, book, line
from tests.threads import DONE, act, told

pytestmark = pytest.mark.django_db(transaction=True)

OLD = [HEAD, [1, "G¹o nÕp n\xad¬ng", "Hîp t¸c x· §ång Xanh", "§øc Träng", 3, 2019]]
OLD.append([2, "ChÌ Shan tuyÕt", "Hîp t¸c x· §ång Xanh", "§øc Träng", 3, 2019])
SEVERAL = [HEAD, line(1, "1. Rượu nếp cái; 2. Rượu mận"), line(2, "Chè dây")]

CORRECTIONS = {
    "choose_sheets": (actions.choose_sheets, [0]),
    "say_parts": (actions.say_parts, 0, {3: "note"}),
    "convert_fonts": (actions.convert_fonts, 0, False),
    "map_columns": (actions.map_columns, {"product": 1, "producer": 2, "commune": 3}),
    "accept_columns": (actions.accept_columns,),
}


def previewed(content, *, by) -> Import:
    importing = begin(content, by=by)
    actions.accept_columns(importing, by=by, at=NOON)
    actions.preview_import(importing, by=by, at=NOON)
    return importing


def corrected(name, importing, *, by, **how):
    function, *given = CORRECTIONS[name]
    return act(function, importing, *given, by=by, **how)


def holds_together(importing) -> bool:
    """The rows and their number are those of the sheets as they are now."""
    importing = Import.objects.get(pk=importing.pk)
    chosen = importing.sheets.filter(is_chosen=True)
    lines = {(each.sheet, each.number) for each in sheets.lines(chosen)}
    rows = set(importing.rows.values_list("sheet", "number"))
    return importing.total == len(lines) and rows in (set(), lines)


@pytest.mark.parametrize("name", CORRECTIONS)
def test_one_correction_made_twice(advisor, colleague, name):  # noqa: F811
    importing = begin(book(**TWO_YEARS), by=advisor)

    codes = told(*(corrected(name, importing, by=by) for by in (advisor, colleague)))

    assert codes == [DONE, DONE]
    assert holds_together(importing)
    assert RegisterColumns.objects.count() <= 1


@pytest.mark.parametrize("name", ["choose_sheets", "say_parts", "convert_fonts", "accept_columns"])
def test_who_saw_the_sheets_before_another_corrected_them_is_told(advisor, colleague, name):  # noqa: F811
    importing = begin(book(**TWO_YEARS), by=advisor)
    rows = list(importing.sheets.all())
    seen = version_of(rows[0])
    all_seen = version_of(*rows)

    codes = told(
        act(actions.say_parts, importing, 0, {2: "note"}, by=advisor, seen=seen),
        corrected(
            name,
            importing,
            by=colleague,
            seen=all_seen if name in ("choose_sheets", "accept_columns") else seen,
        ),
    )

    # The rows of the first sheet are as they were seen where the sheets were chosen, or the
    # columns taken, before.
    assert codes in (["changed-meanwhile", DONE], [DONE, DONE])
    assert "changed-meanwhile" in codes or name in ("choose_sheets", "accept_columns")
    assert holds_together(importing)


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_while_the_import_is_applied(advisor, colleague, name):  # noqa: F811
    """Either the correction comes first and nothing is applied, or all of it is applied and the
    correction comes too late. Taking the columns once more changes nothing."""
    content = book(Sổ=OLD) if name == "convert_fonts" else book(**TWO_YEARS)
    importing = previewed(content, by=advisor)
    count = importing.rows.count()

    codes = told(
        corrected(name, importing, by=advisor),
        act(actions.apply_import, importing, by=colleague),
    )

    state = Import.objects.get().state
    if codes == [DONE, DONE]:
        assert (name, state) == ("accept_columns", "applied")
    elif state == "applied":
        assert codes == [DONE, "import-applied"]
    else:
        assert codes == [DONE, "import-not-previewed"]
    assert Product.objects.count() == (count if state == "applied" else 0)
    assert holds_together(importing)


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_while_the_import_is_discarded(advisor, colleague, name):  # noqa: F811
    content = book(Sổ=OLD) if name == "convert_fonts" else book(**TWO_YEARS)
    importing = previewed(content, by=advisor)

    codes = told(
        corrected(name, importing, by=advisor),
        act(actions.discard_import, importing, by=colleague),
    )

    assert codes in ([DONE, DONE], [DONE, "import-discarded"])
    assert Import.objects.get().state == "discarded"
    assert not importing.rows.exists()


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_while_the_rows_are_answered(advisor, colleague, name):  # noqa: F811
    content = book(Sổ=OLD) if name == "convert_fonts" else book(**TWO_YEARS)
    importing = previewed(content, by=advisor)

    codes = told(
        corrected(name, importing, by=advisor),
        act(actions.preview_import, importing, by=colleague),
    )

    assert codes == [DONE, DONE]
    assert holds_together(importing)


# A person's words on rows


def split(importing, *, by):
    return act(actions.decide_rows, importing, "split", answer="several", by=by)


def test_one_row_split_twice(advisor, colleague):  # noqa: F811
    importing = previewed(book(Sổ=SEVERAL), by=advisor)

    codes = told(*(split(importing, by=by) for by in (advisor, colleague)))

    assert codes == [DONE, DONE]
    assert [(r.number, r.piece) for r in importing.rows.all()] == [(2, 1), (2, 2), (3, 0)]


def test_rows_split_by_their_keys_twice(advisor, colleague):  # noqa: F811
    importing = previewed(book(Sổ=SEVERAL), by=advisor)
    keys = [importing.rows.get(answer="several").pk]

    codes = told(
        *(
            act(actions.decide_rows, importing, "split", rows=keys, by=by)
            for by in (advisor, colleague)
        )
    )

    assert codes == [DONE, DONE]
    assert importing.rows.count() == 3


def test_a_row_split_while_another_says_it_is_one(advisor, colleague):  # noqa: F811
    importing = previewed(book(Sổ=SEVERAL), by=advisor)

    codes = told(
        split(importing, by=advisor),
        act(actions.decide_rows, importing, "whole", answer="several", by=colleague),
    )

    assert codes == [DONE, DONE]
    pieces = [row.piece for row in importing.rows.filter(number=2)]
    assert pieces in ([0], [1, 2])
    actions.preview_import(importing, by=again(advisor), at=NOON)
    assert not importing.rows.filter(answer="several").exists()


def test_a_row_split_while_the_import_is_applied(advisor, colleague):  # noqa: F811
    importing = previewed(book(Sổ=SEVERAL), by=advisor)

    codes = told(split(importing, by=advisor), act(actions.apply_import, importing, by=colleague))

    # Rows that still wait may be decided after the others were applied. What nobody has looked at
    # since the split is not applied by the way, nor is the other row of that producer, which the
    # pieces would now add first.
    assert codes == [DONE, DONE]
    names = list(Product.objects.values_list("name", flat=True))
    answers = [row.answer for row in importing.rows.all()]
    assert (names, answers) in (
        (["Chè dây"], ["several", "several", "new"]),
        ([], ["several", "several", "moved_on"]),
    )


def test_a_row_split_while_the_import_is_discarded(advisor, colleague):  # noqa: F811
    importing = previewed(book(Sổ=SEVERAL), by=advisor)

    codes = told(split(importing, by=advisor), act(actions.discard_import, importing, by=colleague))

    assert codes in ([DONE, DONE], [DONE, "import-discarded"])
    assert not importing.rows.exists()


# Words


@pytest.fixture
def offered(advisor, commune) -> Import:
    """A file with a word that the office has settled in an earlier one."""
    rows = [coffee(commune="Xã Nhà Mình"), coffee(product="Chè ô long", set="11")]
    first = previewed(xlsx(rows), by=advisor)
    actions.settle_word(first, "Xã Nhà Mình", place=commune, by=advisor, at=NOON)
    return previewed(xlsx(rows), by=advisor)


def test_words_agreed_twice(advisor, colleague, offered):  # noqa: F811
    codes = told(*(act(actions.agree_words, offered, by=by) for by in (advisor, colleague)))

    offered.refresh_from_db()
    assert (codes, offered.agreed) == ([DONE, DONE], [["place", "xa nha minh"]])


def test_words_agreed_while_another_settles_them_anew(advisor, colleague, neighbour, offered):  # noqa: F811
    codes = told(
        act(actions.agree_words, offered, by=advisor),
        act(actions.settle_word, offered, "Xã Nhà Mình", place=neighbour, by=colleague),
    )

    offered.refresh_from_db()
    assert (codes, offered.agreed) == ([DONE, DONE], [["place", "xa nha minh"]])
    assert RegisterWord.objects.get().place == neighbour


@pytest.mark.parametrize("end", ["apply_import", "discard_import"])
def test_words_agreed_while_the_import_ends(advisor, colleague, offered, end):  # noqa: F811
    codes = told(
        act(actions.agree_words, offered, by=advisor),
        act(getattr(actions, end), offered, by=colleague),
    )

    ended = "import-applied" if end == "apply_import" else "import-discarded"
    assert codes in ([DONE, DONE], [DONE, ended])
    # The row with the word waits for the next preview, whoever came first.
    assert not Product.objects.filter(name__startswith="Cà phê").exists()
