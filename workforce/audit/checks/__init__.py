"""The checks, one module a feature. Each asks the tables anew, by SQL of its own, and trusts no rule it proves."""
