"""Noting who is paid and what the way cost, and closing months."""
