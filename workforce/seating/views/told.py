"""What history tells of tables."""

from flask_babel import lazy_gettext as _

from ... import staff_words

staff_words.subject(
    "seating_plan",
    _("Tables of a session"),
    told={
        "tables_begun": _("Plan of tables begun"),
        "tables_set_up": _("Number of tables or chairs changed"),
        "tables_filled": _("Everybody seated by a proposal"),
        "tables_shown": _("Tables shown to those who sit there"),
        "tables_hidden": _("Tables not shown any more"),
    },
)
staff_words.tell(
    "enrolment",
    {
        "seat_changed": _("Moved at the tables"),
        "seating_noted": _("Noted something for the place at a table"),
        "seating_paired": _("Noted with whom they sit, or do not"),
        "seating_unpaired": _("They may sit with anybody again"),
    },
)
staff_words.fields({"seat_at_table": _("Table and chair")})
