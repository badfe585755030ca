from django.urls import path

from sanvat.portal.concerns import answered, feeds, following, sending, views

urlpatterns = [
    path("", views.door, name="concerns"),
    path("gui/<slug:kind>/", sending.send, name="concern_new"),
    path("ban-do/<slug:kind>/", views.tap, name="concern_map"),
    path("gan-day/", views.near, name="concern_nearest"),
    path("da-gui/", sending.receipt, name="concern_receipt"),
    path("theo-doi/", following.find, name="concern_find"),
    path("cua-toi/", following.own, name="concern_own"),
    path("cua-toi/dong/", following.leave, name="concern_leave"),
    path("cua-toi/anh/<int:pk>/", following.attachment, name="concern_attachment"),
    path("cua-toi/tep/<int:pk>/", following.answer_file, name="concern_answer_file"),
    path("cua-toi/<slug:step>/", following.take_step, name="concern_step"),
    path("da-tra-loi/", answered.index, name="concerns_answered"),
    path("da-tra-loi/atom.xml", feeds.atom, name="concerns_atom"),
    path("da-tra-loi/rss.xml", feeds.rss, name="concerns_rss"),
    path("da-tra-loi/<int:pk>/", answered.one, name="concern_answered"),
]
