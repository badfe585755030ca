"""The forms of the desk, one file for each subject.

They read what was typed; the acts check it and say what is wrong.
"""
