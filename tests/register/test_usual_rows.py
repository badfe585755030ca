"""Rows of the usual form are told as the parser of XML would tell them, and no others are."""

import io
import random
import re
import zipfile
from xml.parsers import expat

import pytest

from sanvat.register.confined import usual, xlsx
from sanvat.register.confined.output import Output
from tests.register.workbooks import SHEETS

LIMITS = {
    "most_columns": 5,
    "longest_cell": 20,
    "most_rows": 900,
    "most_lines": 5_000,
    "most_letters": 99_000,
    "most_merged": 50,
}
TEXTS = ("Trà lài", "", "Mật ong rừng U Minh Hạ loại một", "  ", "Gạo nếp")
RELATIONS = (
    '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/>'
    '<Relationship Id="b" Type="x/sharedStrings" Target="t.xml"/></Relationships>'
)


def workbook(sheet: str) -> zipfile.ZipFile:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            '<workbook xmlns:r="r"><sheets><sheet name="Sổ" r:id="a"/></sheets></workbook>',
        )
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        texts = "".join(f"<si><t>{text}</t></si>" for text in TEXTS)
        archive.writestr("xl/t.xml", f"<sst>{texts}</sst>")
        archive.writestr("xl/s.xml", sheet)
    return zipfile.ZipFile(content)


def told(sheet: str) -> str:
    said: list[str] = []
    output = Output(LIMITS)
    output._write = said.append
    try:
        xlsx.read(workbook(sheet), output)
    except xlsx.Refused as refused:
        return f"refused {refused.code}"
    except (expat.ExpatError, ValueError) as error:
        return type(error).__name__
    return "".join(said)


def whole(
    rows: str, *, head: str = '<?xml version="1.0" encoding="UTF-8"?>', tail: str = ""
) -> str:
    begin = f'{head}<worksheet xmlns="{SHEETS}"><sheetData>'
    return f"{begin}{rows}</sheetData>{tail}</worksheet>"


ROW = '<row r="{n}" spans="1:3"><c r="A{n}" t="s"><v>0</v></c><c r="C{n}"><v>4.5</v></c></row>'


def rows(*numbers: int) -> str:
    return "".join(ROW.format(n=n) for n in numbers)


CASES = {
    "plain": whole(rows(1, 2, 7)),
    "between lines": whole(rows(1, 2).replace("<row", "\n  <row")),
    "no declaration": whole(rows(1, 2), head=""),
    "hidden": whole(rows(1) + ROW.format(n=2).replace("spans", 'hidden="1" spans') + rows(3)),
    "no number": whole(rows(4) + rows(9).replace('r="9" ', "") + rows(6)),
    "formula": whole(rows(1) + '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>' + rows(3)),
    "never counted": whole('<row r="2"><c r="A2"><f>B1</f></c></row>' + rows(3)),
    "inline": whole('<row r="1"><c r="B1" t="inlineStr"><is><t>Chè</t></is></c></row>' + rows(2)),
    "truth": whole('<row r="1"><c r="B1" t="b"><v>1</v></c></row>' + rows(2)),
    "no places": whole('<row r="1"><c t="s"><v>0</v></c><c><v>3</v></c></row>' + rows(2)),
    "in a comment": whole(rows(1) + f"<!-- {rows(2)} -->" + rows(3)),
    "in letters": whole(rows(1) + f"<![CDATA[{rows(2)}]]>" + rows(3)),
    "in an instruction": whole(rows(1) + f"<?x {rows(2)} ?>" + rows(3)),
    "in a comment above": whole(rows(1)).replace("<sheetData>", "<!-- <sheetData> --><sheetData>"),
    "prefixed": whole(rows(1, 2)).replace("<row", "<x:row").replace("</row", "</x:row"),
    "merged": whole(rows(1, 2), tail='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
    "blank": whole('<row r="1"/><row r="2"></row><row r="3"><c r="B3" s="1"/></row>' + rows(5)),
    "far": whole('<row r="1"><c r="ZZ1"><v>1</v></c><c r="H1" t="s"><v>3</v></c></row>' + rows(2)),
    "beyond any sheet": whole('<row r="1"><c r="ZZZ1"><v>1</v></c></row>' + rows(2)),
    "backwards": whole('<row r="1"><c r="C1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
    "long text": whole('<row r="1"><c r="C1" t="s"><v>2</v></c></row>'),
    "blank text": whole(
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>3</v></c></row>'
    ),
    "no such text": whole(rows(1).replace("<v>0", "<v>99")),
    "no number of a text": whole(rows(1).replace("<v>0", "<v>1E5")),
    "cut short": whole(rows(1, 2, 3))[:-60],
    "closed twice": whole(rows(1) + "</row>" + rows(2)),
    "another beginning": whole(rows(1, 2)).replace("<sheetData>", '<sheetData a="b">'),
    "many": whole(rows(*range(1, 800))),
}


@pytest.fixture
def by_the_parser(monkeypatch):
    """What the parser alone makes of a sheet."""

    def read(sheet: str) -> str:
        with monkeypatch.context() as patched:
            patched.setattr(usual, "_ROW", re.compile(b"(?!)"))
            return told(sheet)

    return read


@pytest.mark.parametrize("case", CASES)
def test_a_row_is_told_as_the_parser_tells_it(case, by_the_parser):
    assert told(CASES[case]) == by_the_parser(CASES[case])


def test_cells_of_every_kind_in_every_order(by_the_parser):
    chance = random.Random(11)
    for _time in range(150):
        made = []
        for number in range(1, 9):
            cells = [
                f'<c r="{chance.choice("ABCDEFG")}{number}"'
                f"{chance.choice(kinds)}{chance.choice(ends)}"
                for kinds, ends in chance.choices(
                    [
                        (["", ' s="0"', ' t="n"'], ["/>", "><v>3</v></c>", "><v>-1.5E3</v></c>"]),
                        ([' t="s"', ' s="2" t="s"'], ["><v>0</v></c>", "><v>4</v></c>", "/>"]),
                        ([' t="b"', ' t="e"'], ["><v>1</v></c>", "><f>A1</f><v>2</v></c>"]),
                    ],
                    weights=[6, 6, 1],
                    k=4,
                )
            ]
            made.append(f'<row r="{number}">{"".join(cells)}</row>')
        sheet = whole("".join(made))
        assert told(sheet) == by_the_parser(sheet)


def test_rows_of_the_usual_form_are_withheld_and_others_are_not(monkeypatch):
    withheld: list[int] = []
    parse = usual.parse

    def listening(file, parser, tell):
        def heard(number, cells):
            withheld.append(number)
            tell(number, cells)

        parse(file, parser, heard)

    monkeypatch.setattr(usual, "parse", listening)
    told(CASES["plain"])
    assert withheld == [1, 2, 7]

    withheld.clear()
    told(CASES["formula"])
    assert withheld == [1, 3]

    withheld.clear()
    told(CASES["in a comment"])
    assert not withheld


def test_a_row_longer_than_what_is_read_at_once(by_the_parser, monkeypatch):
    monkeypatch.setattr(usual, "BUFFER", 200)
    monkeypatch.setattr(usual, "_LONGEST_ROW", 150)
    for case in ("plain", "formula", "in a comment", "many"):
        assert told(CASES[case]) == by_the_parser(CASES[case])
