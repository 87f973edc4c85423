"""What history and letters tell of certificates."""

from flask_babel import lazy_gettext as _

from ... import staff_words

staff_words.subject(
    "certificate",
    _("Certificate"),
    told={
        "certificate_issued": _("Certificate issued"),
        "certificate_voided": _("Certificate made void"),
        "certificate_replaced": _("Certificate replaced by another"),
        "certificate_renewed": _("Certificate renewed because of work"),
        "certificate_copied": _("Certificate printed again"),
    },
)
staff_words.letters(
    {
        "certificate_ready": _("Certificate is ready"),
        "certificate_ending": _("Certificate ends soon"),
        "certificate_void": _("Certificate made void"),
    }
)
