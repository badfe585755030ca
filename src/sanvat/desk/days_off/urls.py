from django.urls import path

from sanvat.desk.days_off import views

urlpatterns = [
    path("ngay-nghi/", views.index, name="days_off"),
    path("ngay-nghi/dieu-chinh/", views.correct, name="day_correction_new"),
    path("ngay-nghi/dieu-chinh/<int:pk>/rut/", views.withdraw, name="day_correction_withdraw"),
    path("ngay-nghi/<int:year>/cong-bo/", views.announce, name="year_announce"),
]
