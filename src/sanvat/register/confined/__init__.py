"""Reads a stranger's workbook, in a process of its own with little memory and little time.

`sanvat.register.reading` runs this package as a script (`__main__.py`); it imports nothing of
ours and nothing of Django. The workbook comes on standard input; what is in it goes to standard
output as lines of JSON, as it is read (see `output.py`).
"""
