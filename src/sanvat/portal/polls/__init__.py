"""`/tham-do/…`: what readers are asked, and what came of it."""
