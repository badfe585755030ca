"""The matters of the people: what they send in, who deals with it, by when, and what came of it."""
