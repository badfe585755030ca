"""The API put together: its operations and its ways of saying no."""

from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from sanvat.api import places, products, ranking, rulebooks
from sanvat.api.problems import Problem, parameter_refused, told
from sanvat.api.tokens import key_missing

api = NinjaAPI(
    title="Sản Vật",
    version="1",
    description=_(
        "Các bộ tiêu chí OCOP của ba quyết định, và cách tính sao từ phiếu chấm. "
        "Dữ liệu mở, không cần khóa. Sản phẩm và chủ thể thì cần khóa của một tư cách."
    ),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
api.add_router("", rulebooks.router)
api.add_router("", ranking.router)
api.add_router("", places.router)
api.add_router("", products.router)
api.add_exception_handler(Problem, told)  # type: ignore[arg-type]  # never a class
api.add_exception_handler(AuthenticationError, key_missing)  # type: ignore[arg-type]
api.add_exception_handler(ValidationError, parameter_refused)  # type: ignore[arg-type]
