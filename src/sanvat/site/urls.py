from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from django.views.i18n import set_language

urlpatterns = [
    # A stranger who changes the language of a page does no harm; a token would cost every
    # plain reader a cookie and every page its place in a shared cache.
    path("ngon-ngu/", csrf_exempt(set_language), name="set_language"),
    path("api/", RedirectView.as_view(pattern_name="api:docs")),
    path("api/v1/", include("sanvat.api.urls")),
    path("open311/v2/", include("sanvat.api.open311.urls")),
    path("ban-lam-viec/", include("sanvat.desk.urls")),
    path("quan-tri/", include("sanvat.desk.editor.urls")),
    path("tai-khoan/", include("sanvat.desk.account.account_urls")),
    path("", include("sanvat.ui.urls")),
    path("", include("sanvat.portal.urls")),
]

handler400 = "sanvat.site.errors.bad_request"
handler403 = "sanvat.site.errors.permission_denied"
handler404 = "sanvat.site.errors.not_found"
handler500 = "sanvat.site.errors.server_error"
