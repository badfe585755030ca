from django.urls import path

from bench.floors import views
from sanvat.site.errors import bad_request, not_found, permission_denied, server_error
from sanvat.site.urls import urlpatterns as ours

urlpatterns = [
    path("san/trong/", views.empty),
    path("san/bang/", views.plain),
    *ours,
]
handler400, handler403 = bad_request, permission_denied
handler404, handler500 = not_found, server_error
