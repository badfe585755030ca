from django.urls import include, path

from sanvat.desk import accounts

app_name = "desk"

urlpatterns = [
    path("", include("sanvat.desk.work_urls")),
    path("", include("sanvat.desk.office_urls")),
    path("vai-tro/", accounts.acting, name="acting"),
]
