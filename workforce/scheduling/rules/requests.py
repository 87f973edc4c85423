"""Somebody is asked to teach: where a request stands, and what can become of it.

A search is for one post: one person who teaches, or helps, in some parts of one cohort. People are asked for it one
after another, never two at once.
"""

from enum import StrEnum

from flask_babel import lazy_gettext as _

from ...refusals import Refused


class Standing(StrEnum):
    """Of one person in one search."""

    LISTED = "listed"
    ASKED = "asked"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    PASSED_OVER = "passed_over"
    SKIPPED = "skipped"
    GIVEN_BACK = "given_back"
    CALLED_OFF = "called_off"
    WITHDRAWN = "withdrawn"


S = Standing
MOVES: dict[Standing, frozenset[Standing]] = {
    S.LISTED: frozenset({S.ASKED, S.SKIPPED}),
    S.ASKED: frozenset({S.ACCEPTED, S.DECLINED, S.PROPOSED, S.LAPSED, S.PASSED_OVER, S.WITHDRAWN}),
    S.PROPOSED: frozenset({S.ACCEPTED, S.DECLINED, S.ASKED, S.PASSED_OVER, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.CONFIRMED, S.GIVEN_BACK, S.CALLED_OFF, S.WITHDRAWN}),
    S.CONFIRMED: frozenset({S.GIVEN_BACK, S.CALLED_OFF, S.WITHDRAWN}),
    S.LAPSED: frozenset({S.ACCEPTED}),
    **{one: frozenset() for one in (S.DECLINED, S.PASSED_OVER, S.SKIPPED, S.GIVEN_BACK, S.CALLED_OFF, S.WITHDRAWN)},
}
"""Whoever was too late may still say yes while nobody else is asked."""

OPEN = frozenset({S.ASKED, S.PROPOSED})
"""Somebody still has to say something."""
HAS = frozenset({S.ACCEPTED, S.CONFIRMED})
"""They are named for the parts, and engaged: from the moment they said yes."""
LIVE = OPEN | HAS
"""At most one of a search at any moment; the database keeps that as well."""


class Ending(StrEnum):
    """Why a search is over though nobody has the post by it."""

    WITHDRAWN = "withdrawn"
    TAKEN = "taken"
    OFF = "off"
    REPLACED = "replaced"


class Offer(StrEnum):
    """What somebody proposes instead."""

    SOME = "some"
    OTHER_TIME = "other_time"
    COLLEAGUE = "colleague"


class NotAnyMore(Refused):
    """The page then says how it stands now."""

    message = _("This has changed since you opened the page. Look at how it stands now.")


def refuse_move(before: Standing, after: Standing):
    """Raises NotAnyMore."""
    if after not in MOVES[before]:
        raise NotAnyMore
