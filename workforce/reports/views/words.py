"""What is missing, in words, and the page on which it is mended."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...certificates.rules.registers import REGISTERS
from ...i18n.formats import duration
from ..queries.gaps import Lack

SAID = {
    Lack.ISSUER: lambda one: _("Nobody is named who issues certificates."),
    Lack.DESIGNATION: lambda one: _("The number of the designation is missing."),
    Lack.AUTHORITY: lambda one: _("No authority is named to which the papers go."),
    Lack.SUBJECTS: lambda one: _("The course has no subjects."),
    Lack.TIMETABLE: lambda one: ngettext(
        "The timetable does not teach %(num)s item in full: %(time)s are missing.",
        "The timetable does not teach %(num)s items in full: %(time)s are missing.",
        one.count,
        time=duration(one.minutes),
    ),
    Lack.INSTRUCTORS: lambda one: ngettext(
        "%(num)s lesson has no instructor.", "%(num)s lessons have no instructor.", one.count
    ),
    Lack.ROLLS: lambda one: ngettext(
        "In %(num)s lesson somebody is not recorded.", "In %(num)s lessons somebody is not recorded.", one.count
    ),
    Lack.IDENTITY: lambda one: of_people(one, _("No document was noted as seen")),
    Lack.BIRTH_DATES: lambda one: of_people(one, _("The birth date is missing")),
    Lack.WRITTEN: lambda one: of_people(one, _("The written test is not passed")),
    Lack.PRACTICAL: lambda one: of_people(one, _("The practical skills are not judged as learned")),
    Lack.HOURS: lambda one: of_people(one, _("Hours are missing")),
    Lack.CERTIFICATES: lambda one: of_people(one, _("Complete, and no certificate was issued")),
}
ENDPOINTS = {
    Lack.TIMETABLE: "catalogue.cohort_sessions",
    Lack.INSTRUCTORS: "scheduling.teaching",
    Lack.ROLLS: "attendance.rolls",
    Lack.IDENTITY: "desk.cohort_identity",
    Lack.BIRTH_DATES: "enrolment.cohort_board",
    Lack.HOURS: "certificates.cohort",
    Lack.CERTIFICATES: "certificates.cohort",
}


def of_people(one, what) -> str:
    names = _(", ").join(one.names) + ("…" if one.count > len(one.names) else "")
    return ngettext(
        "%(what)s: %(num)s person (%(names)s)",
        "%(what)s: %(num)s people (%(names)s)",
        one.count,
        what=what,
        names=names,
    )


def said(missing) -> str:
    return SAID[missing.lack](missing)


def mended_at(missing, cohort) -> str:
    """The address."""
    lack = missing.lack
    if lack in (Lack.ISSUER, Lack.AUTHORITY):
        return url_for("certificates.set_rule", name="certificate_issuer")
    if lack is Lack.DESIGNATION:
        return url_for("certificates.set_rule", name=REGISTERS[cohort.course.kind].name)
    if lack is Lack.SUBJECTS:
        return url_for("catalogue.staff_course", slug=cohort.course.slug)
    if lack in (Lack.WRITTEN, Lack.PRACTICAL):
        return url_for("attendance.cohort_results", code=cohort.code, kind=lack.value)
    return url_for(ENDPOINTS[lack], code=cohort.code)
