"""What `workforce …` can do. A command builds the application, calls an action, and says what happened."""
