from django.urls import path

from sanvat.desk.reports import state_table, views

urlpatterns = [
    path("bao-cao/", views.index, name="yearly_reports"),
    path("bao-cao/ptnt-ocop/", state_table.page, name="state_table"),
    path("bao-cao/ptnt-ocop/<int:year>.xlsx", state_table.file, name="state_table_file"),
    path("bao-cao/<int:pk>/", views.report, name="yearly_report"),
    path("bao-cao/<int:pk>/sua/", views.write, name="yearly_report_text"),
    path("bao-cao/<int:pk>/dem-lai/", views.recount, name="yearly_report_recount"),
    path("bao-cao/<int:pk>/ban-hanh/", views.issue, name="yearly_report_issue"),
    path("bao-cao/<int:pk>/bo/", views.discard, name="yearly_report_discard"),
    path("bao-cao/<int:pk>/so-lieu/<slug:name>/", views.figure, name="yearly_report_figure"),
    path("bao-cao/<int:pk>/tep/<slug:form>/", views.file, name="yearly_report_file"),
    path("bao-cao/<int:pk>/nhat-ky/", views.history, name="yearly_report_history"),
]
