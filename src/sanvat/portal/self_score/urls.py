from django.urls import URLPattern, URLResolver, include, path

from sanvat.portal.self_score import views

one_set: list[URLPattern | URLResolver] = [
    path("", views.sheet, name="self_score_sheet"),
    path("ket-qua/", views.answer, name="self_score_answer"),
    path("phieu.pdf", views.pdf, name="self_score_pdf"),
    path("ban-nhap.json", views.draft_file, name="self_score_file"),
    path("qr.svg", views.qr, name="self_score_qr"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.find, name="self_score"),
    path("mo/", views.open_file, name="self_score_open"),
    path("<str:rulebook>/<int:number>/", include(one_set)),
]
