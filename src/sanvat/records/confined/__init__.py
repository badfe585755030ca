"""What `examine.py` runs on pictures and PDFs, in the process that a hostile file may bring down.

Nothing here imports anything of ours but this package itself.
"""
