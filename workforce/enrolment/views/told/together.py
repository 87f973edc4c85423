"""People who wait together, and the rule of a cohort for them."""

from flask_babel import lazy_gettext as _

from .... import staff_words
from ...rules.together import NAMES

staff_words.tell("cohort", {"group_rule_set": _("Rule for people who wait together changed")})
staff_words.fields({"group_rule": _("Free seats that are too few for a group")})
staff_words.values("group_rule", NAMES)
