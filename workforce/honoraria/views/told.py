"""What history tells of fees of those who teach."""

from flask_babel import lazy_gettext as _

from ... import staff_words
from ..rules.terms import RANKS
from ..rules.words import PAYEES

staff_words.subject("fee_month", _("Fees of a month"), told={"fees_closed": _("Month closed")})
staff_words.tell("person", {"fee_fact_noted": _("Rank and payee noted")})
staff_words.fields({"fee_rank": _("Rank for the fee"), "fee_payee": _("Who is paid"), "fee_since": _("Since when")})
staff_words.values("fee_rank", {rank.value: words for rank, words in RANKS.items()})
staff_words.values("fee_payee", {payee.value: words for payee, words in PAYEES.items()})
