"""Sets and rulebooks of a few criteria, small enough to try every answer there is."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from sanvat.rules.model import Band, CriteriaSet, Criterion, Option, Part, Rulebook, Section


def small_set(*criteria: Criterion) -> CriteriaSet:
    top = sum(c.best for c in criteria)
    section = Section("A.1", 1, "Mục", top, criteria)
    return CriteriaSet(
        rulebook="small",
        number=1,
        slug="bo-nho",
        name="Bộ nhỏ",
        group="I",
        subgroup="I.1",
        ministries=(),
        samples=0,
        knock_outs=(),
        parts=(Part("A", "Phần", top, (section,)),),
    )


def small_rulebook(cs: CriteriaSet, thresholds: tuple[int, int, int, int]) -> Rulebook:
    """``thresholds``: the points from which 5, 4, 3 and 2 stars start."""
    bands = [Band(5 - i, points) for i, points in enumerate((*thresholds, 0))]
    day = date(2026, 1, 1)
    return Rulebook(
        id="small",
        decision="1/2026",
        title="Quy định nhỏ",
        issued=day,
        in_force=day,
        ended=None,
        bands=tuple(bands),
        sets={1: cs},
        readings=(),
        facts={},
    )


def criterion(code: str, points: list[int], *, minima=None, depends_on=None) -> Criterion:
    """A criterion with an option for each of the points; ``minima``: star → points."""
    marks = {p: stars for stars, p in (minima or {}).items()}
    return Criterion(
        code=code,
        title=code,
        subject=code.lower().replace(".", "-"),
        block=code,
        max_points=points[-1],
        options=tuple(Option(p, f"{code} {p}", marks.get(p)) for p in points),
        minima=dict(minima or {}),
        depends_on=depends_on,
    )


@st.composite
def small_worlds(draw):
    """(rulebook, set, sheets): at most four criteria, with minima and a story now and then."""
    criteria = []
    for i in range(draw(st.integers(1, 4))):
        ladder = sorted(draw(st.sets(st.integers(0, 5), min_size=1, max_size=3)))
        rungs = [p for p in ladder if p]
        if not rungs:
            ladder = rungs = [1]
        count = draw(st.integers(0, min(2, len(rungs))))
        marks = sorted(draw(st.permutations(rungs))[:count])
        stars = sorted(draw(st.permutations([3, 4, 5]))[:count])
        depends = "a-1-0" if i and draw(st.booleans()) else None
        criteria.append(
            criterion(
                f"A.1.{i}", ladder, minima=dict(zip(stars, marks, strict=True)), depends_on=depends
            )
        )
    cs = small_set(*criteria)
    highest = cs.achievable + draw(st.integers(0, 1))
    thresholds = draw(st.sets(st.integers(1, max(highest, 4)), min_size=4, max_size=4))
    sheets = [
        (f"m{m}", {c.code: draw(st.sampled_from(sorted(c.allowed))) for c in criteria})
        for m in range(draw(st.integers(1, 5)))
    ]
    return small_rulebook(cs, tuple(sorted(thresholds, reverse=True))), cs, sheets
