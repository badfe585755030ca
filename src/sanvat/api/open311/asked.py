"""What a request asks: its place, its days, which matters, and with whose key."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from sanvat.api.http import UNREADABLE_FORMS
from sanvat.api.open311.formats import Error
from sanvat.parties.api_keys import PREFIX, recognised
from sanvat.parties.models import ApiKey, Scope
from sanvat.places.models import Level, Place
from sanvat.places.points import commune_at
from sanvat.places.questions import resolve
from sanvat.rules import concerns

SPAN = timedelta(days=90)
"""Days that one question may ask about."""
MOST_IDS = 50
LONGEST_ADDRESS = 300
PICTURES = "media"
"""What a picture is called in a form, by the extension of the specification that sends it along
(wiki.open311.org/GeoReport_v2/Extensions, Media Handling)."""


@dataclass(frozen=True)
class Where:
    """Where a matter is: the unit, and the point if one was given. `said`: as it was written."""

    place: Place
    latitude: float | None
    longitude: float | None
    said: str


def read_form(request: HttpRequest) -> None:
    """400 where what was sent is a form that cannot be read, or that has too many parts."""
    try:
        request.POST.keys()
    except UNREADABLE_FORMS:
        raise Error(
            400, _("Biểu mẫu gửi lên không đọc được, hoặc có quá nhiều phần. Hãy gửi lại cho đúng.")
        ) from None


def pictures(request: HttpRequest) -> list[UploadedFile[Any]]:
    """Files that came along; each is called `media`."""
    if set(request.FILES) - {PICTURES, f"{PICTURES}[]"}:
        raise Error(400, _("Tệp gửi kèm phải mang tên «media». Hãy đổi tên rồi gửi lại."))
    return [*request.FILES.getlist(PICTURES), *request.FILES.getlist(f"{PICTURES}[]")]


def jurisdictions() -> str:
    """The whole installation, by its name on the net; a province of it by its code."""
    return urlsplit(settings.SITE_ADDRESS).hostname or "localhost"


def jurisdiction(given: Mapping[str, str]) -> Place | None:
    """The province that is asked about; None for all there is. 404 for one that nobody knows."""
    asked = _line(given, "jurisdiction_id").lower()
    if asked in ("", jurisdictions()):
        return None
    found: Place | None = None
    if asked.isascii() and asked.isdecimal() and len(asked) <= 2:
        found = Place.objects.today().provinces().filter(code=asked).first()
    if found is None:
        raise Error(
            404,
            _(
                "Không có jurisdiction_id «%(asked)s». Hãy bỏ trống, ghi «%(own)s», hoặc mã một "
                "tỉnh hiện nay."
            )
            % {"asked": asked[:60], "own": jurisdictions()},
        )
    return found


def service(code: str) -> concerns.Subject:
    try:
        return concerns.subject(code)
    except KeyError:
        raise Error(
            404, _("Không có service_code «%(code)s». Hãy lấy mã ở services.") % {"code": code[:60]}
        ) from None


def key_from(request: HttpRequest) -> ApiKey:
    """The key that sends. 403 where there is none, or it is not good, or may not."""
    secret = secret_in(request)
    if not secret:
        raise Error(403, _("Thiếu api_key. Hãy lấy khóa API có quyền concerns:send."))
    key = known_key(request)
    if key is None:
        raise Error(403, _("api_key sai, đã hủy hoặc đã hết hạn. Hãy tạo khóa mới."))
    if not key.opens(Scope.CONCERNS_SEND):
        raise Error(403, _("api_key không có quyền concerns:send. Hãy tạo khóa có quyền ấy."))
    return key


def known_key(request: HttpRequest) -> ApiKey | None:
    """The key that comes with the request, where it is in force; looked up once."""
    if not hasattr(request, "_open311_key"):
        secret = secret_in(request)
        found = recognised(secret, at=timezone.now()) if secret.startswith(PREFIX) else None
        request._open311_key = found  # type: ignore[attr-defined]
    key: ApiKey | None = request._open311_key  # type: ignore[attr-defined]
    return key


def secret_in(request: HttpRequest) -> str:
    """`api_key` of the form, as the specification has it, or the header that our API takes. A
    question has it in the header or, where a programme can do no other, in its address."""
    scheme, _blank, bearer = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and bearer.strip():
        return bearer.strip()
    given = request.POST if request.method == "POST" else request.GET
    return given.get("api_key", "").strip()


def where(given: Mapping[str, str], province: Place | None) -> Where:
    """From `address_id`, the code of a unit of any day, else `lat` and `long`, else a written
    address. 400 where none of them leads to one unit of today, or it lies in another province."""
    latitude, longitude = _degrees(given, "lat"), _degrees(given, "long")
    if (latitude is None) != (longitude is None):
        raise Error(400, _("Hãy gửi cả lat và long, hoặc không gửi cái nào."))
    said = _line(given, "address_string")
    if len(said) > LONGEST_ADDRESS:
        raise Error(
            400,
            _("address_string dài nhất %(most)d ký tự. Hãy gọn lại.") % {"most": LONGEST_ADDRESS},
        )
    found: Place | None
    if code := _line(given, "address_id"):
        found = (
            Place.objects.filter(code=code[:5])
            .exclude(level=Level.DISTRICT)
            .order_by("-valid")
            .select_related("parent")
            .first()
        )
        if found is None:
            raise Error(400, _("address_id phải là mã một xã hoặc tỉnh. Hãy sửa, hoặc bỏ trống."))
    elif latitude is not None and longitude is not None:
        found = commune_at(latitude, longitude)
        if found is None:
            raise Error(400, _("Điểm này không nằm ở xã nào của Việt Nam. Hãy xem lại lat, long."))
    elif said:
        found = resolve(said)
        if found is None:
            raise Error(
                400,
                _(
                    "address_string không dẫn tới đúng một xã. Hãy ghi cả xã và tỉnh, hoặc gửi lat "
                    "và long."
                ),
            )
    else:
        raise Error(
            400, _("Thiếu nơi xảy ra. Hãy gửi lat và long, address_string hoặc address_id.")
        )
    if province is not None and not province.covers(found):
        raise Error(400, _("Nơi này không thuộc jurisdiction_id. Hãy sửa một trong hai."))
    return Where(found, latitude, longitude, said)


def _degrees(given: Mapping[str, str], name: str) -> float | None:
    text = _line(given, name)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not -180 <= number <= 180:  # nor what is no number
        raise Error(400, _("%(name)s phải là số độ WGS84. Hãy sửa.") % {"name": name})
    return number


def days(given: Mapping[str, str]) -> tuple[datetime, datetime]:
    """From when to when: the last ninety days where nothing is said."""
    start, end = _moment(given, "start_date"), _moment(given, "end_date")
    if start is None and end is None:
        end = timezone.now()
    if end is None:
        assert start is not None
        end = min(start + SPAN, timezone.now())
    start = start or end - SPAN
    if not timedelta(0) <= end - start <= SPAN:
        raise Error(
            400, _("start_date phải trước end_date, cách nhau nhiều nhất 90 ngày. Hãy sửa.")
        )
    return start, end


def _moment(given: Mapping[str, str], name: str) -> datetime | None:
    # In an address an unquoted + arrives as a blank.
    text = _line(given, name).replace(" ", "+")
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found) or not 2000 <= found.year <= 9000:
        raise Error(
            400,
            _("%(name)s phải ghi như 2026-11-01T00:00:00Z, có múi giờ. Hãy sửa.") % {"name": name},
        )
    return found


def listed(given: Mapping[str, str], name: str, *, most: int = MOST_IDS) -> list[str]:
    """What stands there with commas between."""
    found = [each.strip() for each in given.get(name, "").split(",") if each.strip()]
    if len(found) > most:
        raise Error(
            400,
            _("%(name)s nhiều nhất %(most)d mã. Hãy hỏi thành nhiều lần.")
            % {"name": name, "most": most},
        )
    return found


def _line(given: Mapping[str, str], name: str) -> str:
    return given.get(name, "").strip()
