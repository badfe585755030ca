from django.urls import path

from sanvat.portal.catalogue import asking, compare, embed, fairs, papers, product, views

urlpatterns = [
    path("", views.index, name="catalogue"),
    path("ban-do/", views.on_map, name="catalogue_map"),
    path("so-sanh/", compare.compare, name="catalogue_compare"),
    path("hoi-cho/", fairs.fairs, name="catalogue_fairs"),
    path("in/", papers.index, name="catalogue_print"),
    path("in/danh-muc.pdf", papers.chosen, name="catalogue_paper"),
    path("in/tinh/<str:province>.pdf", papers.of_province, name="catalogue_paper_of_province"),
    path("nhung/", embed.snippet, name="catalogue_embed"),
    path("nhung/khung/", embed.frame, name="catalogue_frame"),
    path("anh/<int:pk>-<slug:size>.webp", product.picture, name="catalogue_picture"),
    path("anh/<int:pk>.jpg", product.picture_to_share, name="catalogue_picture_to_share"),
    path("<int:pk>/", product.short, name="catalogue_short"),
    path("<int:pk>/<slug:name>/", product.product, name="catalogue_product"),
    path("<int:pk>/<slug:name>/hoi/", asking.ask, name="catalogue_ask"),
]
