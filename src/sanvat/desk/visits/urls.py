from django.urls import path

from sanvat.desk.visits import views

urlpatterns = [path("luot-truy-cap/", views.index, name="visits")]
