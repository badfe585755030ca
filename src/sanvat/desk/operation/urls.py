from django.urls import path

from sanvat.desk.operation import views

urlpatterns = [
    path("may-chu/", views.index, name="operation"),
    path("may-chu/viec/", views.jobs, name="operation_jobs"),
    path("may-chu/viec/<int:pk>/chay-lai/", views.retry, name="operation_job_retry"),
    path("may-chu/viec/<int:pk>/bo/", views.give_up, name="operation_job_give_up"),
    path("may-chu/su-co/", views.faults, name="operation_faults"),
    path("may-chu/truy-van-cham/", views.slow_queries, name="operation_slow_queries"),
]
