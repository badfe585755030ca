"""The score sheet of a criteria set as a PDF: blank, begun or complete."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sanvat.documents.typesetting import as_json, cut, one_line, pdf_of_json
from sanvat.rules import engine
from sanvat.rules.engine import Exclusion, Result, in_language
from sanvat.rules.explanation import remarks
from sanvat.rules.model import Case, CriteriaSet, Criterion, Part, Rulebook, Section
from sanvat.rules.wording import Wording

HEAD_LIMITS = {
    "product": 200,
    "producer": 200,
    "address": 200,
    "evaluator": 100,
    "place": 60,
    "code": 40,
    "phone": 40,
    "date": 40,
}
"""What may stand in the head of a sheet, and how many letters of it are printed."""

KEPT_WHOLE = 320
"""A criterion with more letters than this may go over a page; a shorter one never does."""

MOST_KEPT = 24
"""So many files of sheets a process keeps, some 170 KB each."""

LONGEST_HEADING = 300
"""A heading of a part or section cannot go over a page; a longer one is cut."""


def score_sheet(
    criteria_set: CriteriaSet,
    *,
    book: Rulebook,
    answers: Mapping[str, int] | None = None,
    has: Mapping[str, bool] | None = None,
    head: Mapping[str, object] | None = None,
    language: str = "vi",
    wording: Wording | None = None,
    official: bool = False,
    excluded: Exclusion | None = None,
) -> bytes:
    """The PDF of one score sheet: blank (``answers`` None), begun, or complete. ``has`` is what
    was answered to the questions that the set asks apart, by subject.

    ``head``: any of ``HEAD_LIMITS``, text, ``date`` also a date; what is missing becomes a dotted
    line. Unless ``official``, every page says that this is no official result. ``wording`` puts
    the decision's own words in place of ours; it is Vietnamese, so English sheets leave it out.
    ``excluded`` is a recorded exclusion; notes of the sheet never exclude by themselves.

    Raises CaseRefused where an answer names no criterion or no option of the set, ValueError
    where book, set and wording are not of one rulebook or the head has a key it does not know.
    """
    sheet = ScoreSheet(
        criteria_set,
        book=book,
        answers=answers,
        has=has,
        head=head,
        language=language,
        wording=wording,
        official=official,
        excluded=excluded,
    )
    return _set(as_json(sheet.content()))


@lru_cache(maxsize=MOST_KEPT)
def _set(told: str) -> bytes:
    """The file of what a sheet says. Most that are asked for are blank or just begun, and the same
    for many who ask."""
    return pdf_of_json("score_sheet.typ", told, name="sheet")


class ScoreSheet:
    """Says what is printed where on one score sheet; `score_sheet` tells what goes in."""

    def __init__(
        self,
        criteria_set: CriteriaSet,
        *,
        book: Rulebook,
        answers: Mapping[str, int] | None = None,
        has: Mapping[str, bool] | None = None,
        head: Mapping[str, object] | None = None,
        language: str = "vi",
        wording: Wording | None = None,
        official: bool = False,
        excluded: Exclusion | None = None,
    ) -> None:
        if criteria_set.rulebook != book.id or (wording and wording.rulebook != book.id):
            raise ValueError(f"set, book and wording must all be of {book.id}")
        head = head or {}
        if unknown := set(head) - set(HEAD_LIMITS):
            raise ValueError(f"no such field in the head: {', '.join(sorted(unknown))}")
        self.criteria_set = criteria_set
        self.book = book
        self.language = language
        self.wording = wording if language == "vi" else None
        self.official = official
        self.head = {key: one_line(head.get(key), limit) for key, limit in HEAD_LIMITS.items()}
        self.day = head.get("date")
        self.has = dict(has or {})
        self.result: Result | None = None
        self.points: dict[str, int] = {}
        self.cases: dict[str, str] = {}
        if answers is not None:
            self._rank(answers, excluded)

    def _rank(self, answers: Mapping[str, int], excluded: Exclusion | None) -> None:
        cs = self.criteria_set
        self.result = engine.rank(
            cs, [("", answers)], book=self.book, partial=True, excluded=excluded, has=self.has
        )
        given = {cs.answer_codes[code][0].code for code in answers}
        self.points = {
            criterion.code: points
            for criterion, points in zip(cs.criteria, self.result.sums, strict=True)
            if criterion.code in given
        }
        self.cases = {c: self._case_code(code) for c, code in self.result.scores[0].cases.items()}

    def _case_code(self, code: str) -> str:
        """The case's own code, also where the answer used another name of it."""
        case = self.criteria_set.answer_codes[code][1]
        return case.code if case else code

    def content(self) -> dict[str, Any]:
        """All that is printed, as JSON values."""
        with override(self.language):
            return self._content()

    def _content(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "title": " · ".join(filter(None, (self._heading(), self._set(), self.head["product"]))),
            "heading": self._heading(),
            "set_name": self._ours(self.criteria_set.name),
            "source": {"decision": self._decision(), "set": self._set()},
            "labels": self._labels(),
            "head": self._head(),
            "guide": self._guide(),
            "parts": [self._part(part) for part in self.criteria_set.parts],
            "total": self._sum(_("TỔNG CỘNG"), self.criteria_set.criteria, 100),
            "knock_outs": [self._ours(text) for text in self.criteria_set.knock_outs],
            "result": self._result(self.result) if self.result else None,
            "signature": self._signature(),
            "notes": self._notes(),
            "disclaimer": self._disclaimer(),
            "footer": self._footer(),
        }

    # ------------------------------------------------------------ head and foot

    def _heading(self) -> str:
        self_scored = self.result is not None and not self.official
        return _("PHIẾU TỰ CHẤM") if self_scored else _("PHIẾU ĐÁNH GIÁ")

    def _set(self) -> str:
        return _("Bộ tiêu chí số %(number)s") % {"number": self.criteria_set.number}

    def _decision(self) -> str:
        return _("Quyết định %(number)s") % {"number": self.book.decision}

    def _labels(self) -> dict[str, str]:
        return {
            "country": _("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            "motto": _("Độc lập - Tự do - Hạnh phúc"),
            "code": _("Mã"),
            "criteria": _("Tiêu chí và các mức, mỗi mức với số điểm của nó"),
            "points": _("Tối đa"),
            "given": _("Chấm"),
            "knock_outs": _("Hồ sơ bị loại khi"),
            "result": _("Kết quả"),
            "unmet": _("Mức tối thiểu chưa đạt"),
            "opinion": _("Ý kiến"),
            "sign_here": _("(Ký, ghi rõ họ tên)"),
            "page": _("Trang {x}/{y}"),
        }

    def _head(self) -> dict[str, list[dict[str, str]]]:
        def field(key: str, label: str) -> dict[str, str]:
            return {"label": label, "value": self.head[key]}

        return {
            "wide": [
                field("product", _("Tên sản phẩm")),
                field("producer", _("Chủ thể")),
                field("address", _("Địa chỉ")),
            ],
            "pairs": [
                field("code", _("Mã sản phẩm (T-X-STT-năm)")),
                field("phone", _("Điện thoại")),
                field("evaluator", self._role()),
                {"label": _("Ngày chấm"), "value": self._short_day()},
            ],
        }

    def _role(self) -> str:
        self_scored = self.result is not None and not self.official
        return _("Người tự chấm") if self_scored else _("Người đánh giá")

    def _short_day(self) -> str:
        if not isinstance(self.day, date):
            return self.head["date"]
        return _("%(day)s/%(month)s/%(year)s") % _day_parts(self.day)

    def _long_day(self) -> str:
        """As official papers write it: a zero before days under 10 and the months 1 and 2."""
        if not isinstance(self.day, date):
            return self.head["date"] or _("ngày ........ tháng ........ năm ............")
        parts = _day_parts(self.day)
        if self.day.month > 2:
            parts["short_month"] = str(self.day.month)
        return _("ngày %(day)s tháng %(short_month)s năm %(year)s") % parts

    def _guide(self) -> list[str]:
        guide = [
            _("Mỗi tiêu chí đánh dấu một mức; không đạt mức nào thì ghi 0."),
        ]
        if any(self.criteria_set.minima.values()):
            guide[0] += " " + _(
                "Dấu ★★★, ★★★★, ★★★★★ sau một mức: muốn được hạng 3, 4, 5 sao thì tiêu chí ấy "
                "phải đạt ít nhất mức đó."
            )
        return guide

    def _signature(self) -> dict[str, str]:
        return {
            "place_date": _("%(place)s, %(day)s")
            % {"place": self.head["place"] or "." * 26, "day": self._long_day()},
            "role": self._role().upper(),
            "name": self.head["evaluator"],
        }

    def _disclaimer(self) -> str:
        if self.official:
            return ""
        if self.result is None:
            return _("Phiếu trống để tự chấm và tham khảo, không phải văn bản chính thức.")
        if day := self._short_day():
            return _("Đây không phải kết quả chính thức: điểm tự chấm, tính ngày %(day)s.") % {
                "day": day
            }
        return _("Đây không phải kết quả chính thức: điểm tự chấm.")

    def _footer(self) -> str:
        return _("Bộ tiêu chí số %(number)s · %(source)s · mã kiểm %(checksum)s") % {
            "number": self.criteria_set.number,
            "source": self._source(),
            "checksum": self.criteria_set.checksum[:16],
        }

    def _source(self) -> str:
        annex = self.book.facts.get("annex", "").removeprefix("Phụ lục ")
        if not annex:
            return self._decision()
        return _("%(annex)s, %(decision)s") % {
            "annex": _("Phụ lục %(number)s") % {"number": annex},
            "decision": self._decision(),
        }

    def _notes(self) -> list[str]:
        """What a reader must know of where the words and figures come from."""
        notes = [
            _("Lời các tiêu chí theo nguyên văn do cơ quan nạp vào; phần chưa nạp do Sản Vật viết.")
            if self.wording
            else _(
                "Lời các tiêu chí do Sản Vật viết, không phải nguyên văn quyết định; mã, số điểm "
                "và mức tối thiểu là của quyết định."
            )
        ]
        if readings := self._readings():
            notes.append(_("Chỗ in nhầm đã đọc lại: %(list)s.") % {"list": "; ".join(readings)})
        notes += [
            self._fact(g, "message") for g in self.book.facts.get("gaps", ()) if "set" not in g
        ]
        if "transcript" in self.book.facts:
            notes.append(self._fact(self.book.facts, "transcript"))
        return notes

    def _readings(self) -> list[str]:
        """The readings that make this sheet differ from the printed decision."""
        number = self.criteria_set.number
        english = self.language != "vi"
        return [
            _("%(where)s in «%(printed)s», đọc là «%(reading)s»")
            % {
                key: (english and r.english.get(key)) or getattr(r, key)
                for key in ("where", "printed", "reading")
            }
            for r in self.book.readings_of(number)
            if r.confidence != "open"
            and r.id not in self.book.readings_off
            and any(change.set == number for change in r.changes)
        ]

    def _fact(self, facts: Mapping[str, Any], key: str) -> str:
        english = facts.get(f"{key}_en") if self.language != "vi" else None
        return str(english or facts[key])

    # ------------------------------------------------------------ criteria

    def _ours(self, text: str) -> str:
        return in_language(text, self.language)

    def _title(self, code: str, ours: str) -> str:
        if self.wording:
            return self.wording.title(self.criteria_set, code, ours)
        return self._ours(ours)

    def _sum(self, label: str, criteria: Iterable[Criterion], most: int) -> dict[str, str]:
        codes = [c.code for c in criteria]
        given = [self.points[code] for code in codes if code in self.points]
        if given and len(given) < len(codes):
            label = _("%(what)s (mới chấm %(given)s/%(all)s tiêu chí)") % {
                "what": label,
                "given": len(given),
                "all": len(codes),
            }
        return {"label": label, "max": str(most), "given": str(sum(given)) if given else ""}

    def _part(self, part: Part) -> dict[str, Any]:
        return {
            "code": part.code,
            "title": cut(self._title(part.code, part.title), LONGEST_HEADING),
            "max": str(part.max_points),
            "sections": [self._section(section) for section in part.sections],
            "sum": self._sum(
                _("Cộng phần %(code)s") % {"code": part.code}, part.criteria, part.max_points
            ),
        }

    def _section(self, section: Section) -> dict[str, Any]:
        itself = any(c.is_section for c in section.criteria)
        title = self._title(section.code, section.title)
        return {
            "code": section.code,
            "title": "" if itself else cut(title, LONGEST_HEADING),
            "max": str(section.max_points),
            "notes": [self._ours(n) for n in (section.note, *(s.text for s in section.stops)) if n],
            "criteria": [self._criterion(section, c) for c in section.criteria],
            "sum": self._sum(
                _("Cộng mục %(code)s") % {"code": section.code},
                section.criteria,
                section.max_points,
            ),
        }

    def _criterion(self, section: Section, criterion: Criterion) -> dict[str, Any]:
        title = self._title(criterion.code, criterion.title)
        if heading := section.heading_for(criterion):
            title = f"{self._title(heading.code, heading.title)} – {title}"
        notes = [criterion.description, criterion.requirement, criterion.note]
        if criterion.is_section:
            notes += [section.note, *(stop.text for stop in section.stops)]
        lines = self._lines(criterion)
        texts = (title, *notes, criterion.asked, *(line["text"] for line in lines))
        together = sum(map(len, texts)) <= KEPT_WHOLE
        for line in (*lines[-2:-1], *(line for line in lines if line["kind"] == "case")):
            line["keep"] = not together
        return {
            "code": criterion.code,
            "title": title,
            "max": str(criterion.max_points),
            "given": str(self.points.get(criterion.code, "")),
            "notes": [self._ours(note) for note in dict.fromkeys(notes) if note],
            "question": self._question(criterion),
            "lines": lines,
            "together": together,
            "title_kept": not together and sum(map(len, (title, *notes))) <= KEPT_WHOLE,
        }

    def _question(self, criterion: Criterion) -> dict[str, Any] | None:
        """What is asked apart at this criterion, with its two boxes."""
        if not criterion.asked:
            return None
        answer = self.has.get(criterion.subject)
        return {
            "text": self._ours(criterion.asked),
            "choices": [
                {"text": _("Có"), "ticked": answer is True},
                {"text": _("Không"), "ticked": answer is False},
            ],
        }

    def _lines(self, criterion: Criterion) -> list[dict[str, Any]]:
        lines: list[dict[str, Any]] = []
        minima = _minimum_options(criterion)
        for case in criterion.cases or (None,):
            if case:
                lines.append(_line("case", self._title(case.code, case.title)))
            code = case.code if case else criterion.code
            for option in case.options if case else criterion.options:
                text = self._ours(option.text)
                if self.wording:
                    text = self.wording.option(self.criteria_set, code, option.points, option.text)
                ticked = self._chosen(criterion, case, option.points)
                stars = [s for s, points in minima.items() if points == option.points]
                lines.append(_line("option", text, option.points, stars=stars, ticked=ticked))
        if all(option.points for option in criterion.all_options):
            ticked = self.points.get(criterion.code) == 0
            lines.append(_line("option", _("Không đạt mức nào"), 0, ticked=ticked))
        lines += [_line("stop", self._ours(stop.text)) for stop in criterion.stops]
        return lines

    def _chosen(self, criterion: Criterion, case: Case | None, points: int) -> bool:
        """Whether this option is the one answered. Points that could be of two cases tick none."""
        if self.points.get(criterion.code) != points:
            return False
        if criterion.code in self.cases:
            return case is not None and self.cases[criterion.code] == case.code
        return sum(option.points == points for option in criterion.all_options) == 1

    # ------------------------------------------------------------ result

    def _result(self, result: Result) -> dict[str, Any]:
        missing = [c.code for c in self.criteria_set.criteria if c.code not in self.points]
        decided = result.stars is not None and not missing
        return {
            "stars": result.stars if decided else None,
            "star_name": _stars(result.stars) if decided and result.stars else "",
            "sentences": [
                *self._standing(result, missing),
                *self._zero_stops(),
                *remarks(result, language=self.language),
            ],
            "unmet": self._unmet(result),
        }

    def _standing(self, result: Result, missing: list[str]) -> list[str]:
        total = int(result.total)
        if result.excluded:
            return [
                _("Tổng điểm %(total)s/100.") % {"total": total},
                _("Sản phẩm bị loại%(note)s: %(reason)s")
                % {
                    "note": f" ({result.excluded.criterion})" if result.excluded.criterion else "",
                    "reason": one_line(result.excluded.reason, 400),
                },
            ]
        if missing:
            so_far = _(
                "Tổng tạm tính %(total)s/100; chưa xếp hạng vì còn %(count)s tiêu chí "
                "chưa chấm: %(codes)s."
            )
            codes = ", ".join(missing)
            return [so_far % {"total": total, "count": len(missing), "codes": codes}]
        sentences = [
            _("Tổng điểm %(total)s/100, nằm trong khung %(stars)s (từ %(low)s điểm).")
            % {
                "total": total,
                "stars": _stars(result.band),
                "low": self.book.threshold(result.band),
            }
        ]
        if result.held_back_by:
            sentences.append(
                _("Xếp %(stars)s vì còn mức tối thiểu chưa đạt ở: %(codes)s.")
                % {
                    "stars": _stars(result.stars or 0),
                    "codes": ", ".join(dict.fromkeys(u.criterion for u in result.held_back_by)),
                }
            )
        if result.next_star and result.next_star.points_missing:
            sentences.append(
                _("Còn thiếu %(points)s điểm để vào khung %(stars)s.")
                % {
                    "points": int(result.next_star.points_missing),
                    "stars": _stars(result.next_star.stars),
                }
            )
        return sentences

    def _zero_stops(self) -> list[str]:
        """What a 0 sets off: the notes of the criterion that has it, and of its section."""
        sentences = []
        for section in (s for part in self.criteria_set.parts for s in part.sections):
            zeros = [c for c in section.criteria if self.points.get(c.code) == 0]
            sentences += [
                _("%(code)s được 0 điểm; ghi chú của tiêu chí: %(note)s.")
                % {"code": c.code, "note": self._ours(stop.text)}
                for c in zeros
                for stop in c.stops
                if stop.kind == "stop_if_zero"
            ]
            sentences += [
                _("%(codes)s được 0 điểm; ghi chú của mục %(code)s: %(note)s.")
                % {
                    "codes": ", ".join(c.code for c in zeros),
                    "code": section.code,
                    "note": self._ours(stop.text),
                }
                for stop in section.stops
                if zeros and stop.kind == "stop_if_zero"
            ]
        return sentences

    def _unmet(self, result: Result) -> list[dict[str, Any]]:
        """One row for each star: what its own minima still ask of the criteria answered."""
        rows: dict[int, list[str]] = {}
        for unmet in result.unmet:
            if unmet.criterion in self.points:
                rows.setdefault(unmet.stars, []).append(
                    _("%(code)s (cần %(needs)s, được %(has)s)")
                    % {"code": unmet.criterion, "needs": unmet.needs, "has": unmet.given[0]}
                )
        return [{"stars": s, "text": ", ".join(texts)} for s, texts in sorted(rows.items())]


def _line(
    kind: str, text: str, points: int = 0, *, stars: Iterable[int] = (), ticked: bool = False
) -> dict[str, Any]:
    return {
        "kind": kind,
        "text": text,
        "points": str(points),
        "stars": list(stars),
        "ticked": ticked,
        "keep": False,
    }


def _minimum_options(criterion: Criterion) -> dict[int, int]:
    """star → points of the lowest option that meets its minimum."""
    return {
        stars: min(o.points for o in criterion.all_options if o.points >= needs)
        for stars, needs in sorted(criterion.minima.items())
    }


def _stars(count: int) -> str:
    return ngettext("%(count)s sao", "%(count)s sao", count) % {"count": count}


def _day_parts(day: date) -> dict[str, str]:
    month = f"{day.month:02}"
    return {"day": f"{day.day:02}", "month": month, "short_month": month, "year": f"{day.year:04}"}
