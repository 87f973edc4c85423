"""Who taught what, what they are paid for it, and what was closed."""
