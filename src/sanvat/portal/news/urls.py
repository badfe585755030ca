from django.urls import path

from sanvat.portal.news import feeds, pictures, sitemap, views

urlpatterns = [
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.part, name="sitemap_part"),
    path("sitemap-<slug:kind>-<int:number>.xml", sitemap.part_of_kind, name="sitemap_of_kind"),
    path("tin/", views.everything, name="news"),
    path("tin/atom.xml", feeds.atom, name="news_atom"),
    path("tin/rss.xml", feeds.rss, name="news_rss"),
    path("tin/ngay/<int:year>/", views.of_year, name="news_of_year"),
    path("tin/ngay/<int:year>/<int:month>/", views.of_month, name="news_of_month"),
    path("tin/anh/<int:pk>-<str:size>.<str:form>", pictures.picture, name="news_picture"),
    path("tin/anh/chia-se-<int:pk>.png", pictures.card, name="news_card"),
    path("tin/tep/<int:pk>/", pictures.paper, name="news_file"),
    path("tin/<str:section>/", views.section, name="news_section"),
    path("tin/<str:section>/atom.xml", feeds.atom, name="news_section_atom"),
    path("tin/<str:section>/rss.xml", feeds.rss, name="news_section_rss"),
    path("tin/<str:section>/<str:slug>/", views.article, name="article"),
    path("tin/<str:section>/<str:slug>/ban-doc/", views.aloud, name="article_aloud"),
    path("don-vi/<str:unit>/", views.unit, name="unit"),
    path("don-vi/<str:unit>/atom.xml", feeds.atom, name="unit_atom"),
    path("don-vi/<str:unit>/rss.xml", feeds.rss, name="unit_rss"),
    path("don-vi/<str:unit>/<str:section>/", views.section, name="unit_section"),
    path("don-vi/<str:unit>/<str:section>/atom.xml", feeds.atom, name="unit_section_atom"),
    path("don-vi/<str:unit>/<str:section>/rss.xml", feeds.rss, name="unit_section_rss"),
    path("don-vi/<str:unit>/<str:section>/<str:slug>/", views.article, name="unit_article"),
    path(
        "don-vi/<str:unit>/<str:section>/<str:slug>/ban-doc/",
        views.aloud,
        name="unit_article_aloud",
    ),
]
