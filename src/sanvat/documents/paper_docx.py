"""An official paper as a Word file, which prints like the offices' own and can be worked on.

What stands in it comes from `printed`; here are its looks, after Decree 30/2020/NĐ-CP.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from functools import cache
from typing import Any
from xml.sax.saxutils import escape  # nosec B406  # it writes, and reads nothing

import docx as word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from sanvat.documents.docx_styles import settings, styles
from sanvat.documents.paper import Paper
from sanvat.documents.printed import Code, Grid, Line, Printed, Signer, printed
from sanvat.documents.qr import png

WIDE, LONG = 210, 297  # mm, A4
LEFT, RIGHT, TOP, BOTTOM = 30, 20, 20, 20
MM = 56.7  # twentieths of a point
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
SPACE_ABOVE, SPACE_TO_SIGN = 12, 72  # points; of a signature
STYLES_OF_2010 = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
ALIGNED = {"left": "left", "centre": "center", "right": "right"}


def docx(paper: Paper) -> bytes:
    """The paper as .docx; the same paper gives the same bytes. Refuses (`paper-too-long`) what
    `printed` refuses."""
    return _written(_document(printed(paper)))


def _document(paper: Printed) -> Any:
    document = _empty("vi-VN" if paper.language == "vi" else paper.language)
    _set_up(document, paper)
    body = document.element.body
    last = body[-1]  # the properties of the section
    for part in _body(paper):
        for element in _picture(document, part) if isinstance(part, Code) else _elements(part):
            last.addprevious(element)
    return document


# ---------------------------------------------------------------- the file around the words


def _empty(language: str) -> Any:
    """A document of one's own, of our styles and without a word."""
    return copy.deepcopy(_empty_once(language))


@cache
def _empty_once(language: str) -> Any:
    """The same for all papers of a language: to read what Word starts from takes longer than to
    write most papers."""
    document = word.Document()
    _replace(document.styles.element, parse_xml(styles(language)))
    _replace(document.settings.element, parse_xml(settings(language)))
    _drop_unread(document)
    body = document.element.body
    for old in body.xpath("./w:p"):
        body.remove(old)
    return document


def _set_up(document: Any, paper: Printed) -> None:
    _tell_facts(document.core_properties, paper)
    section = document.sections[0]
    long, wide = Mm(LONG), Mm(WIDE)
    section.page_width, section.page_height = (long, wide) if paper.lies_down else (wide, long)
    if paper.lies_down:
        section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    _number_pages(section.header, paper.head.draft)


def _replace(old: Any, new: Any) -> None:
    for child in list(old):
        old.remove(child)
    for child in list(new):
        old.append(child)


def _tell_facts(facts: Any, paper: Printed) -> None:
    language = "vi-VN" if paper.language == "vi" else paper.language
    for child in list(facts._element):
        facts._element.remove(child)
    facts.title, facts.author, facts.language = paper.title[:255], paper.author[:255], language
    if paper.keywords:
        facts.keywords = ", ".join(paper.keywords)[:255]
    if paper.day:
        facts.created = facts.modified = datetime.combine(paper.day, time(), UTC)


def _drop_unread(document: Any) -> None:
    """The package we start from shows a picture of an empty page, and has its own styles once more,
    for the Word of 2010, longer than all the rest of the file."""
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype in (RELATIONSHIP_TYPE.THUMBNAIL, STYLES_OF_2010):
                del relations[key]


def _number_pages(header: Any, draft: str) -> None:
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]._p
    behind = _run(f"   {draft}") if draft else ""
    paragraph.getparent().replace(
        paragraph,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
            f'<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>{behind}</w:p>'
        ),
    )


def _written(document: Any) -> bytes:
    """The file, without the moment at which it was made."""
    first, last = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as kept:
        for info in made.infolist():
            kept.writestr(
                zipfile.ZipInfo(info.filename, FIRST_DAY_OF_ZIP),
                made.read(info),
                zipfile.ZIP_DEFLATED,
            )
    return last.getvalue()


# ---------------------------------------------------------------- what stands in it


def _body(paper: Printed) -> Iterator[str | Code]:
    yield _letterhead(paper)
    yield from _kind(paper)
    yield from _opening(paper)
    before_is_table = False
    for place, part in enumerate(paper.parts, start=1):
        is_table = isinstance(part, Grid)
        if isinstance(part, Line):
            yield _line(
                part, keep_next=place == len(paper.parts), space_before=6 if before_is_table else 0
            )
        elif isinstance(part, Grid):
            if part.caption:
                yield _paragraph(part.caption, "Caption", new_page=part.new_page)
            elif before_is_table or place == 1:
                yield _between()
            yield _table(part, paper.lies_down)
        else:
            yield part
        before_is_table = is_table
    if before_is_table or not paper.parts:
        yield _between()
    yield from _closing(paper)


