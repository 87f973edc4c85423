"""What history tells of rolls and what hangs on them."""

from flask_babel import lazy_gettext as _

from ... import staff_words

staff_words.subject("roll_call", _("Roll call"), told={"roll_closed": _("Roll closed")})
staff_words.subject(
    "contest",
    _("Contested attendance"),
    told={
        "mark_contested": _("Said that the record is wrong"),
        "contest_changed": _("Record changed"),
        "contest_kept": _("Record kept"),
    },
)
staff_words.letters({"contest_decided": _("What was decided about the attendance")})
