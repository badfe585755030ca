from django.urls import path

from sanvat.desk.products import files, pictures, views

urlpatterns = [
    path("chu-the/<int:producer>/san-pham/", views.new, name="product_new"),
    path("chu-the/<int:producer>/san-pham/goi-y/", views.hints, name="product_hints"),
    path("san-pham/", views.index, name="products"),
    path("san-pham/<int:pk>/", views.product, name="product"),
    path("san-pham/<int:pk>/thong-tin/", views.change, name="product_change"),
    path("san-pham/<int:pk>/bo-tieu-chi/", views.confirm_set, name="product_set"),
    path("san-pham/<int:pk>/quy-cach/", views.variants, name="product_variants"),
    path("san-pham/<int:pk>/noi-ban/", views.sales_places, name="product_sales_places"),
    path("san-pham/<int:pk>/so-lieu/", views.year_figures, name="product_figures"),
    path("san-pham/<int:pk>/nhat-ky/", views.history, name="product_history"),
    path("san-pham/<int:pk>/anh/", pictures.index, name="product_pictures"),
    path("san-pham/<int:pk>/anh/thu-tu/", pictures.order, name="product_picture_order"),
    path("san-pham/<int:pk>/anh/<int:picture>/mo-ta/", pictures.describe, name="picture_describe"),
    path("san-pham/<int:pk>/anh/<int:picture>/bo/", pictures.remove, name="picture_remove"),
    path("anh/<int:pk>/<slug:size>/", files.picture, name="picture"),
]
