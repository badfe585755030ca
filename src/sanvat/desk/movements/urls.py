from django.urls import path

from sanvat.desk.movements import views

urlpatterns = [
    path("phong-trao/", views.index, name="movements"),
    path("phong-trao/moi/", views.new, name="movement_new"),
    path("phong-trao/<int:pk>/", views.movement, name="movement"),
    path("phong-trao/<int:pk>/thong-tin/", views.change, name="movement_change"),
    path("phong-trao/<int:pk>/dong-gop/", views.record, name="contribution_new"),
    path("phong-trao/<int:pk>/ket-thuc/", views.close, name="movement_close"),
    path("phong-trao/<int:pk>/cam-on/", views.thanks, name="movement_thanks"),
    path("phong-trao/<int:pk>/cam-on.<slug:form>", views.thanks_paper, name="movement_paper"),
    path("phong-trao/<int:pk>/nhat-ky/", views.history, name="movement_history"),
    path("phong-trao/dong-gop/<int:pk>/tep/", views.proof, name="contribution_proof"),
    path("phong-trao/dong-gop/<int:pk>/bo/", views.cancel, name="contribution_cancel"),
]
