from django.urls import path

from sanvat.desk.reports import views

urlpatterns = [
    path("bao-cao/", views.index, name="reports"),
    path("bao-cao/<int:pk>/", views.report, name="report"),
    path("bao-cao/<int:pk>/sua/", views.write, name="report_text"),
    path("bao-cao/<int:pk>/dem-lai/", views.recount, name="report_recount"),
    path("bao-cao/<int:pk>/ban-hanh/", views.issue, name="report_issue"),
    path("bao-cao/<int:pk>/bo/", views.discard, name="report_discard"),
    path("bao-cao/<int:pk>/so-lieu/<slug:name>/", views.figure, name="report_figure"),
    path("bao-cao/<int:pk>/tep/<slug:form>/", views.file, name="report_file"),
    path("bao-cao/<int:pk>/nhat-ky/", views.history, name="report_history"),
]
