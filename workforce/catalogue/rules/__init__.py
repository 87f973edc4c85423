"""Questions about values of the catalogue: no database, no clock, no web. One module a noun."""
