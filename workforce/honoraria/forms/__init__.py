"""What staff type about fees of those who teach."""
