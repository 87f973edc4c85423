"""What is true of a person's details, decided from values alone: names, dates of birth, ages, contacts, receipts.

Each function takes what somebody typed, however it was typed, and gives back the one form that is stored, or raises a
`Refused` whose sentence says what to type instead. What is shown goes the other way (`shown_phone`, `in_era`). Reading
what was already read changes nothing.
"""
