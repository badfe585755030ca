from django.urls import path

from sanvat.portal.calendar import feeds, forms_of_strangers, views

urlpatterns = [
    path("", views.index, name="calendar"),
    path("tat-ca.ics", feeds.all_events, name="calendar_feed"),
    path("tinh/<str:province>.ics", feeds.of_a_province, name="calendar_feed_of_province"),
    path("thu-moi/<str:token>/", forms_of_strangers.invitation, name="event_invitation"),
    path("giay/", forms_of_strangers.check, name="attendance_papers"),
    path("giay/<str:number>/", forms_of_strangers.checked, name="attendance_paper"),
    path("<int:pk>.ics", feeds.of_one, name="calendar_feed_of_event"),
    path("<int:pk>/", views.event, name="calendar_event"),
    path("<int:pk>/tai-lieu/<int:handout>/", views.handout, name="calendar_handout"),
]
