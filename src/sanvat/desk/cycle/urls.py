from django.urls import path

from sanvat.desk.cycle import views

urlpatterns = [
    path("chu-trinh/", views.index, name="cycle"),
    path("chu-trinh/<int:year>/", views.change, name="cycle_change"),
]
