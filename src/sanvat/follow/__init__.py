"""Following: mails to whoever asked for them, and calls to programmes, about what becomes public.

The room knows no other room. Each says in its own `followed.py` what may be followed and what of it
is new (`declared.py`); `noting.py` notes it once, `mailing.py` and `delivering.py` bring it.
"""
