from django.urls import path

from sanvat.desk.letters import views

urlpatterns = [
    path("thu/", views.index, name="letters"),
    path("thu/<int:pk>/", views.letter, name="letter"),
    path("thu/<int:pk>/sua/", views.revise, name="letter_revise"),
    path("thu/<int:pk>/<slug:name>/", views.step, name="letter_step"),
]
