from django.urls import path

from sanvat.desk.api_keys import views

urlpatterns = [
    path("khoa-api/", views.index, name="tokens"),
    path("khoa-api/<int:pk>/huy/", views.revoke, name="token_revoke"),
]
