from django.urls import path

from sanvat.desk.ideas import views

urlpatterns = [
    path("y-tuong/", views.index, name="ideas"),
    path("y-tuong/moi/", views.new, name="idea_new"),
    path("y-tuong/danh-sach/", views.interested, name="ideas_interested"),
    path("y-tuong/<int:pk>/", views.idea, name="idea"),
    path("y-tuong/<int:pk>/gop-y/", views.advise, name="idea_advice"),
    path("y-tuong/<int:pk>/phuong-an/", views.plan, name="idea_plan"),
    path("y-tuong/<int:pk>/san-pham/", views.register, name="idea_product"),
    path("y-tuong/<int:pk>/gac-lai/", views.set_aside, name="idea_set_aside"),
    path("y-tuong/<int:pk>/nhat-ky/", views.history, name="idea_history"),
]
