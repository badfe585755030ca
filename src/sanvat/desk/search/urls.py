from django.urls import path

from sanvat.desk.search import views

urlpatterns = [
    path("tim/", views.search, name="search"),
]
