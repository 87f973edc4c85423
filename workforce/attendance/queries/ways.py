"""What later parts add to the pages of hours."""

from ...listeners import Listeners

own = Listeners()
"""`source(enrolment, standing, *, left, at)`: what a trainee can do now, for the page of their hours: (sentence,
address, words of the link). `left`: minutes for which nothing is booked. The first that anybody names is the loud one.
"""
staff = Listeners()
"""`source(session, enrolment, standing, *, at)`: more that staff can do about these hours: (words, address)."""


def own_of(enrolment, standing, *, left: int, at) -> list[tuple]:
    return [way for source in own for way in source(enrolment, standing, left=left, at=at)]


def staff_of(session, enrolment, standing, *, at) -> list[tuple]:
    return [way for source in staff for way in source(session, enrolment, standing, at=at)]
