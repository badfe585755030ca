from django.urls import path

from sanvat.portal.comments import views

urlpatterns = [
    path("<int:pk>/", views.thread, name="comments"),
    path("<int:pk>/gui/", views.write, name="comment_new"),
    path("go/<int:pk>/", views.removal, name="comment_removal"),
    path("cua-toi/<str:token>/", views.own, name="comment_own"),
]
