"""Who takes part: people, organisations, roles, letters, notices and API keys."""
