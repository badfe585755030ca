"""What is kept in case all else is lost, and how it comes back.

`form.py` the file of a backup, `open_sets.py` the open data in it, `take.py` making one, `load.py`
reading its database back, `restore.py` the whole way back, `settle.py` what must not go on in a
restored installation;
`wal.py` and `recover.py` the way back to any moment, where the write-ahead log is archived.

See docs/decisions/0016-backups.md.
"""
