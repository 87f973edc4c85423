"""What was recorded, and how people stand."""
