"""The door for other programmes."""
