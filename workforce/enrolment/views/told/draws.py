"""Draws of lots."""

from flask_babel import lazy_gettext as _

from .... import staff_words

staff_words.tell(
    "cohort",
    {
        "draw_promised": _("Secret for the draw made and promised"),
        "draw_value_named": _("Public value for the draw named"),
        "draw_list_closed": _("List for the draw closed"),
        "draw_value_typed": _("Public value typed"),
        "draw_value_confirmed": _("Public value confirmed by a second person"),
        "drawn": _("Drawn"),
        "draw_again_asked": _("Another draw asked for"),
        "draw_again_stopped": _("Decided not to repeat the draw"),
        "drawn_again": _("Drawn again"),
    },
)
staff_words.fields(
    {
        "applicants": _("People in the list"),
        "value_name": _("Name of the public value"),
        "value": _("Public value"),
    }
)
staff_words.letters(
    {
        "draw_again_lost": _("The draw was repeated, the seat is lost"),
        "draw_again_waiting": _("The draw was repeated, no seat again"),
    }
)
