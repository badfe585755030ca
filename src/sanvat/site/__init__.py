"""The platform: settings, addresses, the embedded database and the command line."""
