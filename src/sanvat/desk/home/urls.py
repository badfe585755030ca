from django.urls import path

from sanvat.desk.home import views

urlpatterns = [
    path("", views.home, name="home"),
]
