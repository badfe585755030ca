from django.urls import URLPattern, URLResolver, include, path

from sanvat.portal import criteria, home, self_score

app_name = "portal"

self_score_sheet: list[URLPattern | URLResolver] = [
    path("", self_score.sheet, name="self_score_sheet"),
    path("ket-qua/", self_score.answer, name="self_score_answer"),
    path("phieu.pdf", self_score.pdf, name="self_score_pdf"),
    path("ban-nhap.json", self_score.draft_file, name="self_score_file"),
    path("qr.svg", self_score.qr, name="self_score_qr"),
]

criteria_set: list[URLPattern | URLResolver] = [
    path("", criteria.criteria_set, name="criteria_set"),
    path("phieu.pdf", criteria.blank_sheet, name="blank_sheet"),
    path("so-sanh/<str:other>/", criteria.criteria_compare, name="criteria_compare"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("tieu-chi/", criteria.index, name="criteria"),
    path("tieu-chi/<str:rulebook>/", criteria.rulebook, name="rulebook"),
    path("tieu-chi/<str:rulebook>/cach-doc/", criteria.readings_list, name="readings"),
    path("tieu-chi/<str:rulebook>/<int:number>/", include(criteria_set)),
    path("tu-cham/", self_score.find, name="self_score"),
    path("tu-cham/mo/", self_score.open_file, name="self_score_open"),
    path("tu-cham/<str:rulebook>/<int:number>/", include(self_score_sheet)),
]
