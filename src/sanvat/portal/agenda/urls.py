from django.urls import path

from sanvat.portal.agenda import views

urlpatterns = [
    path("", views.index, name="agenda"),
    path("<slug:unit>/", views.calendar, name="work_calendar"),
    path("<slug:unit>/lich.ics", views.feed, name="work_calendar_feed"),
]
