"""What the life of recognitions brings by itself: a word to those who may file anew."""

from sanvat.certificates import actions
from sanvat.site.demo import World

AFTER = ("register",)  # the recognitions came in with it


def add(world: World) -> None:
    actions.remind_of_renewal(at=world.at)
