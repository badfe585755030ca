"""What everyone may read: the public pages."""
