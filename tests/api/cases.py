"""Cases as a careless world sends them: most are right, some are wrong in every way we know."""

import json
import random
from typing import Any

from sanvat.rules import library
from sanvat.rules.model import CriteriaSet


def sheet(criteria_set: CriteriaSet, by: str, chance: random.Random) -> dict[str, Any]:
    answers = {}
    for criterion in criteria_set.criteria:
        asked = chance.choice(criterion.cases) if criterion.cases else criterion
        answers[asked.code] = chance.choice([0, *(o.points for o in asked.options)])
    return {"by": by, "answers": answers}


def case(chance: random.Random, *, book: str = "", number: int = 0, sheets: int = 0) -> Any:
    rulebook = library.rulebook(book or chance.choice(library.IDS))
    criteria_set = rulebook.sets[number or chance.choice(list(rulebook.sets))]
    members = sheets or chance.choice([1, 2, 3, 9])
    return {
        "rulebook": rulebook.id,
        "set": criteria_set.number,
        "sheets": [sheet(criteria_set, f"m{i}", chance) for i in range(members)],
    }


def careless_case(chance: random.Random) -> Any:
    made = case(chance)
    first = made["sheets"][0]["answers"]
    match chance.randrange(24):
        case 0:
            made["regulation"] = {"minima": "majority", "decimals": chance.choice([None, 0, 2])}
        case 1:
            made["excluded"] = {"reason": "Hồ sơ giả", "criterion": "A.1.1"}
        case 2:
            first.popitem()
        case 3:
            wrong = [77, 1.5, True, "3", None, [], float("nan"), float("inf"), 1e308, 10**400]
            first["A.1.1"] = chance.choice(wrong)
        case 4:
            first["Z.9"] = 1
        case 5:
            del made[chance.choice(["rulebook", "set", "sheets"])]
        case 6:
            made["set"] = chance.choice([3, 99, "1", 1.0, True, None, -1, 10**400])
        case 7:
            made["sheets"][0]["by"] = chance.choice(["m1", None, {}, "\u0000", 5])
        case 8:
            made["sheets"] = chance.choice([[], {}, [1], "m1", None])
        case 9:
            made["regulation"] = chance.choice([{"minima": "x"}, [], {"decimals": 9}, {"a": 1}])
        case 10:
            made["excluded"] = chance.choice([{}, {"reason": " "}, [], {"reason": 5}])
        case 11:
            made = chance.choice([None, 5, "ca", [], [made]])
    return made


def careless_line(chance: random.Random) -> str:
    """One line of a file of cases, as JSON or as something near it."""
    text = json.dumps(careless_case(chance), ensure_ascii=chance.random() < 0.5)
    match chance.randrange(40):
        case 0:
            return text.replace('"by": "m0"', '"by": "m0", "by": "m0"')
        case 1:
            return text.replace("m0", "\\ud800")
        case 2:
            return text.replace('"sheets": ', '"sheets": ' + "[" * 30 + "]" * 30 + ', "x": ', 1)
    return text
