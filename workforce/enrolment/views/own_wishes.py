"""What the private page says of the other dates that somebody wants."""

from typing import NamedTuple

from ... import links
from ...database import db
from ..forms.wishes import in_words
from ..models import Choice, State
from ..queries import wishes as queries
from ..rules import wishes as rules
from ..rules.words import STATE_WORDS


class Wishes(NamedTuple):
    """`dates`: [(receipt number, when and where, state in words)], the best first; `rule`: what ends when; `ends`: what
    would end if the seat that is offered here were taken; `may_open`: the receipts of other pages that this browser may
    open.
    """

    dates: list
    rule: str
    ends: list
    may_open: list


def of_page(enrolment, at) -> Wishes | None:
    """For a ShownEnrolment; None for somebody who wants one date alone."""
    if not enrolment.has_wish:
        return None
    dates = queries.dates_of(db.session, enrolment.id, at=at)
    if len(dates) < 2 or enrolment.id not in {one.id for one in dates}:
        return None
    choice = queries.choice_of(db.session, enrolment.id) or Choice.ALL
    over: list[int] = []
    if enrolment.state is State.OFFERED:
        over = rules.would_end(choice, [one.wanted(at) for one in dates], enrolment.id)
    return Wishes(
        [(one.receipt, in_words(one), STATE_WORDS[one.state]) for one in dates],
        str(rules.RULES[choice]),
        [in_words(one) for one in dates if one.id in over],
        [receipt for receipt in links.granted(links.Purpose.ENROLMENT) if receipt != enrolment.receipt],
    )


def ending_by_moving(enrolment, at) -> list:
    """Which of their other dates would end, in words, if this enrolment had a seat on another date."""
    dates = queries.dates_of(db.session, enrolment.id, at=at)
    if len(dates) < 2:
        return []
    choice = queries.choice_of(db.session, enrolment.id) or Choice.ALL
    wanted = [one.wanted(at)._replace(is_fixed=False) if one.id == enrolment.id else one.wanted(at) for one in dates]
    over = rules.would_end(choice, wanted, enrolment.id)
    return [in_words(one) for one in dates if one.id in over]
