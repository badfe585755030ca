"""`sanvat rules`: the criteria sets and the arithmetic of stars on the command line.

Starts neither Django nor a database: it answers in the time it takes to read the rulebooks.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from sanvat.rules import answers, library
from sanvat.rules.engine import Result, in_language, rank_case
from sanvat.rules.model import CriteriaSet, Criterion, Option, Rulebook
from sanvat.rules.problems import BadData, CaseRefused
from sanvat.site.terminal import Manual, _, complain, language


def main(argv: Sequence[str]) -> int:
    commands = {"list": _list, "show": _show, "check": _check, "rank": _rank}
    arguments = _parser(commands).parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # the name of a file may hold half a letter
            stream.reconfigure(errors="backslashreplace")
    try:
        code = commands[arguments.command](arguments.rest)
        sys.stdout.flush()
        return code
    except CaseRefused as refused:
        complain(refused.in_language(language()))
        return 1
    except BadData as problem:
        complain(str(problem))
        return 1
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser(commands: Iterable[str]) -> Manual:
    manual = Manual(
        prog="sanvat rules",
        description=_(
            "Các bộ tiêu chí OCOP của ba quyết định và cách tính sao, không cần máy chủ."
        ),
        epilog=_(
            "Các lệnh:\n"
            "  list                 các bộ quy định, số bộ, số tiêu chí, "
            "tổng điểm, cách đọc còn mở\n"
            "  show QUY_ĐỊNH BỘ     một bộ: phần, mục, tiêu chí, mức điểm, mức tối thiểu, nguồn\n"
            "  check                mọi bộ có cộng đúng không; sai thì kê ra và kết thúc với mã 1\n"
            "  rank TỆP…            xếp hạng: .json một ca, .jsonl mỗi dòng một ca\n\n"
            "Ví dụ:\n"
            "  sanvat rules show 26-2026 4\n"
            "  sanvat rules rank cham.jsonl --json > ket-qua.jsonl"
        ),
    )
    manual.add_argument(
        "command", metavar=_("LỆNH"), choices=list(commands), help=_("list, show, check, rank")
    )
    manual.add_argument("rest", metavar="…", nargs="...", help=_("đối số của lệnh ấy"))
    return manual


# ---- list


def _list(argv: Sequence[str]) -> int:
    manual = Manual(
        prog="sanvat rules list",
        description=_("Kê các bộ quy định, các bộ tiêu chí của chúng, số đếm và tổng điểm."),
        epilog=_(
            "Cột «3★ 4★ 5★» đếm mức tối thiểu của mỗi hạng. Cột «đạt được» là tổng các mức cao\n"
            "nhất: dưới 100 nghĩa là bản in của quyết định không cộng đủ."
        ),
    )
    manual.add_argument("--json", action="store_true", help=_("in JSON cho máy đọc"))
    arguments = manual.parse_args(argv)
    books = library.rulebooks()
    if arguments.json:
        print(json.dumps([answers.book_as_dict(b) for b in books], ensure_ascii=False, indent=1))
        return 0
    for book in books:
        _print_book(book)
    return 0


def _print_book(book: Rulebook) -> None:
    period = _("từ %(day)s") % {"day": _day(book.in_force)}
    if book.ended:
        period += _(" đến trước %(day)s") % {"day": _day(book.ended)}
    print(_paint(f"{book.id}", "bold"), f"· {book.decision} · {period}")
    print(f"  {answers.fact(book, 'title', language())}")
    bands = ", ".join(f"{b.stars}★ {_('từ')} {b.from_points}" for b in book.bands)
    print(_("  Khung điểm: %(bands)s") % {"bands": bands})
    counts = {
        level: sum(r.confidence == level for r in book.readings)
        for level in ("certain", "probable", "open")
    }
    print(
        _("  Cách đọc chỗ in sai: %(certain)d chắc chắn, %(probable)d có lẽ, %(open)d còn mở")
        % counts
    )
    for why in book.missing_sets.values():
        print(_paint("  ! " + why.in_language(language()), "red"))
    rows = [
        (
            str(cs.number),
            _told(cs.name),
            str(len(cs.criteria)),
            str(answers.count_options(cs)),
            *(str(len(cs.minima[stars])) for stars in (3, 4, 5)),
            str(cs.max_points),
            str(cs.achievable),
        )
        for cs in book.sets.values()
    ]
    heads = (_("bộ"), _("tên"), _("tiêu chí"), _("mức"), "3★", "4★", "5★", _("tổng"), _("đạt được"))
    _print_table(heads, rows, left=(1,))
    print()


def _day(on: date) -> str:
    """As `text.days` writes it, which would start Django."""
    return f"{on.day}/{on.month}/{on.year}"


# ---- show


def _show(argv: Sequence[str]) -> int:
    manual = Manual(
        prog="sanvat rules show",
        description=_("In một bộ tiêu chí: phần, mục, tiêu chí, mức điểm, mức tối thiểu, nguồn."),
        epilog=_(
            "★★★, ★★★★, ★★★★★ sau điểm: mức thấp nhất phải đạt để được hạng ấy.\n"
            "Ví dụ: sanvat rules show 26-2026 13"
        ),
    )
    manual.add_argument("rulebook", metavar=_("QUY_ĐỊNH"), help=", ".join(library.IDS))
    manual.add_argument("set", metavar=_("BỘ"), help=_("số thứ tự của bộ, hoặc tên rút gọn"))
    manual.add_argument("--json", action="store_true", help=_("in JSON cho máy đọc"))
    arguments = manual.parse_args(argv)
    book = library.rulebook(arguments.rulebook)
    cs = library.set_of(book, answers.set_number(book, arguments.set))
    if arguments.json:
        print(json.dumps(answers.set_as_dict(book, cs), ensure_ascii=False, indent=1))
    else:
        _print_set(book, cs)
    return 0


def _print_set(book: Rulebook, cs: CriteriaSet) -> None:
    title = _("Bộ %(number)d. %(name)s") % {"number": cs.number, "name": _told(cs.name)}
    print(_paint(title, "bold"))
    source = answers.fact(book, "annex", language()) or _("các bộ tiêu chí kèm theo")
    print(_("Quyết định %(decision)s, %(annex)s") % {"decision": book.decision, "annex": source})
    print(_("Mã kiểm tra %(checksum)s") % {"checksum": cs.checksum[:16]})
    for ground in cs.knock_outs:
        print(_paint(_wrapped(_("Loại: ") + _told(ground), ""), "red"))
    for part in cs.parts:
        title = f"\n{part.code}. {_told(part.title).upper()}"
        print(_paint(f"{title} · {part.max_points} " + _("điểm"), "bold"))
        for section in part.sections:
            print(f"\n {section.number}. {_told(section.title)} · {section.max_points}")
            for stop in section.stops:
                print(_paint(_wrapped("! " + _told(stop.text), "   "), "red"))
            for criterion in section.criteria:
                _print_criterion(criterion)
    readings = book.readings_of(cs.number)
    if readings:
        print(_("\nCách đọc chỗ in sai hoặc chưa rõ:"))
        for r in (answers.reading_as_dict(book, r, language()) for r in readings):
            text = "{id} ({where}): {printed} → {reading}. {why}".format(**r)
            print(_wrapped(text, "  "))


def _print_criterion(criterion: Criterion) -> None:
    title = _told(criterion.title)
    print(f"  {_paint(criterion.code, 'bold')} {title} · {criterion.max_points}")
    for text in (criterion.description, criterion.requirement, criterion.note):
        if text:
            print(_paint(_wrapped(_told(text), "      "), "dim"))
    for stop in criterion.stops:
        print(_paint(_wrapped("! " + _told(stop.text), "      "), "red"))
    if criterion.asked:
        print(_paint(_wrapped(_("Hỏi riêng:") + " " + _told(criterion.asked), "      "), "dim"))
    if criterion.depends_on:
        print(_paint("      " + _("Chỉ chấm khi có câu chuyện sản phẩm."), "dim"))
    for option in criterion.options:
        _print_option(option)
    for case in criterion.cases:
        print(f"      {case.code} {_told(case.title)}")
        for option in case.options:
            _print_option(option)


def _print_option(option: Option) -> None:
    stars = "★" * (option.minimum_for or 0)
    head = f"      {option.points:>2} {_paint(f'{stars:<5}', 'gold')} "
    print(head + _wrapped(_told(option.text), " " * 15).strip())


def _told(text: str) -> str:
    """A text of the criteria in the language of the terminal."""
    return in_language(text, language())


# ---- check


def _check(argv: Sequence[str]) -> int:
    manual = Manual(
        prog="sanvat rules check",
        description=_("Xem mọi bộ tiêu chí có cộng đúng không."),
        epilog=_(
            "Chỗ không cộng đúng mà cách đọc đã ghi là lỗi của bản in, chỉ được kê ra.\n"
            "Còn chỗ nào khác không đúng thì lệnh kết thúc với mã 1."
        ),
    )
    manual.add_argument(
        "--wording",
        metavar=_("TỆP"),
        type=Path,
        help=_("kiểm tra thêm một tệp CSV nguyên văn (set, code, points, text)"),
    )
    manual.add_argument(
        "--rulebook",
        metavar=_("QUY_ĐỊNH"),
        default=library.CURRENT,
        help=_("bộ quy định mà tệp nguyên văn nói đến"),
    )
    arguments = manual.parse_args(argv)
    from sanvat.rules.check import check

    wrong = False
    for id in library.IDS:
        book = library.load(library.DATA / id)
        findings = check(book)
        for finding in findings:
            mark, how = ("·", "dim") if finding.known else ("✗", "red")
            print(_paint(f"{mark} {finding.in_language(language())}", how))
        unknown = sum(f.known is None for f in findings)
        wrong = wrong or unknown > 0
        print(
            _("%(id)s: %(sets)d bộ, %(criteria)d tiêu chí, %(wrong)d chỗ sai")
            % {
                "id": id,
                "sets": len(book.sets),
                "criteria": sum(len(cs.criteria) for cs in book.sets.values()),
                "wrong": unknown,
            }
        )
    if arguments.wording:
        from sanvat.rules.wording import read_wording

        wording = read_wording(arguments.wording, library.rulebook(arguments.rulebook))
        print(
            _("%(file)s: %(n)d câu, dùng được")
            % {"file": arguments.wording, "n": len(wording.texts)}
        )
    return 1 if wrong else 0


# ---- rank


def _rank(argv: Sequence[str]) -> int:
    manual = Manual(
        prog="sanvat rules rank",
        description=_(
            "Xếp hạng các ca chấm trong tệp: .json là một ca, .jsonl là mỗi dòng một ca."
        ),
        epilog=_(
            'Một ca: {"rulebook": "26-2026", "set": 1, "sheets": '
            '[{"by": "m1", "answers": {"A.1.1": 3}}]}\n'
            'Dòng không chấm được trả về {"error": "…"}; các dòng khác vẫn được trả lời, '
            "lệnh kết thúc với mã 1.\nJSON luôn bằng tiếng Việt, ở máy nào cũng như nhau; "
            "chương trình hãy dựa vào «code».\nTệp «-» là đầu vào chuẩn, mỗi dòng một ca."
        ),
    )
    manual.add_argument("files", metavar=_("TỆP"), nargs="+", help=_("tệp .json hoặc .jsonl"))
    manual.add_argument("--json", action="store_true", help=_("mỗi kết quả một dòng JSON"))
    manual.add_argument("--partial", action="store_true", help=_("tiêu chí chưa chấm tính 0 điểm"))
    manual.add_argument(
        "--minima",
        choices=["mean", "majority"],
        help=_(
            "mức tối thiểu xét theo trung bình (mean) hay quá nửa thành viên (majority), "
            "thay cho điều ca chấm ghi"
        ),
    )
    manual.add_argument("--explain", action="store_true", help=_("kèm lý do từng bước"))
    manual.add_argument(
        "--divergence", action="store_true", help=_("kèm chỗ thành viên chấm khác nhau")
    )
    manual.add_argument(
        "--path", action="store_true", help=_("kèm con đường ngắn nhất tới sao kế tiếp")
    )
    arguments = manual.parse_args(argv)
    failed = False
    for file in arguments.files:
        try:
            for place, text in _cases(file):
                result, answer = _answer(text, arguments)
                failed = failed or result is None
                if arguments.json:
                    print(json.dumps(answer, ensure_ascii=False))
                else:
                    _print_result(place, result, answer)
        except BadData as problem:
            failed = True
            complain(str(problem))
    return 1 if failed else 0


def _answer(text: bytes, arguments: Any) -> tuple[Result | None, dict[str, Any]]:
    """A case's result and what is printed of it; no result where the case is refused."""
    told: answers.Language = "vi" if arguments.json else language()
    wanted = answers.Wanted(arguments.explain, arguments.divergence, arguments.path, told)
    try:
        result = rank_case(answers.read(text), minima=arguments.minima, partial=arguments.partial)
    except CaseRefused as refused:
        return None, answers.refusal(refused, told)
    return result, answers.answer(result, wanted)


