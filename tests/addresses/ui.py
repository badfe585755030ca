"""The furniture: the language, and the page of components."""

OPEN = ("ui:", "set_language")
