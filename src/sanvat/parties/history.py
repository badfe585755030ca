"""How acts on people, bodies, roles and letters are said."""

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "invite": _("Mời một người"),
        "revoke_invitation": _("Rút lời mời"),
        "accept_invitation": _("Nhận lời mời"),
    },
    # About an invitation or a membership: who and when is all there is to tell.
    without_changes=frozenset({"invite", "revoke_invitation", "accept_invitation"}),
)
