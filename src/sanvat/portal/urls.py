"""The public pages, subject by subject."""

from django.urls import URLPattern, URLResolver, include, path

from sanvat.portal import home

app_name = "portal"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("tieu-chi/", include("sanvat.portal.criteria.urls")),
    path("tu-cham/", include("sanvat.portal.self_score.urls")),
    path("san-pham/", include("sanvat.portal.catalogue.urls")),
    path("so-lieu/", include("sanvat.portal.open_data.urls")),
    path("phan-anh/so-lieu/", include("sanvat.portal.concern_figures.urls")),
    path("tim/", include("sanvat.portal.search.urls")),
    path("phan-anh/", include("sanvat.portal.concerns.urls")),
    path("theo-doi/", include("sanvat.portal.follow.urls")),
    path("tham-do/", include("sanvat.portal.polls.urls")),
    path("luot-truy-cap/", include("sanvat.portal.visits.urls")),
    path("lich-cong-tac/", include("sanvat.portal.agenda.urls")),
    path("lich/", include("sanvat.portal.calendar.urls")),
    path("van-ban/", include("sanvat.portal.papers.urls")),
    path("y-kien/", include("sanvat.portal.comments.urls")),
    path("", include("sanvat.portal.news.urls")),
]