def _letterhead(paper: Printed) -> str:
    head = paper.head
    left = [
        *(_paragraph(text, "IssuerAbove") for text in head.above),
        *(_paragraph(text, "Issuer") for text in head.issuer),
        _rule(20, _left_width(paper)),
    ]
    right = [_paragraph(head.country, "Country"), _paragraph(head.motto, "Motto")]
    right.append(_rule(56, _width(paper) - _left_width(paper)))
    below = [
        _paragraph(head.number, "Number"),
        *(_paragraph(text, "About") for text in head.about),
        *([_paragraph(head.draft, "Draft")] if head.draft else []),
    ]
    widths = [_left_width(paper), _width(paper) - _left_width(paper)]
    day = [_paragraph(head.place_and_day, "PlaceAndDay")]
    return _layout([["".join(left), "".join(right)], ["".join(below), "".join(day)]], widths)


def _left_width(paper: Printed) -> float:
    return _width(paper) * (0.5 if paper.lies_down else 0.42)


def _kind(paper: Printed) -> Iterator[str]:
    if paper.kind:
        yield _paragraph("\n".join(paper.kind), "Title")
        if paper.summary:
            yield _paragraph("\n".join(paper.summary), "Subtitle")
        yield _rule(32, _width(paper), after=8)


def _opening(paper: Printed) -> Iterator[str]:
    if len(paper.addressees) == 1:
        yield _paragraph(paper.addressees[0], "Addressee")
    else:
        yield from (_paragraph(text, "Addressees") for text in paper.addressees)
    if paper.authority:
        yield _paragraph("\n".join(paper.authority), "Authority")
    yield from (_paragraph(text, "Grounds") for text in paper.grounds)


def _line(line: Line, *, keep_next: bool, space_before: float) -> str:
    style = f"Heading{line.level}" if line.level else "BodyText"
    align = ALIGNED.get(line.align, "")
    if line.level == 1 and line.align == "centre":
        style, align = "Chapter", ""
    looks = _looks(bold=line.bold, italic=line.italic, large=line.large) if not line.level else ""
    term = _run(line.term + (" " if line.text else ""), _looks(bold=True)) if line.term else ""
    return _paragraph(
        line.text,
        style,
        looks=looks,
        before=term,
        align=align,
        new_page=line.new_page,
        keep_next=keep_next,
        space_before=0 if line.level else space_before,
    )


def _table(grid: Grid, lies_down: bool) -> str:
    widths = [round(share * (_across(lies_down)) * MM) for share in grid.shares]
    size = f'<w:sz w:val="{round(grid.size * 2)}"/><w:szCs w:val="{round(grid.size * 2)}"/>'
    aligns = [ALIGNED[align] for align in grid.aligns]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    starts = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="Cell"/><w:jc w:val="{align}"/></w:pPr>'
        for width, align in zip(widths, aligns, strict=True)
    ]
    in_head = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        '<w:p><w:pPr><w:pStyle w:val="Cell"/>@<w:jc w:val="center"/></w:pPr>'
        for width in widths
    ]
    breaks = "<w:pageBreakBefore/>" if grid.new_page and not grid.caption else ""
    in_head = [start.replace("@", breaks if not n else "") for n, start in enumerate(in_head)]
    bold = f"<w:b/><w:bCs/>{size}"
    rows = [_row(grid.titles, in_head, bold, "<w:cantSplit/><w:tblHeader/>")]
    rows += [_row(row, starts, size, "<w:cantSplit/>") for row in grid.rows]
    if grid.total is not None:
        rows.append(_row(grid.total, starts, bold, "<w:cantSplit/>"))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{_described(grid.caption)}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _described(caption: str) -> str:
    told = escape(caption, {'"': "&quot;"})
    return f'<w:tblCaption w:val="{told}"/>' if caption else ""


