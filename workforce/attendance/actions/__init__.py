"""What is recorded: presence, proofs, results and decisions."""
