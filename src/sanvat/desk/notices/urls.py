from django.urls import path

from sanvat.desk.notices import views

urlpatterns = [
    path("thong-bao/", views.index, name="notices"),
    path("thong-bao/da-xem/", views.read, name="notices_read"),
]
