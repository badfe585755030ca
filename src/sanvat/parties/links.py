"""Links that let somebody in, signed instead of stored.

Neither a database nor the copy of one holds such a link. Whether it still holds is asked of the
row it speaks of: accepted, revoked, expired.
"""

from django.conf import settings
from django.core import signing

from sanvat.parties.models import Invitation

_signer = signing.Signer(salt="sanvat.parties.invitation", sep=".")


def token_of(invitation: Invitation) -> str:
    """The signed part of the link."""
    return _signer.sign(str(invitation.pk))


def invitation_of(token: str) -> Invitation | None:
    """The invitation of a link, also one that is closed; None where the link was touched."""
    try:
        number = int(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Invitation.objects.select_related("organisation", "place").filter(pk=number).first()


def link_of(invitation: Invitation) -> str:
    """The whole address, for a letter or a code to be photographed."""
    return settings.INVITATION_ADDRESS.format(token=token_of(invitation))
