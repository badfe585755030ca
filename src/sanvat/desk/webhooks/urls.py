from django.urls import path

from sanvat.desk.webhooks import views

urlpatterns = [
    path("webhook/", views.index, name="webhooks"),
    path("webhook/<int:pk>/", views.webhook, name="webhook"),
    path("webhook/<int:pk>/khoa/", views.secret, name="webhook_secret"),
    path("webhook/<int:pk>/<slug:step>/", views.step, name="webhook_step"),
]
