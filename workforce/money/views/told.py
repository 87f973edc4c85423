"""What history and letters tell of money."""

from flask_babel import lazy_gettext as _

from ... import staff_words
from ..rules.bank_words import ROW_STATES
from ..rules.reductions import ASKINGS
from ..rules.refunds import CASES, MOVE_WORDS

staff_words.subject("bank_file", _("File of the bank"), told={"file_booked": _("Payments booked")})
staff_words.subject(
    "bank_row",
    _("Payment by bank"),
    told={
        "row_assigned": _("Payment given to a person"),
        "row_set_aside": _("Payment set aside"),
        "row_taken_up": _("Payment unclear again"),
    },
    states=ROW_STATES,
)
staff_words.subject("refund_case", _("Refund for working in the city"), told=MOVE_WORDS, states=CASES)
staff_words.subject(
    "reduction_request",
    _("Request to pay less"),
    told={
        "reduction_asked": _("Asked to pay less"),
        "reduction_granted": _("Pays less"),
        "reduction_refused": _("Request to pay less refused"),
    },
    states=ASKINGS,
)
staff_words.subject(
    "issued_document",
    _("Receipt or invoice"),
    told={"document_issued": _("Paper issued"), "document_voided": _("Paper made void")},
)
staff_words.letters({"employer_proof": _("Question to an employer"), "reduction_decided": _("Whether you pay less")})
