from django.urls import path

from sanvat.desk.assignments import views

urlpatterns = [
    path("nhiem-vu/", views.index, name="assignments"),
    path("nhiem-vu/moi/", views.new, name="assignment_new"),
    path("nhiem-vu/<int:pk>/", views.assignment, name="assignment"),
    path("nhiem-vu/<int:pk>/rut/", views.withdraw, name="assignment_withdraw"),
    path("nhiem-vu/<int:pk>/nhat-ky/", views.history, name="assignment_history"),
    path("nhiem-vu/phan-viec/<int:pk>/", views.share, name="share"),
    path("nhiem-vu/phan-viec/<int:pk>/nhan/", views.take, name="share_take"),
    path("nhiem-vu/phan-viec/<int:pk>/bao-cao/", views.report, name="share_report"),
    path("nhiem-vu/phan-viec/<int:pk>/xac-nhan/", views.confirm, name="share_confirm"),
    path("nhiem-vu/phan-viec/<int:pk>/lam-lai/", views.send_back, name="share_return"),
]
