"""The office's register on its way in: upload, columns, an answer for every row, apply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.pages import (
    desk_page,
    paginate,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.register.forms import UploadForm, WordPlaceForm, WordSetForm
from sanvat.desk.register.rows import CHANGE_COLUMNS, IMPORT_COLUMNS, change_rows, import_rows
from sanvat.errors import Refusal
from sanvat.parties.models import Notice
from sanvat.products.models import Product
from sanvat.records import files
from sanvat.records.jobs import Standing
from sanvat.register import access, actions, answers, columns, export, jobs
from sanvat.register.models import Import, ImportRow, ImportSheet, RegisterWord
from sanvat.register.offers import offered_words
from sanvat.register.values import several
from sanvat.ui.tables import Cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANSWER_KINDS = {"new": "good", "changed": "gold", "same": "plain", "skipped": "plain"}
State = Import.State
SomeResponse = TypeVar("SomeResponse", bound=HttpResponseBase)


# All of the office's imports


@desk_page("GET", "POST")
def index(request: HttpRequest) -> HttpResponse:
    by = user_of(request)
    if not access.may_import(by):
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            now = timezone.now()
            stored = files.take(form.cleaned_data["file"], allowed=files.TABLES, by=by, at=now)
            importing = actions.start_import(stored, by=by, at=now)
            for said in files.remarks(stored):
                messages.warning(request, said)
            return _to_sheet(importing)
    page = paginate(Import.objects.visible_to(by).select_related("file", "started_by"), request)
    response = render(
        request,
        "desk/imports/index.html",
        {"form": form, "page": page, "columns": IMPORT_COLUMNS, "rows": import_rows(page)},
    )
    return unprocessable(response) if form.errors else response


@desk_page()
def template(request: HttpRequest) -> HttpResponse:
    """The empty register to fill in."""
    if not access.may_import(user_of(request)):
        raise Http404
    return _spreadsheet(export.write_template(), "mau-so-ocop.xlsx")


@desk_page()
def download(request: HttpRequest) -> StreamingHttpResponse:
    """The register as it stands here, of the place one acts for."""
    by = user_of(request)
    if not access.may_import(by):
        raise Http404
    products = Product.objects.visible_to(by)
    response = StreamingHttpResponse(export.stream_register(products))
    return _attached(response, export.file_name(timezone.localdate()))


def _spreadsheet(content: bytes, name: str) -> HttpResponse:
    return _attached(HttpResponse(content), name)


def _attached(response: SomeResponse, name: str) -> SomeResponse:
    response["Content-Type"] = XLSX
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


# One of them


@desk_page()
def download_answers(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Every row with its answer, to be mended in peace."""
    importing = _visible(request, pk)
    if not importing.counts:
        raise Http404
    response = StreamingHttpResponse(export.stream_answers(importing))
    return _attached(response, f"tra-loi-{importing.pk}.xlsx")


def _visible(request: HttpRequest, pk: int) -> Import:
    imports = Import.objects.visible_to(user_of(request))
    return row_or_404(imports.select_related("file", "place", "started_by"), pk)


