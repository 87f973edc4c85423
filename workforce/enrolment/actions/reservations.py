"""An operator holds seats without names: made, given back, and told before they return by themselves."""

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from ... import history, policies
from ...catalogue.models import Cohort, CohortState
from ...database import each_alone, hold
from ...i18n.formats import moment
from ...operators.actions.operators import hold_open
from ...refusals import Refused
from ..models import Reservation
from ..queries import reservations as queries
from ..rules.operator_limits import RESERVATION_LIMITS
from ..rules.reservations import latest
from . import offers, returning
from .enrol import refuse_outside_window
from .refusals import CohortCancelled
from .seats import reserve


class TooManySeats(Refused):
    """Raised with `left`: how many more this operator may reserve here."""

    field = "seats"

    def text(self):
        left = self.values["left"]
        if not left:
            return str(_("You hold as many seats without names here as you may. Name people first."))
        return ngettext(
            "You may reserve %(num)s seat here. Type a smaller number.",
            "You may reserve %(num)s seats here. Type a smaller number.",
            left,
        )


class TooLong(Refused):
    """Raised with `latest`, an instant."""

    message = _("Seats without names can be held until %(latest)s at the longest. Choose an earlier day.")
    field = "until"

    def text(self):
        return str(self.message) % {"latest": moment(self.values["latest"])}


class NotLater(Refused):
    message = _("That moment is over. Choose a later day.")
    field = "until"


def make(session, *, operator, cohort, seats: int, until, key, by, is_staff=False, at) -> Reservation:
    """Hold `seats` of the cohort without names until the instant `until`; the same `key` is the same reservation.

    `cohort` with its course. Raises TooManySeats, TooLong, NotLater, SeatsNotFree, CohortCancelled, OperatorEnded, and
    for an operator itself EnrolmentNotOpenYet and EnrolmentClosed.
    """
    hold_open(session, operator)
    hold(session, cohort, of=Cohort)
    if before := queries.sent_before(session, key):
        return before
    if not is_staff:
        refuse_outside_window(cohort, at)
    if cohort.state is not CohortState.PUBLISHED:
        raise CohortCancelled
    refuse_beyond(session, operator, cohort, seats, until, is_staff=is_staff, at=at)
    reservation = Reservation(
        operator_id=operator.id, cohort_id=cohort.id, key=key, until=until, made_at=at, by_id=by.id if by else None
    )
    reserve(session, reservation, cohort=cohort, seats=seats, at=at)
    changes = [history.Change("seats", 0, seats)]
    history.record(session, reservation, "reserved", by=by, at=at, changes=changes)
    return reservation


def refuse_beyond(session, operator, cohort, seats, until, *, is_staff, at):
    limits = policies.current(session, RESERVATION_LIMITS, at=at)
    left = limits.seats - len(queries.unnamed(session, operator.id, cohort.id))
    if seats > left:
        raise TooManySeats(left=max(left, 0))
    if until <= at:
        raise NotLater
    if until > (last := latest(limits, cohort, is_staff=is_staff, at=at)):
        raise TooLong(latest=last)


def give_back(session, reservation: Reservation, *, by, at):
    """Earlier than they would return; given back twice is nothing new. The seats go on to those who wait."""
    hold(session, reservation.cohort)
    session.refresh(reservation, ["ended_at"])
    if reservation.ended_at is None:
        returning.end(session, reservation, returning.GIVEN_BACK, by=by, at=at)
        offers.pass_on(session, reservation.cohort_id, at=at)


def give_back_all(session, operator, *, by, at):
    """Our work with the operator ends: whatever it holds without names goes on to those who wait, cohort by cohort."""
    for cohort_id in queries.cohorts_of(session, operator.id):
        hold(session, session.get_one(Cohort, cohort_id))
        for reservation in queries.open_in(session, cohort_id, operator.id):
            returning.end(session, reservation, returning.ENDED_WITH_OPERATOR, by=by, at=at)
        offers.pass_on(session, cohort_id, at=at)


def what_goes_back(session, operator):
    """For staff, before they end it."""
    for one in queries.of_operator(session, operator.id):
        if one.left:
            yield ngettext(
                "%(num)s seat without a name in %(code)s goes back, and to whoever waits.",
                "%(num)s seats without names in %(code)s go back, and to those who wait.",
                one.left,
                code=one.code,
            )


def notice_all(now, *, stop=lambda: False):
    """Tell the operators whose seats return soon."""
    each_alone(queries.to_notice, notice, now, stop=stop)


def notice(session, reservation_id, *, at):
    """One letter, once."""
    reservation = session.scalars(queries.loaded().where(Reservation.id == reservation_id)).one()
    hold(session, reservation)
    session.refresh(reservation, ["ended_at", "noticed_at"])
    left = queries.left_of(session, reservation.id)
    if reservation.ended_at or reservation.noticed_at or not left:
        return
    reservation.noticed_at = at
    returning.tell(session, reservation, "reservation_ending", seats=len(left), at=at)
