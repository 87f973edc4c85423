"""What certificates say, how they are numbered, and what they are worth."""
