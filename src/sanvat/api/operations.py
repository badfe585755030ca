"""All operations of the API, subject by subject, and how it answers each kind of refusal.

A subject is a module with `router`, `EXAMPLES`, and `BODIES` where its operations take one.
"""

from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from sanvat.api import (
    agreements,
    articles,
    catalogue,
    comments,
    concerns,
    days_off,
    documents,
    events,
    indicators,
    makers,
    open_drafts,
    open_tables,
    places,
    plans,
    polls,
    producers,
    products,
    ranking,
    rulebooks,
    search,
    units,
    work_calendars,
)
from sanvat.api.errors import Problem, parameter_response, problem_response
from sanvat.api.keys import key_missing

SUBJECTS = (
    rulebooks,
    ranking,
    places,
    days_off,
    search,
    makers,  # before the catalogue, whose last piece of an address is a number
    catalogue,
    products,
    producers,
    plans,
    indicators,
    agreements,
    events,
    articles,
    polls,
    comments,
    concerns,
    units,
    open_tables,
    documents,
    open_drafts,
    work_calendars,
)  # as the documentation lists them

EXAMPLES = {name: example for subject in SUBJECTS for name, example in subject.EXAMPLES.items()}
BODIES = ranking.BODIES | concerns.BODIES

api = NinjaAPI(
    title="Sản Vật",
    version="1",
    description=_(
        "Các bộ tiêu chí OCOP của ba quyết định, và cách tính sao từ phiếu chấm. "
        "Dữ liệu mở, không cần khóa. Sổ sản phẩm và chủ thể thì cần khóa của một tư cách."
    ),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
for subject in SUBJECTS:
    api.add_router("", subject.router)
KEYED = frozenset(
    str(operation.operation_id)
    for router in api._get_bound_routers()
    for view in router.path_operations.values()
    for operation in view.operations
    if operation.auth_callbacks
)
"""The operations that want a key."""
api.add_exception_handler(Problem, problem_response)  # type: ignore[arg-type]  # never a class
api.add_exception_handler(AuthenticationError, key_missing)  # type: ignore[arg-type]
api.add_exception_handler(ValidationError, parameter_response)  # type: ignore[arg-type]
