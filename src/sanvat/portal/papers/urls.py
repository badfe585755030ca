from django.urls import path

from sanvat.portal.papers import feeds, views

urlpatterns = [
    path("", views.index, name="papers"),
    path("atom.xml", feeds.atom, name="papers_atom"),
    path("rss.xml", feeds.rss, name="papers_rss"),
    path("<int:pk>/", views.paper, name="paper"),
    path("<int:pk>/tep/", views.file, name="paper_file"),
]
