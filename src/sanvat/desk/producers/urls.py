from django.urls import path

from sanvat.desk.producers import consents, views

urlpatterns = [
    path("chu-the/", views.index, name="producers"),
    path("chu-the/moi/", views.new, name="producer_new"),
    path("chu-the/<int:pk>/", views.producer, name="producer"),
    path("chu-the/<int:pk>/thong-tin/", views.change, name="producer_change"),
    path("chu-the/<int:pk>/nhat-ky/", views.history, name="producer_history"),
    path("chu-the/<int:pk>/cong-khai/", consents.consent, name="producer_consent"),
    path("chu-the/<int:pk>/rieng/", views.private, name="producer_private"),
    path("chu-the/<int:pk>/rieng/ghi/", views.private_record, name="producer_private_record"),
    path("chu-the/<int:pk>/rieng/xoa/", views.private_erase, name="producer_private_erase"),
    path(
        "chu-the/<int:pk>/nguoi/<int:membership>/quyen/",
        views.change_rights,
        name="producer_rights",
    ),
    path(
        "chu-the/<int:pk>/nguoi/<int:membership>/roi/",
        views.remove_person,
        name="producer_leaving",
    ),
]
