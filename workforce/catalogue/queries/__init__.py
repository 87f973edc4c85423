"""What pages read of the catalogue. Lists read plain rows, pages about one record read entities, fully loaded.

`listing` what visitors choose from · `cohorts`, `courses` one record and the staff lists · `texts` gaps in languages ·
`paging` any list by key · `wall_clock` weekday and time of day in SQL.
"""
