from django.urls import path

from sanvat.desk.indicators import collections, figures, library, reports, tables, workbooks

urlpatterns = [
    path("chi-tieu/", library.index, name="indicators"),
    path("chi-tieu/moi/", library.new, name="indicator_new"),
    path("chi-tieu/dem/<slug:room>.<slug:thing>/", figures.figure, name="figure"),
    path("chi-tieu/bang/", tables.index, name="indicator_table"),
    path("chi-tieu/bang.xlsx", workbooks.table, name="indicator_table_xlsx"),
    path("chi-tieu/bang.csv", workbooks.table_csv, name="indicator_table_csv"),
    path("chi-tieu/dot/", collections.index, name="collections"),
    path("chi-tieu/dot/moi/", collections.new, name="collection_new"),
    path("chi-tieu/dot/<int:pk>/", collections.collection, name="collection"),
    path("chi-tieu/dot/<int:pk>/sua/", collections.change, name="collection_change"),
    path("chi-tieu/dot/<int:pk>/mo/", collections.open_it, name="collection_open"),
    path("chi-tieu/dot/<int:pk>/khoa/", collections.lock, name="collection_lock"),
    path("chi-tieu/dot/<int:pk>/nhac/", collections.remind, name="collection_remind"),
    path("chi-tieu/dot/<int:pk>/cho-sua/", collections.grace, name="collection_grace"),
    path("chi-tieu/dot/<int:pk>/nhat-ky/", collections.history, name="collection_history"),
    path("chi-tieu/dot/<int:pk>/mau.xlsx", workbooks.template, name="collection_template"),
    path("chi-tieu/dot/<int:pk>/nhap/", workbooks.bring, name="collection_bring"),
    path("chi-tieu/tep/<int:pk>/", workbooks.staged, name="staged_form"),
    path("chi-tieu/bao-cao/<int:pk>/", reports.report, name="indicator_report"),
    path("chi-tieu/bao-cao/<int:pk>/gui/", reports.submit, name="report_submit"),
    path("chi-tieu/bao-cao/<int:pk>/duyet/", reports.approve, name="report_approve"),
    path("chi-tieu/bao-cao/<int:pk>/tra-lai/", reports.give_back, name="report_return"),
    path("chi-tieu/bao-cao/<int:pk>/nhat-ky/", reports.history, name="indicator_report_history"),
    path("chi-tieu/<int:pk>/", library.indicator, name="indicator"),
    path("chi-tieu/<int:pk>/sua/", library.change, name="indicator_change"),
    path("chi-tieu/<int:pk>/dinh-nghia/", library.define, name="indicator_define"),
    path("chi-tieu/<int:pk>/so-lieu/", library.record, name="indicator_record"),
    path("chi-tieu/<int:pk>/nhat-ky/", library.history, name="indicator_history"),
]
