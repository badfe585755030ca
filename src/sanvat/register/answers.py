"""The sentences: what happened to a row, why, and what can be done about it.

A row keeps the code of its answer and the particulars, so that it is read in the reader's own
language. Faults keep a row out; remarks only stand beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.register import columns
from sanvat.register.models import ImportRow
from sanvat.text.days import day

ANSWERS = {
    "new": gettext_lazy("Sản phẩm mới"),
    "changed": gettext_lazy("Có thay đổi"),
    "same": gettext_lazy("Không đổi"),
    "near_duplicate": gettext_lazy("Có thể trùng"),
    "contradiction": gettext_lazy("Trái với điều đã biết"),
    "several": gettext_lazy("Nhiều sản phẩm trong một ô"),
    "hidden": gettext_lazy("Dòng đang ẩn"),
    "missing_name": gettext_lazy("Thiếu tên sản phẩm"),
    "missing_producer": gettext_lazy("Thiếu tên chủ thể"),
    "unknown_place": gettext_lazy("Chưa rõ địa bàn"),
    "place_split": gettext_lazy("Xã cũ đã chia"),
    "outside": gettext_lazy("Ngoài địa bàn"),
    "unknown_set": gettext_lazy("Chưa rõ bộ sản phẩm"),
    "bad_date": gettext_lazy("Ngày sai"),
    "bad_star": gettext_lazy("Hạng sao sai"),
    "duplicate_in_file": gettext_lazy("Trùng trong tệp"),
    "skipped": gettext_lazy("Đã bỏ qua"),
    "moved_on": gettext_lazy("Đã khác lúc xem trước"),
}
"""Every answer a row may get, in the order a page lists them."""

APPLICABLE = ("new", "changed")
WAITING = (
    *("near_duplicate", "contradiction", "several", "hidden"),
    *("unknown_place", "place_split", "unknown_set", "moved_on"),
)
"""These become applicable by a word on screen; the others want the file mended."""


def sentence(row: ImportRow) -> str:
    """What, why, what next, for one row; its remarks follow, and stay once it is applied."""
    own = "" if row.is_applied else _about(row.answer, _named(row.details.get("about", {})))
    others = [_about(code, _named(about)) for code, about in row.details.get("also", ())]
    remarks = [_remark(code, _named(about)) for code, about in row.details.get("remarks", ())]
    return " ".join(filter(None, (own, *others, *remarks)))


def what_next(row: ImportRow) -> str:
    """In one short line what is still to be done about a row, and where."""
    if row.is_applied:
        return _("Đã áp dụng.")
    if row.answer in APPLICABLE:
        return _("Bấm “Áp dụng” ở trang của lần nhập.")
    if row.answer in ("same", "skipped"):
        return _("Không phải làm gì.")
    if row.answer == "moved_on":
        return _("Bấm “Xem trước lại” ở trang của lần nhập.")
    if row.answer in WAITING:
        return _("Chọn câu trả lời ở trang của lần nhập.")
    return _("Sửa ô ấy, ngay trong tệp này cũng được, rồi tải tệp lên lại.")


def _named(about: Mapping[str, Any]) -> dict[str, Any]:
    """The particulars with the columns' names in the reader's language."""
    named = dict(about)
    if key := about.get("column"):
        named["column"] = columns.title(key)
    if "sheet" in about:
        named["row"] = _("%(row)s của trang tính «%(sheet)s»") % about
    return named


def _about(answer: str, about: Mapping[str, Any]) -> str:
    """The sentence of an answer; each is written out, so that each can be translated."""
    match answer:
        case "new":
            return _("Sản phẩm chưa có trong hệ thống; khi áp dụng sẽ được thêm.")
        case "changed" if "row" in about:
            return _("Nói tiếp về sản phẩm ở dòng %(row)s; khi áp dụng sẽ ghi thêm vào đó.") % about
        case "changed":
            return _("Sản phẩm đã có; khi áp dụng, các mục dưới đây đổi theo tệp.")
        case "same":
            return _("Đã có đúng như tệp; không thay đổi gì.")
        case "near_duplicate" if "row" in about:
            return (
                _(
                    "Giống «%(name)s» của %(producer)s ở dòng %(row)s cùng xã. "
                    "Hãy chọn «là một», «là sản phẩm khác» hoặc «bỏ qua»."
                )
                % about
            )
        case "near_duplicate":
            return (
                _(
                    "Giống «%(name)s» của %(producer)s đã có ở cùng xã. Hãy chọn «là một», "
                    "«là sản phẩm khác» hoặc «bỏ qua»."
                )
                % about
            )
        case "contradiction":
            return _contradiction(about)
        case "several":
            return _(
                "Ô tên sản phẩm có vẻ ghi nhiều sản phẩm: %(names)s. Hãy chọn «tách thành từng "
                "sản phẩm», «là một sản phẩm» hoặc «bỏ qua»."
            ) % {"names": "; ".join(about["names"])}
        case "hidden":
            return (
                _(
                    "Dòng «%(name)s» đang bị ẩn trong tệp, có thể do bộ lọc hoặc đã bỏ. Hãy chọn "
                    "«đưa vào» hoặc «bỏ qua»."
                )
                % about
            )
        case "missing_name":
            return _("Ô tên sản phẩm trống nên không biết ghi gì. Hãy điền tên rồi tải lại tệp.")
        case "missing_producer":
            return _("Ô tên chủ thể trống nên không biết của ai. Hãy điền tên rồi tải lại tệp.")
        case "unknown_place" if about.get("many"):
            return (
                _(
                    "«%(text)s» có thể là %(many)s. Hãy chọn một nơi ở đây, "
                    "hoặc ghi thêm huyện, tỉnh trong tệp."
                )
                % about
            )
        case "unknown_place" | "place_split" if about.get("offer"):
            return _before(about)
        case "unknown_place" if about.get("text"):
            return (
                _(
                    "Không tìm thấy «%(text)s» trên bản đồ nay và cũ. Hãy chọn nơi đúng ở đây, "
                    "hoặc sửa trong tệp."
                )
                % about
            )
        case "unknown_place":
            return _("Ô xã, phường trống và địa chỉ không nói ở đâu. Hãy điền rồi tải lại tệp.")
        case "place_split":
            return _("%(text)s nay nằm ở nhiều nơi: %(many)s. Hãy chọn một nơi ở đây.") % about
        case "outside":
            return (
                _(
                    "%(place)s không thuộc địa bàn của cơ quan nên không nhập được. "
                    "Hãy xem lại xã, hoặc để cơ quan ở đó nhập."
                )
                % about
            )
        case "unknown_set" if about.get("offer"):
            return _before(about)
        case "unknown_set":
            return (
                _(
                    "Không có bộ sản phẩm nào tên «%(text)s». Hãy chọn bộ đúng ở đây, "
                    "hoặc bỏ trống để hệ thống gợi ý theo tên."
                )
                % about
            )
        case "bad_date":
            return _bad_date(about)
        case "bad_star":
            return _bad_star(about)
        case "duplicate_in_file":
            return (
                _("Dòng %(row)s đã có sản phẩm này của chủ thể này. Hãy giữ một dòng trong tệp.")
                % about
            )
        case "skipped":
            return _("Bạn đã chọn bỏ qua dòng này.")
        case "moved_on":
            return _(
                "Dữ liệu đã thay đổi sau khi xem trước nên dòng này chưa được áp dụng. "
                "Hãy xem trước lại."
            )
    return ""


def _before(about: Mapping[str, Any]) -> str:
    return (
        _(
            "Ở tệp trước, cơ quan hiểu «%(text)s» là %(offer)s. "
            "Hãy chọn «như lần trước», hoặc chọn nghĩa khác ở đây."
        )
        % about
    )


def _contradiction(about: Mapping[str, Any]) -> str:
    """Which recognition it is, each value that is told otherwise, and what may be chosen."""
    told, known = about["told"], about["of"]
    said = {"of": _recognition(known), "told": told, "known": known}
    sentences = [_differing(name, said) for name in about["fields"]]
    choice = _("Hãy chọn «theo tệp», «giữ điều đã biết» hoặc «là lần công nhận khác».")
    return " ".join([*sentences, choice])


def _differing(name: str, said: Mapping[str, Any]) -> str:
    told, known = said["told"], said["known"]
    values = {"of": said["of"], "told": told.get(name, ""), "known": known.get(name, "")}
    if name in ("issued_on", "expires_on"):
        values["told"], values["known"] = _day(values["told"]), _day(values["known"])
    match name:
        case "stars":
            return _("%(of)s đã biết là %(known)s sao, tệp ghi %(told)s sao.") % values
        case "issued_on" if not known.get("issued_on"):
            ends = _day(known["expires_on"])
            return _("%(of)s đã biết là hết hạn %(ends)s, mà tệp ghi ngày công nhận %(told)s.") % {
                **values,
                "ends": ends,
            }
        case "expires_on" if not known.get("expires_on"):
            return _("%(of)s mà tệp ghi hết hạn %(told)s, không sau ngày công nhận.") % values
        case "issued_on":
            return _("%(of)s đã biết là ngày %(known)s, tệp ghi ngày %(told)s.") % values
        case "expires_on":
            return _("%(of)s đã biết là hết hạn %(known)s, tệp ghi hết hạn %(told)s.") % values
        case "decision":
            return (
                _("%(of)s đã biết theo quyết định %(known)s, tệp ghi quyết định %(told)s.") % values
            )
    return _("Tệp ghi %(told)s, có thể là %(of)s hoặc một lần khác.") % {
        "of": said["of"],
        "told": _recognition(told),
    }


def _recognition(told: Mapping[str, Any]) -> str:
    """A recognition by its decision and day, as far as they are told."""
    about = {
        "decision": told.get("decision", ""),
        "day": _day(told["issued_on"]) if told.get("issued_on") else told.get("year", ""),
        "stars": told.get("stars", ""),
    }
    if about["decision"] and about["day"]:
        return _("Lần công nhận theo %(decision)s (%(day)s)") % about
    if about["decision"]:
        return _("Lần công nhận theo %(decision)s") % about
    if about["day"]:
        return _("Lần công nhận %(day)s") % about
    return _("Lần công nhận %(stars)s sao chưa rõ năm") % about


def _day(text: str) -> str:
    return day(date.fromisoformat(text)) if text else _("chưa rõ")


def _bad_date(about: Mapping[str, Any]) -> str:
    match about.get("why"):
        case "future":
            return _("%(column)s «%(text)s» chưa đến. Hãy xem lại năm.") % about
        case "year":
            return _("%(column)s «%(text)s» không khớp với năm %(year)s bên cạnh.") % about
        case "only-year":
            return (
                _(
                    "%(column)s «%(text)s» không phải một ngày. Hãy ghi đủ ngày, hoặc chỉ ghi năm "
                    "%(year)s."
                )
                % about
            )
        case "decision":
            about = {**about, "day": _day(about["day"])}
            return _("%(column)s «%(text)s» không khớp với ngày %(day)s bên cạnh.") % about
        case "order":
            return (
                _("Ngày hết hạn «%(text)s» không sau ngày công nhận. Hãy xem lại cả hai.") % about
            )
    return _("%(column)s «%(text)s» không đọc được. Hãy ghi kiểu 30/06/2025.") % about


def _bad_star(about: Mapping[str, Any]) -> str:
    match about.get("why"):
        case "differ":
            return (
                _(
                    "Cột hạng sao ghi %(text)s, còn lần công nhận mới nhất ghi %(other)s. "
                    "Hãy sửa cho khớp."
                )
                % about
            )
        case "missing":
            return _("Có ngày hoặc quyết định nhưng thiếu hạng sao. Hãy ghi từ 1 đến 5.")
    return _("%(column)s «%(text)s» không đọc được. Hãy ghi từ 1 đến 5.") % about


def _remark(code: str, about: Mapping[str, Any]) -> str:
    match code:
        case "phone":
            return _("Điện thoại «%(text)s» không đúng nên để trống.") % about
        case "phones":
            return _("Ô có nhiều số điện thoại: giữ %(phone)s, để lại %(text)s.") % about
        case "decision_split":
            return _decision_split(about)
        case "authority_differs":
            return _("Cơ quan công nhận ghi «%(text)s»; giữ «%(other)s» đã biết.") % about
        case "authority_alone":
            return (
                _("%(column)s ghi «%(text)s» mà không có hạng, ngày hay quyết định nên bỏ qua.")
                % about
            )
        case "product_differs":
            return _("%(column)s khác với dòng %(row)s; giữ theo dòng %(row)s.") % about
        case "type":
            return _("Không rõ loại hình «%(text)s» nên để trống.") % about
        case "set_suggested":
            return _("Bộ sản phẩm gợi ý theo tên: %(name)s; hãy xem lại sau khi nhập.") % about
        case "set_open":
            return _("Chưa gợi ý được bộ sản phẩm; hãy chọn sau khi nhập.")
        case "place_wide":
            return _("Chỉ biết đến %(place)s, chưa rõ xã.") % about
        case "expiry_year":
            return _("Hạn chỉ ghi năm %(text)s nên để trống ngày hết hạn.") % about
        case "producer_differs":
            return _("%(column)s của chủ thể khác với dòng %(row)s; giữ theo dòng %(row)s.") % about
        case "cut":
            return _("%(column)s dài quá nên bị cắt bớt.") % about
    return ""


def _decision_split(about: Mapping[str, Any]) -> str:
    parts = {
        **about,
        "day": _day(about["day"]) if about["day"] else about["year"],
    }
    if parts["day"] and parts["authority"]:
        return _("Ô quyết định đọc là: số %(number)s, ngày %(day)s, cơ quan %(authority)s.") % parts
    if parts["authority"]:
        return _("Ô quyết định đọc là: số %(number)s, cơ quan %(authority)s.") % parts
    return _("Ô quyết định đọc là: số %(number)s, ngày %(day)s.") % parts
