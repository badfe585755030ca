"""How the programme says no."""


class Refusal(Exception):
    """The rules, or the state of things, say no to what was asked.

    `message` is one sentence for the person who asked: what happened, why, and what can
    be done about it. `code` names the case for tests and for other programmes.
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
