"""What stands in the way of publishing a course or a cohort, each with what to do about it."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ...i18n.formats import duration, moment
from ...i18n.wording import plain
from ...refusals import Refused
from ..models import BandKind, CourseState
from . import minutes, timetable

NAMED_AT_MOST = 5
TIE = "residency_tie"
"""The question whose answer says who is of the city."""
OF_THE_CITY = (BandKind.RESIDENTS, BandKind.CITY)


class NotYet(Refused):
    """The base of everything that keeps something from being published. `rows`: what it is about, for the page."""

    @property
    def rows(self):
        return self.values.get("rows", [])

    def text(self):
        return str(self.message) % (self.values | {"list": self.named()}) if self.rows else super().text()

    def named(self):
        """The first few rows in words, and how many more there are."""
        words = [self.name(row) for row in self.rows[:NAMED_AT_MOST]]
        if more := len(self.rows) - NAMED_AT_MOST:
            words += [ngettext("%(num)s more", "%(num)s more", more)] if more > 0 else []
        return gettext(", ").join(words)

    def name(self, row):
        return str(row)


class ItemsDoNotAddUp(NotYet):
    """`rows`: subjects whose minutes are not the sum of their items."""

    message = _("The items do not add up to the minutes of their subject. Correct the minutes of: %(list)s")

    def name(self, row):
        return plain(row.title)


class CourseNotPublished(NotYet):
    message = _("Publish the course first: visitors see a cohort only with its course.")


class CourseEnded(NotYet):
    message = _("The course itself was cancelled. Choose another course for a new cohort.")


class TieNotAsked(NotYet):
    message = _(
        "Some seats are first for people of the city, but the course does not ask where people live, work or study. "
        "Add that question to the course, or take these seats out."
    )


class NoSessions(NotYet):
    message = _("Add at least one session.")


class MinutesMissing(NotYet):
    """`rows`: ItemMinutes with something missing."""

    message = _("The sessions do not teach every required minute yet. Missing: %(list)s")

    def name(self, row):
        return gettext("%(item)s: %(time)s", item=plain(row.item.title), time=duration(row.missing))


class TooMuchAtADistance(NotYet):
    """`rows`: DistanceMinutes that are over."""

    message = _("Too much is taught online. Teach in person: %(list)s")

    def name(self, row):
        return gettext("%(item)s: %(time)s", item=plain(row.subject.title), time=duration(row.over))


class PartsTooLong(NotYet):
    """`rows`: sessions whose parts do not fit."""

    message = _("The parts take longer than their session. Shorten them, or lengthen the session: %(list)s")

    def name(self, row):
        return moment(row.starts_at)


class SessionsOverlap(NotYet):
    """`rows`: pairs of sessions."""

    message = _("Two sessions are at the same time. Move one of them: %(list)s")

    def name(self, row):
        return moment(row[1].starts_at)


class BeginsInThePast(NotYet):
    message = _("The first session is already over. Move it to a day to come.")


class WindowOver(NotYet):
    message = _("The last moment to enrol has passed. Set a later one.")
    field = "closes_at"


class WindowAfterStart(NotYet):
    message = _("Let enrolment end before the first session begins.")
    field = "closes_at"


class OffersAfterStart(NotYet):
    message = _("A seat cannot be offered after the first session begins. Set an earlier moment, or leave it empty.")
    field = "offers_until"


class NoPlace(NotYet):
    message = _("Say where the sessions take place, or mark the cohort as online.")
    field = "place"


def course_obstacles(course) -> list[NotYet]:
    """`course` with its subjects and items."""
    uneven = [one for one in course.subjects if one.minutes != sum(item.minutes for item in one.items)]
    return [ItemsDoNotAddUp(rows=uneven)] if uneven else []


def obstacles(cohort, at) -> list[NotYet]:
    """Everything that keeps this draft from being published now. `cohort` as cohorts.cohort_page loads it."""
    return [
        *of_course(cohort.course),
        *of_teaching(cohort),
        *of_place(cohort),
        *of_dates(cohort, at),
        *of_bands(cohort),
    ]


def of_bands(cohort) -> list[NotYet]:
    asks = TIE in cohort.course.questions
    return [] if asks or not any(band.kind in OF_THE_CITY for band in cohort.bands) else [TieNotAsked()]


def of_course(course):
    if course.state is CourseState.CANCELLED:
        return [CourseEnded()]
    return course_obstacles(course) or ([CourseNotPublished()] if course.state is CourseState.DRAFT else [])


def of_teaching(cohort) -> list[NotYet]:
    """What the sessions lack; kept after publishing too, whatever is changed in them."""
    sessions, course = cohort.sessions, cohort.course
    if not sessions:
        return [NoSessions()]
    taught = minutes.missing_minutes(minutes.items_of(course), minutes.parts_of(sessions))
    found: list[tuple[type[NotYet], list]] = [
        (MinutesMissing, [row for row in taught if row.missing]),
        (TooMuchAtADistance, [row for row in minutes.distance_minutes(course.subjects, sessions) if row.over]),
        (PartsTooLong, timetable.overfull(sessions)),
        (SessionsOverlap, timetable.clashes(sessions)),
    ]
    return [refusal(rows=rows) for refusal, rows in found if rows]


def of_place(cohort):
    in_person = [session for session in cohort.sessions if not session.online]
    return [NoPlace()] if in_person and cohort.place_id is None and not cohort.online else []


def of_dates(cohort, at):
    if not cohort.sessions:
        return []
    begins = min(session.starts_at for session in cohort.sessions)
    checks = (
        (BeginsInThePast, begins <= at),
        (WindowOver, cohort.closes_at <= at),
        (WindowAfterStart, cohort.closes_at > begins),
        (OffersAfterStart, cohort.offers_until is not None and cohort.offers_until > begins),
    )
    return [refusal() for refusal, holds in checks if holds]
