from django.urls import path

from sanvat.desk.long_papers import views

urlpatterns = [
    path("van-ban-dai/<int:pk>/", views.paper, name="long_paper"),
    path("van-ban-dai/<int:pk>/tien-do/", views.progress, name="long_paper_progress"),
    path("van-ban-dai/<int:pk>/tep/", views.file, name="long_paper_file"),
]
