from django.urls import path

from sanvat.ui import views

app_name = "ui"
urlpatterns = [path("giao-dien/", views.components, name="components")]
