"""News: sections, articles, feeds, and the sites of units."""
