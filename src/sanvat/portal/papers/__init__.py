"""`/van-ban/`: official papers that their offices put on the portal."""
