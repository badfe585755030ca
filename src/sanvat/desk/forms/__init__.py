"""What the forms of every subject share.

Forms read what was typed; the acts check it and say what is wrong.
"""
