"""What history tells of courses, their cohorts and sessions. Cohorts and courses share their words."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from ... import staff_words
from ..forms.words import COURSE_STATES, MATERIAL_STATES

staff_words.subject("course", _("Course"), states=COURSE_STATES)
staff_words.subject("cohort", _("Cohort"), states=COURSE_STATES)
staff_words.subject("session", _("Session"))
staff_words.subject("place", _("Place"))
staff_words.subject(
    "material",
    _("File of a course"),
    told={
        "created": _("File put on the course"),
        "version_added": _("Version brought"),
        "edited": _("What is said of the file was changed"),
        "withdrawn": _("File withdrawn"),
        "shown_again": _("File shown again"),
    },
    states=MATERIAL_STATES,
)
staff_words.subject(
    "material_version", _("Version of a file"), told={"erased": _("Version erased, because it was brought in error")}
)
staff_words.subject(
    "interest",
    _("Wish to hear of new dates"),
    told={"noted": _("Wish to hear of the next date noted"), "answered": _("Told of new dates")},
)
staff_words.tell_of_any(
    {
        "created": _("Made"),
        "edited": _("Changed"),
        "published": _("Published"),
        "withdrawn": _("Withdrawn"),
        "cancelled": lazy_pgettext("course", "Cancelled"),
        "seeded": _("Loaded from the national tables"),
        "audience_set": _("For whom it is was changed"),
        "audience_removed": _("For whom it is was taken out"),
        "required": _("A course to finish first was added"),
        "required_no_more": _("A course to finish first was taken out"),
        "session_added": _("Session added"),
        "session_edited": _("Session changed"),
        "session_removed": _("Session taken out"),
        "sessions_filled": _("Subjects laid into the sessions"),
        "sessions_planned": _("Sessions planned"),
        "part_added": _("Part of a session added"),
        "part_edited": _("Part of a session changed"),
        "part_removed": _("Part of a session taken out"),
        "subject_added": _("Subject added"),
        "subject_edited": _("Subject changed"),
        "subject_removed": _("Subject taken out"),
        "item_added": _("Item added"),
        "item_edited": _("Item changed"),
        "item_removed": _("Item taken out"),
    }
)
staff_words.fields(
    {
        "capacity": _("Seats"),
        "seats": _("Seats"),
        "minimum": _("Minimum"),
        "opens_at": _("Opens"),
        "closes_at": _("Closes"),
        "lead_id": _("Lead"),
        "title": lazy_pgettext("course", "Title"),
        "file": _("File"),
    }
)
