"""The public pages of the criteria: what a sheet asks, for which star, since when, and why."""
