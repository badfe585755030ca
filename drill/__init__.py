"""What `make drill` tries: processes are killed under people who write, and what they were told is
held against what is there afterwards.

It takes minutes, speaks to the loopback only, works in a folder of its own that it removes, and
kills only processes of the server that it started.
"""
