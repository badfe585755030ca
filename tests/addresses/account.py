"""One's own account, and the ways in."""

from sanvat.parties import links
from tests.addresses import (
    NONE_HERE,
    NONE_OF_MINE,
    ONES_OWN,
    ONLY_READ,
    PUBLIC,
    Address,
    Rule,
    only,
)
from tests.people import WITH_SECOND_STEP

_HOLDERS = {*WITH_SECOND_STEP, "far_advisor", "ended"}

ADDRESSES = {
    "account": Address(ONES_OWN, ONES_OWN),
    "invitation": Address(PUBLIC, PUBLIC, lambda w: {"token": links.token_of(w.invitation)}),
    "account_login": Address(PUBLIC, PUBLIC),
    "account_logout": Address(ONES_OWN, Rule(frozenset(), else_="sign-in")),
    "account_signup": Address(PUBLIC, PUBLIC),
    "account_inactive": Address(PUBLIC),
    "account_reauthenticate": Address(ONES_OWN, ONES_OWN),
    "usersessions_list": Address(ONES_OWN, ONES_OWN, data={"others": "1"}),
    "account_change_password": Address(ONES_OWN, ONES_OWN),
    "account_set_password": Address(ONES_OWN, ONES_OWN),
    "account_reset_password": Address(PUBLIC, PUBLIC),
    "account_reset_password_done": Address(PUBLIC),
    "account_reset_password_from_key": Address(
        PUBLIC, PUBLIC, lambda w: {"uidb36": "1", "key": "set-password"}
    ),
    "account_reset_password_from_key_done": Address(PUBLIC),
    "account_email": Address(ONES_OWN, ONES_OWN),
    "account_email_verification_sent": Address(PUBLIC),
    "account_confirm_email": Address(PUBLIC, NONE_HERE, lambda w: {"key": "khong-co"}),
    "mfa_index": Address(ONES_OWN, ONLY_READ),
    "mfa_authenticate": Address(ONES_OWN, ONES_OWN),
    "mfa_reauthenticate": Address(ONES_OWN, ONES_OWN),
    "mfa_activate_totp": Address(ONES_OWN, ONES_OWN),
    "mfa_deactivate_totp": Address(*[only(_HOLDERS)] * 2),
    "mfa_view_recovery_codes": Address(NONE_OF_MINE, ONLY_READ),
    "mfa_generate_recovery_codes": Address(ONES_OWN, ONES_OWN),
    "mfa_download_recovery_codes": Address(NONE_OF_MINE, NONE_OF_MINE),
    "mfa_list_webauthn": Address(ONES_OWN, ONLY_READ),
    "mfa_add_webauthn": Address(ONES_OWN, ONES_OWN),
    "mfa_edit_webauthn": Address(ONES_OWN, ONES_OWN, lambda w: {"pk": 1}),
    "mfa_remove_webauthn": Address(ONES_OWN, ONES_OWN, lambda w: {"pk": 1}),
    "mfa_login_webauthn": Address(ONES_OWN, ONES_OWN),
    "mfa_reauthenticate_webauthn": Address(ONES_OWN, ONES_OWN),
}
