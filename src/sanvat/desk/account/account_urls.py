"""The way in. The names are allauth's, since its pages call each other by them.

Named one by one instead of included: whatever has no page of ours is not reachable. What lets
strangers open an account for themselves is left out; people come by invitation.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.urls import path, re_path

from sanvat.desk.account import views
from sanvat.desk.account.posting import (
    form_page,
    of_who_got_the_link,
    of_who_wants_the_address,
)

urlpatterns = [
    path("", views.account, name="account"),
    path("loi-moi/<str:token>/", views.invitation, name="invitation"),
    # In and out
    path("dang-nhap/", form_page(views.sign_in), name="account_login"),
    path("dang-xuat/", form_page(account.logout), name="account_logout"),
    path("xin-tai-khoan/", account.signup, name="account_signup"),  # closed: says whom to ask
    path("khoa/", account.account_inactive, name="account_inactive"),
    path("xac-nhan/mat-khau/", form_page(account.reauthenticate), name="account_reauthenticate"),
    path("thiet-bi/", form_page(views.sessions), name="usersessions_list"),
    # Password
    path(
        "mat-khau/doi/",
        form_page(account.password_change, changes_password=True),
        name="account_change_password",
    ),
    path(
        "mat-khau/dat/",
        form_page(account.password_set, changes_password=True),
        name="account_set_password",
    ),
    path("mat-khau/quen/", form_page(account.password_reset), name="account_reset_password"),
    path("mat-khau/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mat-khau/dat-lai/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        form_page(account.password_reset_from_key, whose=of_who_got_the_link),
        name="account_reset_password_from_key",
    ),
    path(
        "mat-khau/xong/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # E-mail
    path("thu-dien-tu/", form_page(account.email), name="account_email"),
    path(
        "thu-dien-tu/da-gui/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    re_path(
        r"^thu-dien-tu/xac-nhan/(?P<key>[-:\w]+)/$",
        form_page(account.confirm_email, whose=of_who_wants_the_address),
        name="account_confirm_email",
    ),
    # The second step
    path("buoc-hai/", mfa.index, name="mfa_index"),
    path("buoc-hai/nhap/", form_page(mfa.authenticate), name="mfa_authenticate"),
    path("buoc-hai/xac-nhan/", form_page(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("buoc-hai/ung-dung/", form_page(totp.activate_totp), name="mfa_activate_totp"),
    path("buoc-hai/ung-dung/bo/", form_page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("buoc-hai/ma/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "buoc-hai/ma/moi/",
        form_page(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "buoc-hai/ma/tai-ve/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("buoc-hai/khoa/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("buoc-hai/khoa/them/", form_page(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("buoc-hai/khoa/<int:pk>/", form_page(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "buoc-hai/khoa/<int:pk>/bo/",
        form_page(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("dang-nhap/khoa/", form_page(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path(
        "xac-nhan/khoa/",
        form_page(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
]

if settings.DEMO:
    urlpatterns += [path("trinh-dien/", views.demonstration, name="demonstration")]

if settings.OIDC_SERVER:
    urlpatterns += [
        path("lien-ket/", form_page(provider.connections), name="socialaccount_connections"),
        path("lien-ket/huy/", provider.login_cancelled, name="socialaccount_login_cancelled"),
        path("lien-ket/loi/", provider.login_error, name="socialaccount_login_error"),
        path("lien-ket/moi/", provider.signup, name="socialaccount_signup"),  # closed too
        path("nha-cung-cap/<slug:provider_id>/", openid_connect.login, name="openid_connect_login"),
        path(
            "nha-cung-cap/<slug:provider_id>/ve/",
            openid_connect.callback,
            name="openid_connect_callback",
        ),
    ]
