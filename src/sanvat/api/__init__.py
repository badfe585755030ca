"""The API: the same rules and data as the pages show, as JSON for other programmes."""
