from django.urls import path

from sanvat.portal.visits import views

urlpatterns = [
    path("", views.index, name="visits"),
    path("theo-ngay.csv", views.days_file, name="visits_days"),
]
