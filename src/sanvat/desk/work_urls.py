"""The daily work: producers and what they make, ideas, the year. What can be sent to an address
is what comes into being there."""

from django.urls import path

from sanvat.desk import cycle, files, home, ideas, pictures, places, producers, products, search

urlpatterns = [
    path("", home.home, name="home"),
    path("tim/", search.search, name="search"),
    path("dia-ban/", places.places, name="places"),
    # Producers
    path("chu-the/", producers.index, name="producers"),
    path("chu-the/moi/", producers.new, name="producer_new"),
    path("chu-the/<int:pk>/", producers.producer, name="producer"),
    path("chu-the/<int:pk>/thong-tin/", producers.change, name="producer_change"),
    path("chu-the/<int:pk>/nhat-ky/", producers.history, name="producer_history"),
    path("chu-the/<int:pk>/rieng/", producers.private, name="producer_private"),
    path("chu-the/<int:pk>/rieng/ghi/", producers.private_record, name="producer_private_record"),
    path("chu-the/<int:pk>/rieng/xoa/", producers.private_erase, name="producer_private_erase"),
    path(
        "chu-the/<int:pk>/nguoi/<int:membership>/quyen/",
        producers.rights,
        name="producer_rights",
    ),
    path(
        "chu-the/<int:pk>/nguoi/<int:membership>/roi/",
        producers.leaving,
        name="producer_leaving",
    ),
    path("chu-the/<int:producer>/san-pham/", products.new, name="product_new"),
    path("chu-the/<int:producer>/san-pham/goi-y/", products.hints, name="product_hints"),
    # Products
    path("san-pham/", products.index, name="products"),
    path("san-pham/<int:pk>/", products.product, name="product"),
    path("san-pham/<int:pk>/thong-tin/", products.change, name="product_change"),
    path("san-pham/<int:pk>/bo-tieu-chi/", products.confirm_set, name="product_set"),
    path("san-pham/<int:pk>/quy-cach/", products.variants, name="product_variants"),
    path("san-pham/<int:pk>/noi-ban/", products.sales_places, name="product_sales_places"),
    path("san-pham/<int:pk>/so-lieu/", products.year_figures, name="product_figures"),
    path("san-pham/<int:pk>/nhat-ky/", products.history, name="product_history"),
    path("san-pham/<int:pk>/anh/", pictures.index, name="product_pictures"),
    path("san-pham/<int:pk>/anh/thu-tu/", pictures.order, name="product_picture_order"),
    path("san-pham/<int:pk>/anh/<int:picture>/mo-ta/", pictures.describe, name="picture_describe"),
    path("san-pham/<int:pk>/anh/<int:picture>/bo/", pictures.remove, name="picture_remove"),
    path("anh/<int:pk>/<slug:size>/", files.picture, name="picture"),
    # Ideas
    path("y-tuong/", ideas.index, name="ideas"),
    path("y-tuong/moi/", ideas.new, name="idea_new"),
    path("y-tuong/danh-sach/", ideas.interested, name="ideas_interested"),
    path("y-tuong/<int:pk>/", ideas.idea, name="idea"),
    path("y-tuong/<int:pk>/gop-y/", ideas.advise, name="idea_advice"),
    path("y-tuong/<int:pk>/phuong-an/", ideas.plan, name="idea_plan"),
    path("y-tuong/<int:pk>/san-pham/", ideas.register, name="idea_product"),
    path("y-tuong/<int:pk>/gac-lai/", ideas.set_aside, name="idea_set_aside"),
    path("y-tuong/<int:pk>/nhat-ky/", ideas.history, name="idea_history"),
    # The year
    path("chu-trinh/", cycle.index, name="cycle"),
    path("chu-trinh/<int:year>/", cycle.change, name="cycle_change"),
]
