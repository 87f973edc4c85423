"""Reading who sits where, and what it takes to decide that."""
