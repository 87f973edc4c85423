"""Searches for somebody to teach, and whom they ask."""
