from django.urls import path

from sanvat.desk.account import views

urlpatterns = [
    path("vai-tro/", views.acting, name="acting"),
]
