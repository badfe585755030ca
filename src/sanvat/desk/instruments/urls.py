from django.urls import path

from sanvat.desk.instruments import drafts, publication, relations, views

urlpatterns = [
    path("van-ban/", views.index, name="instruments"),
    path("van-ban/moi/", views.new, name="instrument_new"),
    path("van-ban/du-thao/", drafts.index, name="drafts"),
    path("van-ban/du-thao/moi/", drafts.new, name="draft_new"),
    path("van-ban/du-thao/<int:pk>/", drafts.draft, name="draft"),
    path("van-ban/du-thao/<int:pk>/sua/", drafts.change, name="draft_change"),
    path("van-ban/du-thao/<int:pk>/tep/", drafts.file, name="draft_file"),
    path("van-ban/du-thao/<int:pk>/dang/", drafts.publish, name="draft_publish"),
    path("van-ban/du-thao/<int:pk>/keo-dai/", drafts.extend, name="draft_extend"),
    path("van-ban/du-thao/<int:pk>/go/", drafts.withdraw, name="draft_withdraw"),
    path("van-ban/du-thao/<int:pk>/ban-hanh/", drafts.issued, name="draft_issued"),
    path("van-ban/du-thao/<int:pk>/y-kien/<int:comment>/", drafts.answer, name="draft_answer"),
    path("van-ban/du-thao/<int:pk>/tong-hop.<slug:form>", drafts.opinions, name="draft_opinions"),
    path("van-ban/du-thao/<int:pk>/nhat-ky/", drafts.history, name="draft_history"),
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
