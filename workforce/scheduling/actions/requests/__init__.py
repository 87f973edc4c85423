"""Asking people to teach, one after another, and what becomes of it.

The assignment, and with it the engagement, is made when somebody says yes, not when they are asked: a page, a roll and
a fee must not name somebody who has agreed to nothing. From then on nobody can engage them elsewhere, also while staff
have still to confirm. Whoever is asked is not asked for anything else at that time. All of it happens with the cohort
held, and whoever is asked next is held after it.
"""
