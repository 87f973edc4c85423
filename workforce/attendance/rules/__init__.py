"""What follows from marks and proofs: credit, the ledger of hours, and who has completed."""
