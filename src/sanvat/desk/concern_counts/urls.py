from django.urls import path

from sanvat.desk.concern_counts import views

urlpatterns = [
    path("phan-anh/so-lieu/", views.index, name="concern_counts"),
    path("phan-anh/so-lieu.xlsx", views.workbook, name="concern_counts_xlsx"),
]