def _cases(file: str) -> Iterator[tuple[str, bytes]]:
    """(where it stands, its JSON text) of every case in a file, one at a time."""
    if file == "-":
        yield from _numbered("-", sys.stdin.buffer)
        return
    path = Path(file)
    if path.suffix not in (".json", ".jsonl"):
        raise BadData(file, 0, _("phải là tệp .json hoặc .jsonl"), _("đổi tên hoặc đổi tệp"))
    try:
        with path.open("rb") as opened:
            if path.suffix == ".json":
                yield path.name, opened.read()
            else:
                yield from _numbered(path.name, opened)
    except OSError as error:
        raise BadData(file, 0, _("không đọc được tệp"), error.strerror or str(error)) from None


def _numbered(name: str, lines: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield f"{name}:{number}", line


def _print_result(place: str, result: Result | None, answer: dict[str, Any]) -> None:
    if result is None:
        print(_paint(f"{place}: {answer['error']}", "red"))
        return
    stars = "★" * result.stars + "☆" * (5 - result.stars) if result.stars else _("bị loại")
    parts = " ".join(f"{code} {points}" for code, points in answer["parts"].items())
    line = f"{place}  {_paint(stars, 'gold')}  {answer['total']:>8}  {parts}"
    held = ", ".join(
        f"{m['criterion']} {m['has'].rstrip('0').rstrip('.')}/{m['needs']}"
        for m in answer["held_back_by"]
    )
    if held:
        line += "  " + _("bị giữ lại bởi %(held)s") % {"held": held}
    print(line)
    for sentence in answer.get("explanation", ()):
        print(_wrapped(sentence, "    "))
    for step in (answer.get("path") or {}).get("improvements", ()):
        has, reaches = (step[key].rstrip("0").rstrip(".") for key in ("has", "reaches"))
        print(f"    {step['criterion']}: {has} → {reaches}")
    if "divergence" in answer:
        for code, spread in answer["divergence"]["criteria"].items():
            print(f"    {code}: {' '.join(map(str, spread['values']))}")


# ---- on a terminal

_COLOURS = {"bold": "1", "dim": "2", "red": "31", "gold": "33"}


def _paint(text: str, how: str) -> str:
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{_COLOURS[how]}m{text}\033[0m"


def _wrapped(text: str, indent: str) -> str:
    width = min(shutil.get_terminal_size((100, 24)).columns, 110)
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent + "  ")


def _print_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, left: Sequence[int] = ()
) -> None:
    widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
    widths[left[0]] = min(widths[left[0]], 60)
    for number, row in enumerate((heads, *rows)):
        cells = (
            cell[: widths[i]].ljust(widths[i]) if i in left else cell.rjust(widths[i])
            for i, cell in enumerate(row)
        )
        line = "  " + "  ".join(cells)
        print(_paint(line, "dim") if number == 0 else line)
