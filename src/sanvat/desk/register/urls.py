from django.urls import path

from sanvat.desk.register import sheets, views

urlpatterns = [
    path("nhap-so/", views.index, name="imports"),
    path("nhap-so/mau/", views.template, name="import_template"),
    path("nhap-so/xuat/", views.download, name="register_download"),
    path("nhap-so/<int:pk>/", views.importing, name="import"),
    path("nhap-so/<int:pk>/trang/", sheets.choose, name="import_sheets"),
    path("nhap-so/<int:pk>/trang/<int:position>/", sheets.sheet, name="import_sheet"),
    path("nhap-so/<int:pk>/trang/<int:position>/dong/", sheets.parts, name="import_parts"),
    path("nhap-so/<int:pk>/trang/<int:position>/cot/", sheets.columns, name="import_columns"),
    path("nhap-so/<int:pk>/trang/<int:position>/phong/", sheets.fonts, name="import_fonts"),
    path("nhap-so/<int:pk>/dung/", sheets.accept, name="import_accept"),
    path("nhap-so/<int:pk>/tien-do/", views.progress, name="import_progress"),
    path("nhap-so/<int:pk>/xem-truoc/", views.preview, name="import_preview"),
    path("nhap-so/<int:pk>/tra-loi/", views.download_answers, name="import_answers"),
    path("nhap-so/<int:pk>/dong/", views.decide, name="import_decide"),
    path("nhap-so/<int:pk>/nghia-cu/", views.agree, name="import_agree"),
    path("nhap-so/<int:pk>/nghia/", views.settle, name="import_settle"),
    path("nhap-so/<int:pk>/ap-dung/", views.apply, name="import_apply"),
    path("nhap-so/<int:pk>/bo/", views.discard, name="import_discard"),
]
