from django.urls import path

from sanvat.desk.polls import views

urlpatterns = [
    path("tham-do/", views.index, name="polls"),
    path("tham-do/moi/", views.new, name="poll_new"),
    path("tham-do/<int:pk>/", views.poll, name="poll"),
    path("tham-do/<int:pk>/sua/", views.change, name="poll_change"),
    path("tham-do/<int:pk>/cong-bo/", views.announce, name="poll_announce"),
    path("tham-do/<int:pk>/dong/", views.close, name="poll_close"),
    path("tham-do/<int:pk>/rut/", views.withdraw, name="poll_withdraw"),
    path("tham-do/<int:pk>/nhat-ky/", views.history, name="poll_history"),
]
