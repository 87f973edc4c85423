"""Changed and cancelled dates, and the calendars that show them."""

from flask_babel import lazy_gettext as _

from .... import staff_words

staff_words.tell(
    "cohort",
    {
        "changes_told": _("People told of changed sessions"),
        "changes_not_told": _("Nobody told of changed sessions"),
    },
)
staff_words.subject(
    "calendar_feed",
    _("Calendar of a person"),
    told={"calendar_made": _("Calendar address made"), "calendar_ended": _("Calendar address ended")},
)
staff_words.letters(
    {
        "cohort_cancelled": _("The course will not take place"),
        "session_changed": _("A lesson has changed"),
    }
)
