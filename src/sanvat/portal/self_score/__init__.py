"""The public self-scorer: find the set, answer, see the star and the least way to the next."""
