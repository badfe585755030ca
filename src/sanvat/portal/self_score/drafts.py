"""A self-scorer's draft: small enough for a link, plain enough for a JSON file.

In a link the answers stand as one short word, a sign for each criterion in the order of the
sheet: ``.`` not answered, a digit (or a letter from ten on) for points, and for a criterion with
cases the letter of the case before the points (``a3``). What a set asks apart (has the product a
story?) stands in a word of its own, ``1`` yes and ``0`` no. Nothing is kept on the server.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode

from sanvat.rules import library
from sanvat.rules.engine import answers_apart
from sanvat.rules.model import Case, CriteriaSet, Criterion
from sanvat.rules.problems import CaseRefused, Sentence
from sanvat.rules.sheets import closed_criteria, score

NOT_JSON = Sentence("Tệp này không phải JSON.", "This file is not JSON.")
NO_RULEBOOK = Sentence("Tệp JSON thiếu «rulebook».", "The JSON file has no “rulebook”.")
NO_SET = Sentence(
    "Tệp JSON thiếu «set», số thứ tự của bộ.", "The JSON file has no “set”, the number of the set."
)
ONE_SHEET = Sentence(
    "Tệp phải có đúng một phiếu trong «sheets».",
    "The file must hold exactly one sheet in “sheets”.",
)

_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NONE = "."
_YES_NO: Mapping[bool | None, str] = {True: "1", False: "0"}

NAME_LENGTH = 120
"""Names longer than this are cut: they only stand at the head of a sheet."""


@dataclass(frozen=True)
class Draft:
    """Answers to one set, as far as given, and the names for the head of the sheet.

    ``has``: subject → whether the product has it, for what the set asks apart.
    ``lost`` counts answers that could not be read (an older link, a changed set).
    """

    criteria_set: CriteriaSet
    answers: Mapping[str, int] = field(default_factory=dict)
    has: Mapping[str, bool] = field(default_factory=dict)
    product: str = ""
    producer: str = ""
    lost: int = 0

    @property
    def word(self) -> str:
        """The answers as one word for a link; empty when nothing is answered."""
        signs = [_sign(c, self.answers) for c in self.criteria_set.criteria]
        return "" if set(signs) <= {_NONE} else "".join(signs)

    @property
    def word_apart(self) -> str:
        """What is asked apart, in the order of the sheet; empty when nothing is answered."""
        signs = [_YES_NO.get(self.has.get(s), _NONE) for s in self.criteria_set.asked]
        return "" if set(signs) <= {_NONE} else "".join(signs)

    @property
    def query(self) -> str:
        """What follows the ``?`` of the draft's link."""
        parts = {
            "d": self.word,
            "co": self.word_apart,
            "v": self.criteria_set.checksum[:8] if self.word or self.word_apart else "",
            "sp": self.product,
            "ct": self.producer,
        }
        return urlencode({key: value for key, value in parts.items() if value})

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """The criteria without an answer, in the order of the sheet."""
        answered = {self.criteria_set.answer_codes[code][0].code for code in self.answers}
        return tuple(c for c in self.criteria_set.criteria if c.code not in answered)

    @property
    def open_questions(self) -> tuple[Criterion, ...]:
        """The criteria whose subject is asked apart, not answered, and not told by the points."""
        return tuple(
            c
            for subject, c in self.criteria_set.asked.items()
            if subject not in self.has
            and (c.told_from is None or self.answers.get(c.code, 0) < c.told_from)
        )

    @property
    def closed(self) -> frozenset[str]:
        """The codes of the criteria there is nothing to score on: no story, no structure of it."""
        return _closed(self.criteria_set, self.answers, self.has)

    def as_case(self) -> dict[str, Any]:
        """The draft as the case that the command line and the API rank."""
        case = {
            "rulebook": self.criteria_set.rulebook,
            "set": self.criteria_set.number,
            "product": self.product,
            "producer": self.producer,
            "sheets": [{"by": "tự chấm", "answers": dict(self.answers)}],
        }
        return case | ({"has": dict(self.has)} if self.has else {})

    @classmethod
    def from_link(cls, cs: CriteriaSet, parameters: Mapping[str, str]) -> Self:
        """A draft from the parameters of its link. What cannot be read is left open."""
        has = _read_apart(cs, parameters.get("co", ""))
        answers, lost = _read_word(cs, parameters.get("d", ""), has)
        changed = parameters.get("v") not in (None, "", cs.checksum[:8])
        product, producer = _name(parameters.get("sp")), _name(parameters.get("ct"))
        draft = cls(cs, answers, has, product, producer, lost)
        return replace(draft, lost=draft.lost or len(answers)) if changed else draft

    @classmethod
    def from_form(cls, cs: CriteriaSet, form: Mapping[str, str]) -> Self:
        """A draft from the fields of the sheet's form: criterion code → sign of the option, and
        `question_name` → 1 or 0 for what is asked apart."""
        answers: dict[str, int] = {}
        lost = 0
        for criterion in cs.criteria:
            sign = form.get(criterion.code, "")
            if sign:
                found = _read_sign(criterion, iter(sign))
                if found:
                    answers[found[0]] = found[1]
                else:
                    lost += 1
        signs = (form.get(question_name(c), "") for c in cs.asked.values())
        has = _read_apart(cs, "".join(sign if sign in ("0", "1") else _NONE for sign in signs))
        return cls(
            cs,
            _without_idle(cs, answers, has),
            has,
            _name(form.get("sp")),
            _name(form.get("ct")),
            lost,
        )

    @classmethod
    def from_file(cls, text: bytes) -> Self:
        """A draft from a JSON file. Raises CaseRefused with what is wrong with it."""
        try:
            case = json.loads(text)
        except (ValueError, RecursionError):
            raise CaseRefused(NOT_JSON, code="json") from None
        if not isinstance(case, Mapping) or not isinstance(case.get("rulebook"), str):
            raise CaseRefused(NO_RULEBOOK, code="not_a_case")
        number = case.get("set")
        if isinstance(number, bool) or not isinstance(number, int):
            raise CaseRefused(NO_SET, code="not_a_case")
        cs = library.criteria_set(case["rulebook"], number)
        sheets = case.get("sheets")
        if not isinstance(sheets, list) or len(sheets) != 1 or not isinstance(sheets[0], Mapping):
            raise CaseRefused(ONE_SHEET, code="one_sheet")
        has = answers_apart(cs, case.get("has"))
        given = score(cs, sheets[0].get("answers"), partial=True)
        chosen = {cs.answer_codes[code][0].code: code for code in sheets[0]["answers"]}
        points = zip(cs.criteria, given.points, strict=True)
        answers = {chosen[c.code]: p for c, p in points if c.code in chosen}
        return cls(cs, answers, has, _name(case.get("product")), _name(case.get("producer")))


def question_name(criterion: Criterion) -> str:
    """What the form calls the question whether the product has the criterion's subject."""
    return f"co-{criterion.code}"


def choices(criterion: Criterion) -> list[tuple[str, str, Case | None]]:
    """(sign, text, case) of every answer a form offers: "none met" first where it is not printed.

    A criterion with cases offers "none met" under its first case only.
    """
    offered: list[tuple[str, str, Case | None]] = []
    for case in criterion.cases or (None,):
        options = case.options if case else criterion.options
        prefix = _case_letter(criterion, case)
        if not offered and all(o.points for o in criterion.all_options):
            offered.append((f"{prefix}0", "", case))
        offered += [(f"{prefix}{_SIGNS[o.points]}", o.text, case) for o in options]
    return offered


def _case_letter(criterion: Criterion, case: Case | None) -> str:
    return _SIGNS[10 + criterion.cases.index(case)] if case else ""


def sign_of(criterion: Criterion, answers: Mapping[str, int]) -> str:
    """The sign of the answer given to a criterion, "" for none: what its radio button is called."""
    found = _sign(criterion, answers)
    return "" if found == _NONE else found


def _sign(criterion: Criterion, answers: Mapping[str, int]) -> str:
    for case in criterion.cases:
        for code in (case.code, *case.aliases):
            if code in answers:
                return _case_letter(criterion, case) + _SIGNS[answers[code]]
    if criterion.code not in answers:
        return _NONE
    points = answers[criterion.code]
    # An answer that leaves its case unsaid stands under the first case that offers the points.
    fitting = (c for c in criterion.cases if points in {0, *(o.points for o in c.options)})
    return _case_letter(criterion, next(fitting, None)) + _SIGNS[points]


def _read_apart(cs: CriteriaSet, word: str) -> dict[str, bool]:
    return {
        subject: sign == "1"
        for subject, sign in zip(cs.asked, word, strict=False)
        if sign in ("0", "1")
    }


def _read_word(cs: CriteriaSet, word: str, has: Mapping[str, bool]) -> tuple[dict[str, int], int]:
    """(answers, how many signs made no sense)."""
    signs: Iterator[str] = iter(word)
    answers: dict[str, int] = {}
    lost = 0
    for criterion in cs.criteria:
        found = _read_sign(criterion, signs)
        if found:
            answers[found[0]] = found[1]
        elif found is None and word:
            lost += 1
    return _without_idle(cs, answers, has), lost


def _read_sign(criterion: Criterion, signs: Iterator[str]) -> tuple[str, int] | tuple[()] | None:
    """(answer code, points); () where the criterion is left open; None where it makes no sense."""
    sign = next(signs, None)
    if sign == _NONE:
        return ()
    code, options = criterion.code, criterion.options
    if criterion.cases:
        place = _SIGNS.find(sign or "?") - 10
        if not 0 <= place < len(criterion.cases):
            return None
        case = criterion.cases[place]
        code, options, sign = case.code, case.options, next(signs, None)
    points = _SIGNS.find(sign or "?")
    return (code, points) if points == 0 or points in {o.points for o in options} else None


def _without_idle(
    cs: CriteriaSet, answers: Mapping[str, int], has: Mapping[str, bool]
) -> dict[str, int]:
    """What depends on something the product does not have (a story) is answered: none met."""
    return {**answers, **dict.fromkeys(_closed(cs, answers, has), 0)}


def _closed(cs: CriteriaSet, answers: Mapping[str, int], has: Mapping[str, bool]) -> frozenset[str]:
    by_points = {c.code for c, on in cs.dependants if not on.asked and answers.get(on.code) == 0}
    return closed_criteria(cs, has) | by_points


def _name(value: object) -> str:
    printable = "".join(c if c.isprintable() else " " for c in str(value or ""))
    return " ".join(printable.split())[:NAME_LENGTH]
