"""Who may see how the installation runs, and set its jobs going again: the operator."""

from sanvat.parties.acting import is_operator
from sanvat.parties.models import User


def may_operate(user: User) -> bool:
    return is_operator(user)
