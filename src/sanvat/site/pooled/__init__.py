"""Django's PostgreSQL, but for how a connection is asked for (`base.py`), and how quickly a query
becomes SQL (`compiler.py`)."""

POOL = {
    "timeout": 0.25,  # seconds; who needs a connection asks several times, see `base.PATIENCE`
    # A connection that fails is asked for again by whoever needs one, and not by a clock.
    "reconnect_timeout": 0,
}
"""How a pool behaves for that."""
