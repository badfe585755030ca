"""How the fonts of before Unicode wrote Vietnamese, to type tests in them.

The tables are those of the fonts, in the order of the alphabet and of the tones; they are written
apart from the tables that the programme converts with.
"""

import unicodedata

_LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
_TCVN3 = bytes.fromhex(
    "61b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacb65cccecfd0d1aad2d3d4d5d669d7d8dcddde"
    "6fdfe1e2e3e4abe5e6e7e8e9aceaebecedee75eff1f2f3f4adf5f6f7f8f979fafbfcfdfeae"
).decode("latin-1")
_TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))

_TONE_MARKS = "øûõùï"  # grave, hook, tilde, acute, dot
_VNI_BASES = {
    "a": "a",
    "e": "e",
    "o": "o",
    "u": "u",
    "y": "y",
    "ơ": "ô",
    "ư": "ö",
}
_VNI_CIRCUMFLEX = "âàåãáä"
_VNI_BREVE = "êèúüéë"
_VNI_ALONE = {"ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def tcvn3(text: str, *, capitals_font: bool = False) -> str:
    """As an office typed it in .VnTime, where an accented capital is a small letter; or in
    .VnTimeH, which shows small letters as capitals."""
    text = unicodedata.normalize("NFC", text)
    if capitals_font:
        text = text.lower()
    return "".join(_tcvn3(c) for c in text)


def _tcvn3(c: str) -> str:
    if c in _TCVN3_CAPITALS:
        return _TCVN3_CAPITALS[c]
    if c.lower() in _LETTERS and not c.isascii():
        return _TCVN3[_LETTERS.index(c.lower())]
    return c


def vni(text: str) -> str:
    """As it was typed in VNI-Times; the mark of a capital is a capital."""
    typed = []
    for c in unicodedata.normalize("NFC", text):
        made = _vni(c.lower())
        typed.append(made.upper() if c.isupper() else made)
    return "".join(typed)


def _vni(c: str) -> str:
    if c in _VNI_ALONE:
        return _VNI_ALONE[c]
    if c.isascii() or c not in _LETTERS:
        return c
    decomposed = unicodedata.normalize("NFD", c)
    tone = "".join(m for m in decomposed if m in "\u0300\u0309\u0303\u0301\u0323")
    place = "\u0300\u0309\u0303\u0301\u0323".find(tone) if tone else -1
    base = unicodedata.normalize("NFC", "".join(m for m in decomposed if m != tone))
    if base in "âêô":
        plain = {"â": "a", "ê": "e", "ô": "o"}[base]
        return plain + _VNI_CIRCUMFLEX[place + 1]
    if base == "ă":
        return "a" + _VNI_BREVE[place + 1]
    return _VNI_BASES[base] + (_TONE_MARKS[place] if place >= 0 else "")
