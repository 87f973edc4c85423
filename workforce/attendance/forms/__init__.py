"""What people type about attendance, one module a noun."""
