"""What history tells of rolls and what hangs on them."""

from flask_babel import lazy_gettext as _

from ... import staff_words

staff_words.subject("roll_call", _("Roll call"), told={"roll_closed": _("Roll closed")})
