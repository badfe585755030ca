"""Groups of roles that several subjects of the desk ask for."""

from sanvat.parties.models import Role

READERS = (
    Role.COMMUNE_OFFICER,
    Role.ADVISORY_OFFICER,
    Role.COORDINATOR,
    Role.CENTRE_OFFICER,
)
