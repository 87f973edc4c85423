"""Questions about amounts and days: what is owed, what stays, what agrees. One module a noun."""
