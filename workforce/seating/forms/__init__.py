"""What staff type about tables."""
