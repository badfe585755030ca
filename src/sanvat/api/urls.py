from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from sanvat.api import docs, openapi
from sanvat.api.errors import no_such_address
from sanvat.api.http import answering
from sanvat.api.operations import KEYED, api

app_name = "api"

# An operation's address bears its name; ninja's own start page is not wanted.
operations = [
    pattern
    for pattern in api.urls[0]
    if isinstance(pattern, URLPattern) and pattern.name != "api-root"
]
for operation in operations:
    name = str(operation.name)
    operation.callback = answering(operation.callback, name=name, for_everybody=name not in KEYED)

urlpatterns = [
    *operations,
    path("openapi.json", answering(openapi.schema), name="openapi"),
    path("docs", docs.page, name="docs"),
    path("", RedirectView.as_view(pattern_name="api:docs")),
    re_path("(?P<rest>.*)", answering(no_such_address)),
]
