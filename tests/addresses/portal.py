"""The public pages."""

OPEN = ("portal:",)
