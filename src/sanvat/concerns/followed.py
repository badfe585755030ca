"""What is new about matters of the people, and whom it is told."""

from sanvat.concerns.happenings import OF_BODIES

SOURCES = (OF_BODIES,)