@desk_page()
def importing(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    if found.state == State.STARTED:
        return _to_sheet(found)
    return _page(request, found)


def _to_sheet(importing: Import) -> HttpResponse:
    """To what was understood of the first sheet that is read."""
    return redirect("desk:import_sheet", importing.pk, _first_sheet(importing))


def _first_sheet(importing: Import) -> int:
    positions = importing.sheets.order_by("-is_chosen", "position").values_list(
        "position", flat=True
    )
    return positions.first() or 0


def _page(
    request: HttpRequest,
    importing: Import,
    *,
    refusal: str = "",
    word_form: WordPlaceForm | WordSetForm | None = None,
) -> HttpResponse:
    chosen = request.GET.get("cau-tra-loi", "")
    chosen = chosen if chosen in answers.ANSWERS else ""
    rows = importing.rows.select_related("outcome")
    if chosen:
        rows = rows.filter(answer=chosen)
    page = paginate(rows, request, count=importing.counts.get(chosen, 0) if chosen else None)
    here = reverse("desk:import", args=[importing.pk])
    read = (
        importing.sheets.filter(is_chosen=True)
        .only("importing", "name", "position", "mapping")
        .in_bulk()
    )
    response = render(
        request,
        "desk/imports/import.html",
        {
            "importing": importing,
            "page": page,
            "rows": [_answered(row, read) for row in page],
            "first_sheet": _first_sheet(importing),
            "has_sheets": len(read) > 1,
            "offered": offered_words(importing),
            "all_choices": ALL_CHOICES.get(chosen, ()),
            "change_columns": CHANGE_COLUMNS,
            "tabs": _tabs(importing, here),
            "current": f"{here}?cau-tra-loi={chosen}" if chosen else here,
            "chosen": chosen,
            "is_running": (how := jobs.standing(importing)) is not Standing.NOTHING,
            "standing": how.value,
            "told": _told(request, importing),
            "summary": _summary(importing),
            "can_decide": importing.state == State.PREVIEWED,
            "refusal": refusal,
            "word_form": word_form,
        },
    )
    wrong = refusal or (word_form is not None and word_form.errors)
    return unprocessable(response) if wrong else response


def _told(request: HttpRequest, importing: Import) -> Notice | None:
    """What the last job said, until it is marked as read."""
    found: Notice | None = (
        Notice.objects.visible_to(user_of(request))
        .unread()
        .filter(about_type=importing._meta.label_lower, about_id=importing.pk)
        .first()
    )
    return found


def _tabs(importing: Import, here: str) -> list[tuple[str, str, int]]:
    counts = importing.counts
    return [(_("Mọi dòng"), here, importing.total)] + [
        (str(label), f"{here}?cau-tra-loi={answer}", counts[answer])
        for answer, label in answers.ANSWERS.items()
        if counts.get(answer)
    ]


def _summary(importing: Import) -> dict[str, int]:
    """How many rows will do something, do nothing, wait for a word, or want the file mended."""
    counts = importing.counts
    will = sum(counts.get(answer, 0) for answer in answers.APPLICABLE)
    waiting = sum(counts.get(answer, 0) for answer in answers.WAITING)
    nothing = counts.get("same", 0) + counts.get("skipped", 0)
    return {
        "will": will,
        "waiting": waiting,
        "nothing": nothing,
        "wrong": sum(counts.values()) - will - waiting - nothing,
    }


@dataclass(frozen=True)
class Offer:
    """What the office meant by a word of the row in an earlier file."""

    kind: str
    words: str
    meaning: str


@dataclass(frozen=True)
class Answered:
    """A row with what the page shows beside its own fields."""

    row: ImportRow
    sheet: str
    product: str
    producer: str
    place: str
    label: str
    kind: str
    sentence: str
    changes: list[tuple[Cell, ...]]
    word_form: WordPlaceForm | WordSetForm | None
    offer: Offer | None
    choices: list[tuple[str, Any]]


def _answered(row: ImportRow, sheets: dict[int, ImportSheet]) -> Answered:
    sheet = sheets[row.sheet_id]

    def cell(key: str) -> str:
        place = sheet.mapping.get(key)
        return row.raw[place] if place is not None and place < len(row.raw) else ""

    place = cell("commune") or cell("address")
    product = cell("product")
    if row.piece:
        product = several(product)[row.piece - 1]
    return Answered(
        row,
        sheet=sheet.name,
        product=product,
        producer=cell("producer"),
        place=place,
        label=str(answers.ANSWERS[row.answer]),
        kind=ANSWER_KINDS.get(row.answer, "warn" if row.answer in answers.WAITING else "bad"),
        sentence=answers.sentence(row),
        changes=change_rows(
            (_field(name), before, after)
            for name, (before, after) in row.changes.items()
            if row.answer == "changed"
        ),
        word_form=_word_form(row, place, cell("set")),
        offer=_offer(row),
        choices=_choices(row),
    )


def _offer(row: ImportRow) -> Offer | None:
    about = row.details.get("about", {})
    if "offer" not in about:
        return None
    kind = RegisterWord.Kind.SET if row.answer == "unknown_set" else RegisterWord.Kind.PLACE
    return Offer(kind.value, about["words"], about["offer"])


def _word_form(row: ImportRow, place: str, set_name: str) -> WordPlaceForm | WordSetForm | None:
    """Where a word of the file is not understood, the question what it means."""
    if row.answer in ("unknown_place", "place_split") and place:
        return WordPlaceForm(initial={"words": place}, auto_id=f"id_{row.number}_%s")
    if row.answer == "unknown_set":
        return WordSetForm(initial={"words": set_name}, auto_id=f"id_{row.number}_%s")
    return None


_SKIP = ("skip", gettext_lazy("Bỏ qua"))
CHOICES: dict[str, tuple[tuple[str, Any], ...]] = {
    "near_duplicate": (
        ("new", gettext_lazy("Là sản phẩm khác")),
        ("same", gettext_lazy("Là một")),
        _SKIP,
    ),
    "contradiction": (
        ("file", gettext_lazy("Theo tệp")),
        ("keep", gettext_lazy("Giữ điều đã biết")),
        ("both", gettext_lazy("Là lần công nhận khác")),
        _SKIP,
    ),
    "several": (
        ("split", gettext_lazy("Tách thành từng sản phẩm")),
        ("whole", gettext_lazy("Là một sản phẩm")),
        _SKIP,
    ),
    "hidden": (("show", gettext_lazy("Đưa vào")), _SKIP),
    "skipped": (("", gettext_lazy("Đưa vào lại")),),
}
"""What a person can say of a row with that answer; of others that wait only to skip it."""

ALL_CHOICES: dict[str, tuple[tuple[str, Any], ...]] = {
    "near_duplicate": (
        ("new", gettext_lazy("Tất cả là sản phẩm khác")),
        ("skip", gettext_lazy("Bỏ qua tất cả")),
    ),
    "contradiction": (
        ("file", gettext_lazy("Theo tệp ở mọi dòng này")),
        ("keep", gettext_lazy("Giữ điều đã biết ở mọi dòng này")),
    ),
    "several": (("split", gettext_lazy("Tách mọi dòng này")),),
    "hidden": (
        ("show", gettext_lazy("Đưa mọi dòng ẩn vào")),
        ("skip", gettext_lazy("Bỏ qua mọi dòng ẩn")),
    ),
}
"""What can be said at once of all rows with that answer."""


def _choices(row: ImportRow) -> list[tuple[str, Any]]:
    """A person's word on a row that waits for one; and the last word taken back."""
    choices = list(CHOICES.get(row.answer, ()))
    if not choices and row.answer in (*answers.WAITING, *answers.APPLICABLE):
        choices.append(_SKIP)
    if row.decision and row.answer != "skipped":
        label = _("Gộp lại thành một dòng") if row.piece else _("Rút lại lựa chọn")
        choices.append(("", label))
    return choices


FIELDS = {
    "name": "product",
    "set_number": "set",
    "note": "note",
    "producer.name": "producer",
    "producer.place": "commune",
    "producer.legal_form": "type",
    "producer.address": "address",
    "producer.representative_name": "representative",
    "producer.phone": "phone",
}


def _field(name: str) -> str:
    """A field of a row's changes, in the words of the register's columns."""
    if name in FIELDS:
        return str(columns.BY_KEY[FIELDS[name]].title)
    _recognition, number, field = name.split(".")
    labels = {
        "stars": _("Hạng sao"),
        "year": _("Năm công nhận"),
        "issued_on": _("Ngày công nhận"),
        "expires_on": _("Hết hạn"),
        "decision": _("Số quyết định"),
        "authority": _("Cơ quan công nhận"),
    }
    return _("%(field)s, lần %(number)s") % {
        "field": labels.get(field, field),
        "number": number,
    }


# What is done with it


@desk_page()
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar alone, for htmx; when the job is done, the whole page is asked for again."""
    found = _visible(request, pk)
    standing = jobs.standing(found)
    if standing is Standing.NOTHING:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    context = {"importing": found, "standing": standing.value}
    return render(request, "desk/imports/_progress.html", context)


@desk_page("POST")
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    if State.PREVIEWED not in Import.STEPS.after(found.state):
        return _page(request, found, refusal=_("Lần nhập này đã xong, không xem trước được nữa."))
    jobs.preview_soon(found, by=user_of(request))
    return redirect("desk:import", found.pk)


@desk_page("POST")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A word on one row, or on all with one answer; then every row is answered anew."""
    found = _visible(request, pk)
    row, answer = request.POST.get("row", ""), request.POST.get("answer", "")
    try:
        actions.decide_rows(
            found,
            request.POST.get("decision", ""),
            rows=[int(row)] if row.isdecimal() and len(row) < 18 else None,
            answer=answer,
            by=user_of(request),
            at=timezone.now(),
        )
    except Refusal as said:
        return _page(request, found, refusal=said.message)
    except ValidationError as error:
        return _page(request, found, refusal=" ".join(error.messages))
    jobs.preview_soon(found, by=user_of(request))
    return redirect("desk:import", found.pk)


@desk_page("POST")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """What a word of this office means, from now on; then every row is answered anew."""
    found = _visible(request, pk)
    form: Any = (WordSetForm if "set_number" in request.POST else WordPlaceForm)(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.settle_word(
                found,
                form.cleaned_data["words"],
                place=form.cleaned_data.get("place"),
                set_number=form.cleaned_data.get("set_number"),
                by=user_of(request),
                at=timezone.now(),
            )
            jobs.preview_soon(found, by=user_of(request))
            return redirect("desk:import", found.pk)
    return _page(request, found, word_form=form)


@desk_page("POST")
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Words of the file as the office meant them before: all that are asked about, or one."""
    found = _visible(request, pk)
    kind, words = request.POST.get("kind", ""), request.POST.get("words", "")
    try:
        actions.agree_words(
            found,
            [(kind, words)] if words else None,
            by=user_of(request),
            at=timezone.now(),
        )
    except Refusal as said:
        return _page(request, found, refusal=said.message)
    jobs.preview_soon(found, by=user_of(request))
    return redirect("desk:import", found.pk)


@desk_page("POST")
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    if found.state != State.PREVIEWED:
        return _page(
            request, found, refusal=_("Chỉ áp dụng được tệp đã xem trước và chưa áp dụng.")
        )
    jobs.apply_soon(found, by=user_of(request))
    return redirect("desk:import", found.pk)


@desk_page("POST")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    try:
        actions.discard_import(found, by=user_of(request), at=timezone.now())
    except Refusal as said:
        return _page(request, found, refusal=said.message)
    messages.success(request, _("Đã bỏ lần nhập này; không có gì thay đổi."))
    return redirect("desk:imports")
