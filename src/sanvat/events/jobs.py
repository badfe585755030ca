"""The jobs of this room, by their names; they are defined in `tasks.py`."""

ERASE = "events.erase"
