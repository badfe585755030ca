from django.urls import path

from sanvat.portal.search import views

urlpatterns = [
    path("", views.index, name="search"),
    path("opensearch.xml", views.description, name="search_description"),
    path("goi-y.html", views.suggestions, name="search_suggestions"),
    path("<slug:kind>/<str:key>/", views.thing, name="search_thing"),
]
