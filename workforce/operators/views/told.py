"""What history tells of operators, their offices and their contacts."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from ... import staff_words

staff_words.subject(
    "operator",
    _("Operator"),
    told={
        "people_seen": _("The operator looked at its people"),
        "ended": _("The work with it ended"),
        "taken_up": _("The work with it was taken up again"),
    },
)
staff_words.subject("office", _("Office"), told={"ended": _("Taken out")})
staff_words.subject(
    "operator_contact",
    _("Contact of a care operator"),
    told={
        "invited": _("Invited"),
        "accepted": _("Invitation accepted"),
        "ended": _("Access ended"),
        "given_back": _("Access given back"),
    },
)
staff_words.fields({"name": lazy_pgettext("operator", "Name")})
