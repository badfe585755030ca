from tests.concerns.conftest import (  # noqa: F401
    accepted,
    answered,
    colleague,
    concern,
    confidant,
    denunciation,
    send,
)
