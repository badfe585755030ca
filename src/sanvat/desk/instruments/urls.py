from django.urls import path

from sanvat.desk.instruments import publication, relations, views

urlpatterns = [
    path("van-ban/", views.index, name="instruments"),
    path("van-ban/moi/", views.new, name="instrument_new"),
    path("van-ban/<int:pk>/", views.instrument, name="instrument"),
    path("van-ban/<int:pk>/sua/", views.change, name="instrument_change"),
    path("van-ban/<int:pk>/tep/", views.file, name="instrument_file"),
    path("van-ban/<int:pk>/bo/", views.remove, name="instrument_remove"),
    path("van-ban/<int:pk>/cong/", publication.publication, name="instrument_publication"),
    path("van-ban/<int:pk>/cong/go/", publication.withdraw, name="instrument_withdraw"),
    path("van-ban/<int:pk>/quan-he/", relations.relations, name="instrument_relations"),
    path(
        "van-ban/<int:pk>/quan-he/<int:relation>/bo/",
        relations.unrelate,
        name="instrument_unrelate",
    ),
    path("van-ban/<int:pk>/nhat-ky/", views.history, name="instrument_history"),
]
