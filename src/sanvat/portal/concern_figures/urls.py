from django.urls import path

from sanvat.portal.concern_figures import views

urlpatterns = [path("", views.index, name="concern_figures")]
