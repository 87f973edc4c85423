"""What follows from who may teach what, and when."""
