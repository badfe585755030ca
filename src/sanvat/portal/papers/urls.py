from django.urls import path

from sanvat.portal.papers import drafts, feeds, views

urlpatterns = [
    path("", views.index, name="papers"),
    path("atom.xml", feeds.atom, name="papers_atom"),
    path("rss.xml", feeds.rss, name="papers_rss"),
    path("lay-y-kien/", drafts.index, name="papers_drafts"),
    path("lay-y-kien/atom.xml", feeds.drafts_atom, name="papers_drafts_atom"),
    path("lay-y-kien/rss.xml", feeds.drafts_rss, name="papers_drafts_rss"),
    path("lay-y-kien/<int:pk>/", drafts.draft, name="papers_draft"),
    path("lay-y-kien/<int:pk>/tep/", drafts.file, name="papers_draft_file"),
    path("<int:pk>/", views.paper, name="paper"),
    path("<int:pk>/tep/", views.file, name="paper_file"),
]
