"""How long things take, beside what they may take and the least they could.

`make bench` runs everything; `make bench ARGS="rules"` one subject: a module of this folder with
`measurements()`, named after its room. See `measurements.py` for how one is taken, `pages.py` for
pages and their queries, and `installation.py` for a database to measure on.
"""
