"""How long things take, beside what they may take and the least they could.

`make bench` runs everything; `make bench ARGS="rules"` one subject. See `figures.py` for how a
figure is taken, and add a subject by adding a module with `figures()` to `SUBJECTS` in
`__main__.py`.
"""
