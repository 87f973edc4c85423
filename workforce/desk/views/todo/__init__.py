"""The groups of the first page of the day, one module a subject. Each group counts, and says so when it is empty."""
