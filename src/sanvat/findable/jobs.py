"""The jobs of this room, by their names; they are defined in `tasks.py`."""

FOLLOW = "findable.follow"
REBUILD = "findable.rebuild_nightly"
