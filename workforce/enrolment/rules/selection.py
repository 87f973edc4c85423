"""How the seats of a cohort are given, in the words of its pages and letters."""

from flask_babel import lazy_gettext as _

from ...catalogue.models import Selection

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
