"""What `rules` says when it cannot go on: each problem names its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Self


class Sentence(NamedTuple):
    """One sentence in both languages; `{names}` stand for what is not known yet."""

    vi: str
    en: str

    def about(self, **named: object) -> Sentence:
        return Sentence(self.vi.format(**named), self.en.format(**named))

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.vi


class CaseRefused(ValueError):
    """A case that cannot be ranked. ``code`` is stable for programmes, the sentence for people.

    ``place`` is where it stands: ``(sheet, criterion)``, either part empty when it is general.
    """

    def __init__(self, sentence: Sentence, *, code: str, place: tuple[str, str] = ("", "")) -> None:
        super().__init__(sentence.vi)
        self.sentence = sentence
        self.code = code
        self.place = place

    @classmethod
    def because(cls, key: str, *, place: tuple[str, str] = ("", ""), **named: object) -> Self:
        """The refusal that stands under this key of REFUSALS."""
        return cls(REFUSALS[key].about(**named), code=key.partition(":")[0], place=place)

    @classmethod
    def of_sheet(cls, by: str, key: str, criterion: str = "", **named: object) -> Self:
        """The same, of one sheet and its criterion; it begins with the sheet's name if it has one.

        Sheets without a name are called «phiếu 1», «phiếu 2» in the order they came.
        """
        vi, en = REFUSALS[key].about(by=by, criterion=criterion, **named)
        if by:
            vi = f"{by}: {vi}" if by.startswith("phiếu") else f"Phiếu {by}: {vi}"
            en = f"Sheet {by.removeprefix('phiếu ')}: {en}"
        sentence = Sentence(vi, en[0].upper() + en[1:])
        return cls(sentence, code=key.partition(":")[0], place=(by, criterion))

    def in_language(self, language: str) -> str:
        return self.sentence.in_language(language)


class UnknownRulebook(CaseRefused):
    """There is no rulebook of that id."""


class UnknownSet(CaseRefused):
    """The rulebook has no set of that number, or no source of ours holds it."""


REFUSALS = {
    # The text of a case
    "utf8": Sentence(
        "không phải UTF-8; hãy lưu lại với mã UTF-8",
        "This is not UTF-8; save it again as UTF-8.",
    ),
    "json": Sentence("không phải JSON: {error}", "This is not JSON: {error}"),
    "json:deep": Sentence("JSON lồng nhau quá sâu", "The JSON is nested too deeply."),
    "json:half_letter": Sentence(
        "không phải JSON: có nửa ký tự (một mã \\ud800…\\udfff đứng lẻ).",
        "This is not JSON: it holds half a letter (a lone \\ud800…\\udfff).",
    ),
    "twice": Sentence(
        "«{name}» được ghi hai lần trong một đối tượng.",
        "“{name}” stands twice in one object.",
    ),
    # A case
    "not_a_case": Sentence(
        "Một ca chấm phải là một đối tượng JSON {{rulebook, set, sheets}}.",
        "A case must be a JSON object {{rulebook, set, sheets}}.",
    ),
    "missing_rulebook": Sentence("Ca chấm thiếu «rulebook».", "The case has no “rulebook”."),
    "missing_set": Sentence("Ca chấm thiếu «set».", "The case has no “set”."),
    "missing_sheets": Sentence("Ca chấm thiếu «sheets».", "The case has no “sheets”."),
    "unknown_rulebook": Sentence(
        "Không có bộ quy định «{id}». Các bộ đang có: {known}.",
        "There is no rulebook “{id}”. Those there are: {known}.",
    ),
    "other_rulebook": Sentence(
        "Ca thứ {number} theo {id}, không phải {wanted}.",
        "Case {number} is under {id}, not {wanted}.",
    ),
    "set": Sentence(
        "«set» phải là số thứ tự của bộ, không phải «{number}».",
        "“set” must be the number of a set, not “{number}”.",
    ),
    "unknown_set": Sentence(
        "Bộ quy định {id} không có bộ tiêu chí số «{number}»; "
        "các số dùng được là {first} đến {last}.",
        "Rulebook {id} has no criteria set number “{number}”; use {first} to {last}.",
    ),
    "sheets": Sentence(
        "«sheets» phải là danh sách phiếu {{by, answers}}.",
        "“sheets” must be a list of sheets {{by, answers}}.",
    ),
    "no_sheets": Sentence("Chưa có phiếu chấm nào.", "There is no sheet yet."),
    "two_sheets": Sentence("Có hai phiếu cùng tên «{by}».", "Two sheets bear the name “{by}”."),
    "regulation": Sentence(
        "«regulation» chỉ nhận «minima» và «decimals».",
        "“regulation” takes only “minima” and “decimals”.",
    ),
    "regulation:minima": Sentence(
        "«minima» phải là «mean» hoặc «majority».", "“minima” must be “mean” or “majority”."
    ),
    "regulation:decimals": Sentence(
        "«decimals» phải là số từ 0 đến 4, hoặc bỏ trống.",
        "“decimals” must be a number from 0 to 4, or be left out.",
    ),
    "exclusion_reason": Sentence(
        "Loại một sản phẩm phải ghi lý do: «excluded» cần «reason».",
        "Whoever excludes a product gives the reason: “excluded” needs “reason”.",
    ),
    "has": Sentence(
        "«has» chỉ nhận true hoặc false cho: {subjects}.",
        "“has” takes only true or false for: {subjects}.",
    ),
    "has:nothing_asked": Sentence(
        "Bộ {number} không hỏi riêng điều gì sản phẩm có hay không; hãy bỏ «has».",
        "Set {number} asks nothing apart about what the product has; leave out “has”.",
    ),
    # One sheet
    "answers": Sentence(
        "cần «answers»: mã tiêu chí → điểm.", "“answers” is needed: criterion code → points."
    ),
    "unknown_code": Sentence(
        "bộ {number} ({id}) không có tiêu chí «{criterion}».",
        "set {number} ({id}) has no criterion “{criterion}”.",
    ),
    "unknown_code:cases": Sentence(
        "{criterion} có nhiều trường hợp; hãy ghi mã của trường hợp được chấm: {either_vi}.",
        "{criterion} has several cases; give the code of the one that is scored: {either_en}.",
    ),
    "no_option": Sentence(
        "{criterion}: «{points}» không phải mức điểm nào; chọn một trong {choices}.",
        "{criterion}: “{points}” is the points of no option; choose one of {choices}.",
    ),
    "two_answers": Sentence(
        "{criterion}: tiêu chí này có hai câu trả lời; chỉ chấm một trường hợp.",
        "{criterion}: this criterion has two answers; only one case is scored.",
    ),
    "missing_criterion": Sentence(
        "còn thiếu {count} tiêu chí: {codes}. Không đạt mức nào thì ghi 0.",
        "criteria not answered yet ({count}): {codes}. Where no option is met, write 0.",
    ),
    "missing_criterion:many": Sentence(
        "còn thiếu {count} tiêu chí: {codes} và {more} mã khác. Không đạt mức nào thì ghi 0.",
        "criteria not answered yet ({count}): {codes} and {more} more. "
        "Where no option is met, write 0.",
    ),
}
"""Why a case is refused. The key is the code, and after a colon which of its sentences."""


@dataclass
class BadData(Exception):
    """A rulebook file that cannot be used: which file, which line, what, and what to do."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what} → {self.remedy}"
