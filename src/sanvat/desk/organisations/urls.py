from django.urls import path

from sanvat.desk.organisations import views

urlpatterns = [
    path("to-chuc/", views.index, name="organisations"),
    path("to-chuc/moi/", views.new, name="organisation_found"),
    path("to-chuc/<int:pk>/", views.organisation, name="organisation"),
    path("to-chuc/<int:pk>/loi-moi/", views.invite, name="invite"),
    path("loi-moi/<int:pk>/rut/", views.revoke_invitation, name="invitation_revoke"),
    path("tu-cach/<int:pk>/ket-thuc/", views.end_membership, name="membership_end"),
    path("tu-cach/<int:pk>/mat-khau/", views.allow_new_password, name="new_password"),
    path("tu-cach/<int:pk>/buoc-hai/", views.reset_second_step, name="second_step_reset"),
]