def _row(texts: Iterable[str], starts: Iterable[str], looks: str, properties: str) -> str:
    cells = "".join(
        f"{start}{_run(text, looks) if text else ''}</w:p></w:tc>"
        for text, start in zip(texts, starts, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _closing(paper: Printed) -> Iterator[str]:
    recipients = "".join(
        _paragraph(text, "Recipients")
        if place
        else _paragraph(text, "RecipientsHead", space_before=SPACE_ABOVE)
        for place, text in enumerate(paper.recipients)
    )
    most = max((len(signer.heads) for signer in paper.signers), default=0)
    signers = [_signer(signer, most) for signer in paper.signers]
    width = _width(paper)
    if len(signers) == 1:
        yield _layout([[recipients, signers[0]]], [width * 0.42, width * 0.58])
        recipients = ""
    elif signers:
        across = min(len(signers), 3)
        rows = [signers[n : n + across] for n in range(0, len(signers), across)]
        rows[-1] += [""] * (across - len(rows[-1]))
        yield _layout(rows, [width / across] * across)
    if recipients:
        yield recipients
    elif signers:
        yield _between()  # a file does not end with a table


def _signer(signer: Signer, most_heads: int) -> str:
    """The room for the hand stands above the name, so that names of several sides are level."""
    heads = [
        _paragraph(text, "Signer", space_before=0 if place else SPACE_ABOVE)
        for place, text in enumerate(signer.heads)
    ]
    missing = most_heads - len(heads)
    room = SPACE_TO_SIGN + missing * 16
    return "".join([*heads, _paragraph(signer.name, "Signer", space_before=room)])


# ---------------------------------------------------------------- pieces of WordprocessingML


def _paragraph(
    text: str,
    style: str,
    *,
    looks: str = "",
    before: str = "",
    align: str = "",
    new_page: bool = False,
    keep_next: bool = False,
    space_before: float = 0,
) -> str:
    properties = [f'<w:pStyle w:val="{style}"/>']
    properties += ["<w:keepNext/>"] if keep_next else []
    properties += ["<w:pageBreakBefore/>"] if new_page else []
    properties += [f'<w:spacing w:before="{round(space_before * 20)}"/>'] if space_before else []
    properties += ['<w:ind w:firstLine="0"/>', f'<w:jc w:val="{align}"/>'] if align else []
    written = before + (_run(text, looks) if text else "")
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{written}</w:p>"


def _run(text: str, looks: str = "") -> str:
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{lines}</w:r>"


def _looks(*, bold: bool = False, italic: bool = False, large: bool = False) -> str:
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + ('<w:sz w:val="40"/><w:szCs w:val="40"/>' if large else "")
    )


def _rule(length: float, width: float, *, after: float = 0) -> str:
    """The short line under a name: a paragraph of two points with a border above."""
    aside = round((width - length) / 2 * MM)
    return (
        '<w:p><w:pPr><w:pStyle w:val="Rule"/>'
        f'<w:spacing w:before="60" w:after="{round(after * 20)}"/>'
        f'<w:ind w:left="{aside}" w:right="{aside}"/></w:pPr></w:p>'
    )


def _between() -> str:
    """Word joins two tables that touch, and wants a paragraph behind the last."""
    return '<w:p><w:pPr><w:pStyle w:val="Between"/></w:pPr></w:p>'


def _layout(rows: list[list[str]], widths: list[float]) -> str:
    """Things that stand beside one another: a table without lines."""
    twips = [round(width * MM) for width in widths]
    empty = _between()
    cells = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell or empty}</w:tc>'
            for cell, width in zip(row, twips, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{cells}</w:tbl>"
    )


def _elements(xml: str) -> list[Any]:
    """A table stands alone, with its own namespace: taken out of something, a large one would
    cost the square of its cells."""
    if xml.startswith("<w:tbl>"):
        return [parse_xml(f"<w:tbl {nsdecls('w')}>{xml.removeprefix('<w:tbl>')}")]
    return list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"))


def _picture(document: Any, code: Code) -> list[Any]:
    inline = document.part.new_pic_inline(io.BytesIO(png(code.text)), Mm(30), Mm(30))
    inline.docPr.set("descr", code.says)
    picture = "<w:r><w:drawing/></w:r>"
    caption = f"<w:r><w:br/></w:r>{_run(code.caption)}" if code.caption else ""
    elements = _elements(_paragraph("", "Code", before=picture + caption, new_page=code.new_page))
    elements[0].find(f".//{qn('w:drawing')}").append(inline)
    return elements


def _width(paper: Printed) -> float:
    return _across(paper.lies_down)


def _across(lies_down: bool) -> float:
    return (LONG if lies_down else WIDE) - LEFT - RIGHT
