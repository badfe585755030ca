from django.urls import URLPattern, URLResolver, include, path

from sanvat.portal.criteria import views

one_set: list[URLPattern | URLResolver] = [
    path("", views.criteria_set, name="criteria_set"),
    path("phieu.pdf", views.blank_sheet, name="blank_sheet"),
    path("so-sanh/<str:other>/", views.criteria_compare, name="criteria_compare"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="criteria"),
    path("<str:rulebook>/", views.rulebook, name="rulebook"),
    path("<str:rulebook>/cach-doc/", views.readings_list, name="readings"),
    path("<str:rulebook>/<int:number>/", include(one_set)),
]
