"""Who gets in where: teachers take the roll of their own lessons; the office sees every roll."""

from tests.house.who import EVERYBODY, OFFICE
from workforce.access import Role

TEACHERS = OFFICE | {Role.INSTRUCTOR}

ROUTES = {
    "attendance.lessons": TEACHERS,
    "attendance.roll": TEACHERS,
    "attendance.close_roll": TEACHERS,
    "attendance.state": TEACHERS,
    "attendance.deliver": TEACHERS,
    "attendance.rolls": OFFICE,
    "attendance.worker": EVERYBODY,
    "attendance.own": EVERYBODY,
    "attendance.own_session": EVERYBODY,
    "attendance.check_in": EVERYBODY,
    "attendance.arrive": EVERYBODY,
    "attendance.code": TEACHERS,
    "attendance.code_picture": TEACHERS,
    "attendance.decide": OFFICE,
    "attendance.person": OFFICE,
    "attendance.book": OFFICE,
    "attendance.paper": OFFICE,
    "attendance.sheet": TEACHERS,
}
