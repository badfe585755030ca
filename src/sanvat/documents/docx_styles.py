"""How the paragraphs of a Word paper look: sizes, spaces and letters after Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import nsdecls

FONT = "Times New Roman"
FIRST_LINE = 567  # 1 cm


@dataclass(frozen=True)
class Style:
    """Sizes in points; spaces before and after in points too."""

    name: str
    size: float = 13
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    first_line: int = 0
    left: int = 0
    outline: int = 0
    keep_next: bool = False
    more: str = ""
    line: str = 'w:line="259" w:lineRule="auto"'


STYLES = {
    "Normal": Style("Normal"),
    "BodyText": Style("Body Text", align="both", after=6, first_line=FIRST_LINE),
    "IssuerAbove": Style("Cơ quan chủ quản", size=12, align="center"),
    "Issuer": Style("Cơ quan ban hành", size=12, bold=True, align="center"),
    "Country": Style("Quốc hiệu", size=12, bold=True, align="center"),
    "Motto": Style("Tiêu ngữ", bold=True, align="center"),
    "Number": Style("Số, ký hiệu", align="center", before=4),
    "About": Style("Trích yếu công văn", size=12, align="center", before=6),
    "Draft": Style(
        "Dự thảo",
        bold=True,
        align="center",
        before=6,
        left=1000,
        more='<w:pBdr><w:top w:val="single" w:sz="4" w:space="2"/>'
        '<w:left w:val="single" w:sz="4" w:space="2"/>'
        '<w:bottom w:val="single" w:sz="4" w:space="2"/>'
        '<w:right w:val="single" w:sz="4" w:space="2"/></w:pBdr>',
    ),
    "PlaceAndDay": Style("Địa danh, thời gian", italic=True, align="center", before=4),
    "Title": Style("Title", size=14, bold=True, align="center", before=18, keep_next=True),
    "Subtitle": Style("Subtitle", bold=True, align="center", before=3, keep_next=True),
    "Rule": Style(
        "Đường kẻ",
        size=2,
        before=3,
        line='w:line="40" w:lineRule="exact"',
        more='<w:pBdr><w:top w:val="single" w:sz="4" w:space="1"/></w:pBdr>',
    ),
    "Between": Style("Ngăn bảng", size=1, line='w:line="20" w:lineRule="exact"'),
    "Addressee": Style("Kính gửi", align="center", before=12, after=6),
    "Addressees": Style("Các nơi nhận kính gửi", before=6, left=1588),
    "Authority": Style("Thẩm quyền ban hành", bold=True, align="center", before=12, after=6),
    "Grounds": Style("Căn cứ", italic=True, align="both", before=6, first_line=FIRST_LINE),
    "Chapter": Style(
        "Chương", bold=True, align="center", before=12, after=6, outline=1, keep_next=True
    ),
    "Heading1": Style(
        "heading 1",
        *(13, True),
        align="both",
        before=12,
        after=6,
        first_line=FIRST_LINE,
        outline=1,
        keep_next=True,
    ),
    "Heading2": Style(
        "heading 2",
        *(13, True),
        align="both",
        before=6,
        after=6,
        first_line=FIRST_LINE,
        outline=2,
        keep_next=True,
    ),
    "Heading3": Style(
        "heading 3",
        *(13, False, True),
        align="both",
        before=6,
        after=6,
        first_line=FIRST_LINE,
        outline=3,
        keep_next=True,
    ),
    "Caption": Style("caption", bold=True, align="center", before=12, after=6, keep_next=True),
    "Cell": Style("Ô bảng", size=12, before=2, after=2, line='w:line="240" w:lineRule="auto"'),
    "Code": Style("Mã QR", size=11, align="center", before=6, after=6),
    "Signer": Style("Người ký", bold=True, align="center", keep_next=True),
    "RecipientsHead": Style("Nơi nhận", size=12, bold=True, italic=True, keep_next=True),
    "Recipients": Style("Danh sách nơi nhận", size=11, keep_next=True),
    "Header": Style("header", align="center"),
}
BUILT_IN = {"Normal", "BodyText", "Title", "Subtitle", "Caption", "Header"}


def styles(language: str) -> str:
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:sz w:val="26"/><w:szCs w:val="26"/>'
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f"{''.join(_all())}</w:styles>"
    )


def settings(language: str) -> str:
    """Word 2013 and later, so that it does not open in its mode for old files."""
    return (
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )


def _all() -> Iterator[str]:
    for key, style in STYLES.items():
        yield _style(key, style)
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"'
        '/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    yield (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
        "</w:style>"
    )


def _style(key: str, style: Style) -> str:
    default = ' w:default="1"' if key == "Normal" else ""
    custom = "" if key in BUILT_IN or key.startswith("Heading") else ' w:customStyle="1"'
    based = "" if key == "Normal" else '<w:basedOn w:val="Normal"/>'
    indents = f'<w:ind w:left="{style.left}" w:firstLine="{style.first_line}"/>'
    if key == "Draft":
        indents = f'<w:ind w:left="{style.left}" w:right="{style.left}"/>'
    paragraph = (
        ("<w:keepNext/>" if style.keep_next else "")
        + style.more
        + f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" '
        f"{style.line}/>{indents}"
        f'<w:jc w:val="{style.align}"/>'
        + (f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else "")
    )
    half_points = round(style.size * 2)
    letters = (
        ("<w:b/><w:bCs/>" if style.bold else "")
        + ("<w:i/><w:iCs/>" if style.italic else "")
        + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{key}">'
        f'<w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )
