"""Examples that are true: each is a question asked of the rules, and the answer they give.

Long lists are cut to their first elements; what is left is as it was answered.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from sanvat.api import places, products, ranking, rulebooks
from sanvat.rules import library
from sanvat.rules.answers import Language, Wanted, answer
from sanvat.rules.engine import rank_case
from sanvat.rules.model import Criterion

BOOK = library.CURRENT
SET = 13


def case() -> dict[str, Any]:
    """Two members: one gives the best everywhere, one the second best."""
    criteria = library.criteria_set(BOOK, SET).criteria
    return {
        "rulebook": BOOK,
        "set": SET,
        "sheets": [
            {"by": "m1", "answers": _sheet(criteria)},
            {"by": "m2", "answers": _sheet(criteria, rung=-2)},
        ],
    }


def question() -> dict[str, Any]:
    """A product of the same kind, scored under the decision before."""
    before = library.IDS[1]
    return {
        "from": {"rulebook": before, "set": SET},
        "to": {"rulebook": BOOK},
        "answers": _sheet(library.criteria_set(before, SET).criteria),
    }


def _sheet(criteria: Iterable[Criterion], *, rung: int = -1) -> dict[str, int]:
    """That option everywhere, of the first case where there are several."""
    answered = [criterion.cases[0] if criterion.cases else criterion for criterion in criteria]
    return {each.code: each.options[rung:][0].points for each in answered}


QUESTIONS: dict[str, Callable[[], dict[str, Any]]] = {"rank": case, "carry_over": question}


def of(operation: str, language: Language = "vi") -> Any:
    """The answer of that operation to the example question, or to the example address."""
    if operation == "find_places":
        return places.EXAMPLE
    if operation in products.EXAMPLES:
        return products.EXAMPLES[operation]
    if operation == "rank":
        return answer(rank_case(case()), Wanted())
    if operation == "carry_over":
        return _cut(ranking.carried(question(), language))
    return _cut(json.loads(_READ[operation](HttpRequest(), language).content))


_READ: dict[str, Callable[[HttpRequest, Language], HttpResponse]] = {
    "list_rulebooks": rulebooks.list_rulebooks,
    "get_rulebook": lambda request, told: rulebooks.get_rulebook(request, BOOK, told),
    "list_sets": lambda request, told: rulebooks.list_sets(request, BOOK, limit=1, language=told),
    "get_set": lambda request, told: rulebooks.get_set(request, BOOK, str(SET), told),
    "list_criteria": lambda request, told: rulebooks.list_criteria(request, BOOK, str(SET), told),
    "get_criterion": lambda request, told: rulebooks.get_criterion(
        request, BOOK, str(SET), "A.1.1", told
    ),
    "list_readings": lambda request, told: rulebooks.list_readings(request, BOOK, told),
    "get_forms": lambda request, _both: rulebooks.get_forms(request, BOOK),
    "find_sets": lambda request, told: rulebooks.find_sets(
        request, "cà phê rang xay", language=told
    ),
}


def _cut(value: Any) -> Any:
    if isinstance(value, dict):
        # The procedure is long; its first two facts show what it looks like.
        return {
            key: _cut(dict(list(inner.items())[:2]) if key == "facts" else inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_cut(inner) for inner in value[:1]]
    return value
