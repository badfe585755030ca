"""Who takes part: users today; organisations, roles and notices as they come."""
