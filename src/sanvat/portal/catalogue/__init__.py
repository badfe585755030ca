"""The public catalogue: products whose recognition is in force, and each product's page."""
