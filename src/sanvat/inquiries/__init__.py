"""What buyers ask producers through the portal. Nothing is published; the letter alone is kept."""
