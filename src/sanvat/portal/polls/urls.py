from django.urls import path

from sanvat.portal.polls import views

urlpatterns = [
    path("", views.index, name="polls"),
    path("<int:pk>/", views.poll, name="poll"),
]
