"""How far the assessment of a cohort is. Derived from its rows, never stored."""

from enum import StrEnum

from flask_babel import lazy_gettext as _


class Standing(StrEnum):
    WITHOUT_SHEET = "without_sheet"
    COLLECTING = "collecting"  # people can still apply
    CLOSED = "closed"  # the list of applicants is to be closed
    NAMING = "naming"  # fewer than two assessors, for all or for one applicant
    MARKING = "marking"
    TALKING = "talking"  # a large difference was not talked over yet
    READY = "ready"
    DECIDED = "decided"
    CANCELLED = "cancelled"


WORDS = {
    Standing.WITHOUT_SHEET: _("The criteria are not written yet"),
    Standing.COLLECTING: _("People can still apply"),
    Standing.CLOSED: _("The list of applicants is to be closed"),
    Standing.NAMING: _("Somebody is missing who gives points"),
    Standing.MARKING: _("Points are being given"),
    Standing.TALKING: _("Large differences are to be talked over"),
    Standing.READY: _("Ready to decide"),
    Standing.DECIDED: _("Decided, everybody is told"),
    Standing.CANCELLED: _("The course does not take place"),
}
TOLD = {
    "criteria_written": _("Criteria written"),
    "assessment_begun": _("List of applicants for the assessment closed"),
    "assessor_named": _("Somebody named who gives points"),
    "assessor_ended": _("Somebody gives points no more"),
    "stepped_aside": _("An assessor knows an applicant and stepped aside"),
    "points_closed": _("Sheet of points closed"),
    "points_confirmed": _("Talked over: points confirmed"),
    "points_corrected": _("Talked over: points corrected"),
    "assessment_decided": _("Decided by points"),
}
"""What history says of a cohort that is assessed."""
