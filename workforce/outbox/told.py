"""What history tells of messages."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from .. import staff_words

SENDINGS = {
    "queued": _("Scheduled"),
    "sending": _("Being sent"),
    "sent": lazy_pgettext("message", "Sent"),
    "failed": _("Failed"),
    "bounced": _("Bounced"),
    "cancelled": _("Stopped"),
    "letter": _("To be printed"),
    "printed": _("Printed, not in the post yet"),
    "posted": _("In the post"),
    "call": _("To be called"),
    "called": _("Called"),
}
"""What a message stands at, for staff: its state, or what paper and telephones make of it."""

staff_words.subject(
    "outbox",
    _("Message"),
    told={
        "edited": _("Words changed"),
        "cancelled": _("Stopped"),
        "resent": _("Sent again"),
        "called": _("Told by telephone"),
        "not_reached": _("Called, nobody answered"),
        "call_again": _("Called, to be called again"),
        "bounced": _("To be called, because the mail bounced"),
        "printed": _("Printed as a letter"),
        "posted": _("Put into the post"),
        "put_back": _("Printed letter put back"),
    },
    states=SENDINGS,
)
staff_words.subject("undeliverable", _("Address that refused mail"), told={"mark_lifted": _("Mail may go there again")})
staff_words.subject(
    "wording",
    _("Words of a letter"),
    told={"worded": _("Letter worded anew"), "shipped_again": _("Back to the shipped words")},
)
