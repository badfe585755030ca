"""One's own account, and the ways in."""

from sanvat.parties import links
from tests.addresses import (
    NONE_HERE,
    NONE_OF_MINE,
    ONLY_READ,
    PUBLIC,
    SIGNED_IN,
    Address,
    Rule,
    only,
)
from tests.people import WITH_SECOND_STEP

_HOLDERS = {*WITH_SECOND_STEP, "far_advisor", "ended"}

ADDRESSES = {
    "account": Address(SIGNED_IN, SIGNED_IN),
    "invitation": Address(PUBLIC, PUBLIC, lambda w: {"token": links.token_of(w.invitation)}),
    "account_login": Address(PUBLIC, PUBLIC),
    "account_logout": Address(SIGNED_IN, Rule(frozenset(), else_="sign-in")),
    "account_signup": Address(PUBLIC, PUBLIC),
    "account_inactive": Address(PUBLIC),
    "account_reauthenticate": Address(SIGNED_IN, SIGNED_IN),
    "usersessions_list": Address(SIGNED_IN, SIGNED_IN, data={"others": "1"}),
    "account_change_password": Address(SIGNED_IN, SIGNED_IN),
    "account_set_password": Address(SIGNED_IN, SIGNED_IN),
    "account_reset_password": Address(PUBLIC, PUBLIC),
    "account_reset_password_done": Address(PUBLIC),
    "account_reset_password_from_key": Address(
        PUBLIC, PUBLIC, lambda w: {"uidb36": "1", "key": "set-password"}
    ),
    "account_reset_password_from_key_done": Address(PUBLIC),
    "account_email": Address(SIGNED_IN, SIGNED_IN),
    "account_email_verification_sent": Address(PUBLIC),
    "account_confirm_email": Address(PUBLIC, NONE_HERE, lambda w: {"key": "khong-co"}),
    "mfa_index": Address(SIGNED_IN, ONLY_READ),
    "mfa_authenticate": Address(SIGNED_IN, SIGNED_IN),
    "mfa_reauthenticate": Address(SIGNED_IN, SIGNED_IN),
    "mfa_activate_totp": Address(SIGNED_IN, SIGNED_IN),
    "mfa_deactivate_totp": Address(*[only(_HOLDERS)] * 2),
    "mfa_view_recovery_codes": Address(NONE_OF_MINE, ONLY_READ),
    "mfa_generate_recovery_codes": Address(SIGNED_IN, SIGNED_IN),
    "mfa_download_recovery_codes": Address(NONE_OF_MINE, NONE_OF_MINE),
    "mfa_list_webauthn": Address(SIGNED_IN, ONLY_READ),
    "mfa_add_webauthn": Address(SIGNED_IN, SIGNED_IN),
    "mfa_edit_webauthn": Address(SIGNED_IN, SIGNED_IN, lambda w: {"pk": 1}),
    "mfa_remove_webauthn": Address(SIGNED_IN, SIGNED_IN, lambda w: {"pk": 1}),
    "mfa_login_webauthn": Address(SIGNED_IN, SIGNED_IN),
    "mfa_reauthenticate_webauthn": Address(SIGNED_IN, SIGNED_IN),
}
