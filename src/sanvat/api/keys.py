"""The API key of a request: in whose name it reads, and which scopes it opens."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from sanvat.api import shapes
from sanvat.api.errors import Problem
from sanvat.parties.api_keys import PREFIX, recognised
from sanvat.parties.models import ApiKey, Scope, User

KEY_REFUSALS = {304: None, 401: shapes.Problem, 403: shapes.Problem, 422: shapes.Problem}
"""What an address that wants a key may answer besides its rows: status → shape."""


class Key(HttpBearer):
    """`Authorization: Bearer sanvat_…`: a key that is in force and has this scope."""

    openapi_description = gettext_noop("Khóa API, tạo ở bàn làm việc, trong mục Khóa API")

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:
        found = key_of(request)
        if found is None:
            raise Problem(
                401,
                _(
                    "Khóa không dùng được: sai, đã hủy, đã hết hạn, "
                    "hoặc tư cách của nó đã kết thúc. Hãy tạo khóa mới ở bàn làm việc."
                ),
                "token_refused",
            )
        if not found.opens(self.scope):
            raise Problem(
                403,
                _("Khóa này không có quyền «%(scope)s». Hãy tạo khóa có quyền ấy.")
                % {"scope": self.scope.value},
                "scope",
            )
        return found


def key_of(request: HttpRequest) -> ApiKey | None:
    """The key that comes with the request, where it is in force; looked up once."""
    if not hasattr(request, "_api_key"):
        kind, _blank, secret = request.headers.get("Authorization", "").partition(" ")
        is_ours = kind.lower() == "bearer" and secret.strip().startswith(PREFIX)
        found = recognised(secret.strip(), at=timezone.now()) if is_ours else None
        request._api_key = found  # type: ignore[attr-defined]
    key: ApiKey | None = request._api_key  # type: ignore[attr-defined]
    return key


def holder(request: HttpRequest) -> User:
    """The person whose membership the key of the request reads for."""
    token: ApiKey = request.auth  # type: ignore[attr-defined]  # set by Key
    return token.membership.user


def key_missing(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    sentence = _(
        "Địa chỉ này cần khóa API: hãy đặt tiêu đề «Authorization: Bearer …». "
        "Cách lấy khóa: %(docs)s."
    ) % {"docs": reverse("api:docs")}
    return Problem(401, sentence, "token_missing").as_response()
