"""What readers say under public pages, and the form in which they say it."""
