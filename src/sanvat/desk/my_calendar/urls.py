from django.urls import path

from sanvat.desk.my_calendar import views

urlpatterns = [
    path("lich-cua-toi/", views.index, name="my_calendar"),
    path("lich-cua-toi/cham-dut/", views.end, name="my_calendar_end"),
    path("lich-cua-toi/<str:token>.ics", views.feed, name="my_calendar_feed"),
]
