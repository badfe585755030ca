from django.urls import path

from sanvat.portal.follow import feeds, views

urlpatterns = [
    path("", views.index, name="follow"),
    path("duong-dan/", views.own_link, name="follow_own_link"),
    path("xac-nhan/<str:token>/", views.confirm, name="follow_confirm"),
    path("cua-toi/<str:token>/", views.own_page, name="follow_own_page"),
    path("cua-toi/<str:token>/thoi/<int:pk>/", views.stop, name="follow_stop"),
    path("thoi/<str:token>/", views.end, name="follow_end"),
    path("dia-ban/<str:place>.atom", feeds.of_place, name="follow_feed_of_place"),
    path("san-pham/<int:pk>.atom", feeds.of_product, name="follow_feed_of_product"),
]
