from django.urls import path

from sanvat.desk.stories import views

urlpatterns = [path("cau-chuyen/", views.stories, name="stories")]
