"""The door for those who work in the programme: signed-in pages, and the way in."""
