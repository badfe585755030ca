"""Figures of visits: how often public pages are read. Without cookies, and without keeping who."""
