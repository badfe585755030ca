"""Matters of the people by Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2), so that
apps made for other cities can send here and read what was answered. See docs/open311.md."""
