"""How the seats of a cohort are given, in the words of its pages and letters."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ...catalogue.models import BandKind, Overflow, Selection
from ...i18n.formats import moment

NAMES = {
    Selection.FIRST_COME: _("First come, first served"),
    Selection.LOTTERY: _("Drawn by lot"),
    Selection.LOTTERY_IF_OVER: _("Drawn by lot if too many apply"),
    Selection.SCREENING: _("Chosen by criteria"),
}

HOW = {
    Selection.FIRST_COME: (_("The seats are given in the order in which applications arrive."),),
    Selection.LOTTERY: (
        _("When applications close, the seats are drawn by lot among everybody who has applied."),
        _("It makes no difference whether you apply on the first day or on the last."),
    ),
    Selection.LOTTERY_IF_OVER: (
        _("If no more people apply than there are seats, everybody gets one when applications close."),
        _("If more people apply, the seats are drawn by lot among all of them."),
        _("It makes no difference whether you apply on the first day or on the last."),
    ),
    Selection.SCREENING: (
        _("When applications close, two of us read every application without the name and give points by criteria."),
        _("It makes no difference whether you apply on the first day or on the last."),
    ),
}
"""Sentences for somebody who thinks of applying, or who has."""

GROUPS = {
    BandKind.RESIDENTS: _("People who live in the city"),
    BandKind.CITY: _("People who live, work or study in the city"),
    BandKind.FIRST_TIME: _("People who have not had a seat in this course before"),
}
"""The people of a band, for headings and short lines."""


def first_for(kind: BandKind, seats: int, capacity: int) -> str:
    """For whom `seats` of the `capacity` seats are first."""
    of = {"capacity": capacity}
    if kind is BandKind.RESIDENTS:
        return ngettext(
            "%(num)s of the %(capacity)s seats is first for people who live in the city.",
            "%(num)s of the %(capacity)s seats are first for people who live in the city.",
            seats,
            **of,
        )
    if kind is BandKind.CITY:
        return ngettext(
            "%(num)s of the %(capacity)s seats is first for people who live, work or study in the city.",
            "%(num)s of the %(capacity)s seats are first for people who live, work or study in the city.",
            seats,
            **of,
        )
    return ngettext(
        "%(num)s of the %(capacity)s seats is first for people who have not had a seat in this course before.",
        "%(num)s of the %(capacity)s seats are first for people who have not had a seat in this course before.",
        seats,
        **of,
    )


def overflow(band) -> str:
    """What becomes of what they do not need. `band`: with overflow and released_at."""
    if band.overflow is Overflow.KEEP:
        return gettext("These seats stay theirs, also if nobody takes them.")
    if band.released_at is None:
        return gettext("What they do not need is for everybody when the seats are given.")
    return gettext("What is free of them on %(moment)s is for everybody.", moment=moment(band.released_at))


def in_words(band, capacity: int) -> str:
    """The rule of one band."""
    return gettext("%(rule)s %(rest)s", rule=first_for(band.kind, band.seats, capacity), rest=overflow(band))
