from django.urls import path

from sanvat.desk.news import drafts, talk, views

urlpatterns = [
    path("tin/", views.index, name="news"),
    path("tin/trang-moi/", views.new_home, name="news_home_new"),
    path("tin/trang/<int:pk>/", views.home, name="news_home"),
    path("tin/quyet-dinh/", drafts.decision, name="news_draft_decision"),
    path("tin/soan/<slug:kind>/<int:pk>/", drafts.draft, name="news_draft"),
    path("tin/<int:pk>/", views.page, name="news_page"),
    path("tin/<int:pk>/duyet/", views.approve, name="news_approve"),
    path("tin/<int:pk>/tra-lai/", views.give_back, name="news_give_back"),
    path("tin/<int:pk>/go-xuong/", views.withdraw, name="news_withdraw"),
    path("tin/<int:pk>/y-kien/", talk.open_for, name="news_talk"),
    path("tin/<int:pk>/thoi-y-kien/", talk.end_for_section, name="news_talk_end"),
    path("tin/<int:pk>/nhat-ky/", views.history, name="news_history"),
]
