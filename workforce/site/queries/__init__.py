"""What the public pages read: plain rows, as the database keeps them.

`stored` columns without conversion · `offers` cohorts with their seats, in lists · `wishes` what a visitor asked for ·
`searching` words typed into the search · `cohorts` everything about one cohort.
"""
