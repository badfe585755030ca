"""The office's own pages: bodies and people, letters, notices, keys, the register."""

from django.urls import path

from sanvat.desk import imports, letters, notices, organisations, tokens

urlpatterns = [
    # The register
    path("nhap-so/", imports.index, name="imports"),
    path("nhap-so/mau/", imports.template, name="import_template"),
    path("nhap-so/xuat/", imports.download, name="register_download"),
    path("nhap-so/<int:pk>/", imports.importing, name="import"),
    path("nhap-so/<int:pk>/cot/", imports.choose_columns, name="import_columns"),
    path("nhap-so/<int:pk>/tien-do/", imports.progress, name="import_progress"),
    path("nhap-so/<int:pk>/xem-truoc/", imports.preview, name="import_preview"),
    path("nhap-so/<int:pk>/tra-loi/", imports.download_answers, name="import_answers"),
    path("nhap-so/<int:pk>/dong/", imports.decide, name="import_decide"),
    path("nhap-so/<int:pk>/nghia/", imports.settle, name="import_settle"),
    path("nhap-so/<int:pk>/ap-dung/", imports.apply, name="import_apply"),
    path("nhap-so/<int:pk>/bo/", imports.discard, name="import_discard"),
    # Bodies and people
    path("to-chuc/", organisations.index, name="organisations"),
    path("to-chuc/moi/", organisations.found, name="organisation_found"),
    path("to-chuc/<int:pk>/", organisations.organisation, name="organisation"),
    path("to-chuc/<int:pk>/loi-moi/", organisations.invite, name="invite"),
    path("loi-moi/<int:pk>/rut/", organisations.revoke_invitation, name="invitation_revoke"),
    path("tu-cach/<int:pk>/ket-thuc/", organisations.end_membership, name="membership_end"),
    path("tu-cach/<int:pk>/mat-khau/", organisations.allow_new_password, name="new_password"),
    path("tu-cach/<int:pk>/buoc-hai/", organisations.reset_second_step, name="second_step_reset"),
    # Letters and notices
    path("thu/", letters.index, name="letters"),
    path("thu/<int:pk>/", letters.letter, name="letter"),
    path("thu/<int:pk>/sua/", letters.revise, name="letter_revise"),
    path("thu/<int:pk>/<slug:name>/", letters.step, name="letter_step"),
    path("thong-bao/", notices.index, name="notices"),
    path("thong-bao/da-xem/", notices.read, name="notices_read"),
    # Keys for programmes
    path("khoa-api/", tokens.index, name="tokens"),
    path("khoa-api/<int:pk>/huy/", tokens.revoke, name="token_revoke"),
]
