"""Why an enrolment stays with its date."""

from flask_babel import lazy_gettext as _

from ...refusals import Refused


class SameDate(Refused):
    message = _("This application is for that date already.")


class OtherCourse(Refused):
    message = _("That date belongs to another course. To change the course, apply there and cancel here.")


class EnrolledThere(Refused):
    """As with a new application, it says no more to somebody who only knows another person's details."""

    message = _(
        "We cannot take this application to that date. If you applied for that date before, please open the letter "
        "about it. If you did not, please call us."
    )


class NoSeatThere(Refused):
    """Somebody who has a seat keeps it."""

    message = _(
        "That date has no free seat now. Nothing is lost: the seat here stays. To have a chance there, wait for that "
        "date as well."
    )


class SeatsGivenLater(Refused):
    message = _(
        "The seats of that date are given later, all at once. Nothing is lost: the seat here stays. To have a chance "
        "there, apply for that date as well."
    )


class ListThereClosed(Refused):
    message = _("The list of that date is closed, because its seats are being given. Look again in a few days.")


class DateOver(Refused):
    message = _("That date is over. Choose another one.")
