"""The law as data, and the arithmetic of stars. Knows no Django; loads in a moment."""
