from django.urls import path

from sanvat.desk.open311 import views

urlpatterns = [
    path("open311/", views.index, name="open311"),
    path("open311/viec/<int:pk>/", views.forward, name="open311_forward"),
    path("open311/noi-nhan/<int:pk>/", views.endpoint, name="open311_endpoint"),
    path("open311/noi-nhan/<int:pk>/bo/", views.end, name="open311_end"),
    path("open311/lan-gui/<int:pk>/", views.forwarding, name="open311_forwarding"),
    path("open311/lan-gui/<int:pk>/<slug:step>/", views.step, name="open311_step"),
]
