"""Two to four people of one cohort wait for seats together: they are offered seats all at once, or none of them."""

from flask_babel import lazy_gettext as _

from ... import history
from ...catalogue.models import Cohort, CohortState, GroupRule
from ...database import hold
from ...refusals import Refused
from ..models import Enrolment, State, WaitingGroup
from ..queries import bands, together
from ..queries import seats as counts
from ..rules.together import LARGEST, Waiting, could_fit, is_code
from . import membership, offers
from .holding import hold_and_read
from .refusals import ReasonMissing


class NotWaiting(Refused):
    message = _("Only people on the waiting list can wait together. Please look at how your application stands now.")


class TogetherAlready(Refused):
    message = _("You wait together with others already. Leave that group first.")


class GroupOver(Refused):
    message = _("This group does not wait any more: its people have been offered seats, or have left it.")


class GroupFull(Refused):
    message = _("This group is full: at most %(largest)s people can wait together.")


class GroupTooLarge(Refused):
    message = _("This course does not have enough seats for one person more in this group.")


class NoSuchGroup(Refused):
    message = _("No group on this waiting list has that code. Compare each sign with what you were given.")
    field = "code"


def begin(session, enrolment, *, by, at) -> WaitingGroup:
    """A group that others can join. Somebody who has one already keeps it. Raises NotWaiting."""
    hold_and_read(session, enrolment)
    refuse_not_waiting(enrolment)
    if enrolment.waiting_group_id is not None:
        return session.get_one(WaitingGroup, enrolment.waiting_group_id)
    return membership.begin(session, enrolment, by=by, at=at)


def by_code(session, enrolment, code: str, *, secret) -> WaitingGroup:
    """The group of this waiting list with this code. Raises NoSuchGroup."""
    for group in together.open_groups(session, enrolment.cohort_id):
        if is_code(code, group.id, group.made_at, secret):
            return group
    raise NoSuchGroup


def join(session, enrolment, group_id: int, *, by, at):
    """Wait with this group from now on, at the place of whoever stands last; a second click is nothing new.

    A group of which they are the only member is left for it. Raises NotWaiting, GroupOver, TogetherAlready, GroupFull,
    GroupTooLarge.
    """
    hold_and_read(session, enrolment)
    refuse_not_waiting(enrolment)
    if enrolment.waiting_group_id == group_id:
        return
    group = together.open_group(session, group_id, enrolment.cohort_id)
    if group is None:
        raise GroupOver
    refuse_unfit(session, enrolment, group)
    membership.leave(session, enrolment, by=by, at=at)
    membership.enter(session, enrolment, group, by=by, at=at)
    offers.pass_on(session, enrolment.cohort_id, at=at)


def leave(session, enrolment, *, by, at, reason=None):
    """Wait alone again, at the place they had alone; whoever does so already is left as they are."""
    hold_and_read(session, enrolment)
    if membership.leave(session, enrolment, by=by, at=at) is not None:
        membership.note(session, enrolment, membership.LEFT, by=by, at=at, reason=reason)
        offers.pass_on(session, enrolment.cohort_id, at=at)


def dissolve(session, enrolment, *, reason, by, at):
    """Staff end the group of this person: each waits alone again. Raises ReasonMissing, GroupOver."""
    if not reason:
        raise ReasonMissing
    hold_and_read(session, enrolment)
    if enrolment.waiting_group_id is None:
        raise GroupOver
    membership.dissolve(session, enrolment.waiting_group_id, reason=reason, by=by, at=at)
    offers.pass_on(session, enrolment.cohort_id, at=at)


def bring(session, enrolment, other: Enrolment, *, by, at):
    """Staff let `other` wait with `enrolment`, who need not have begun a group. Both as everywhere in `moves`.

    Raises as `join`, for either of them.
    """
    group = begin(session, enrolment, by=by, at=at)
    join(session, other, group.id, by=by, at=at)


def set_rule(session, cohort: Cohort, rule: GroupRule, *, by, at):
    """What happens to free seats that are too few for a group; what may be offered by it now is offered."""
    hold(session, cohort)
    session.refresh(cohort, ["group_rule"])
    if rule is cohort.group_rule:
        return None
    change = history.Change("group_rule", cohort.group_rule.value, rule.value)
    cohort.group_rule, cohort.changed_at = rule, at
    entry = history.record(session, cohort, "group_rule_set", by=by, at=at, changes=[change])
    offers.pass_on(session, cohort.id, at=at)
    return entry


def refuse_not_waiting(enrolment):
    if enrolment.state is not State.WAITLISTED or enrolment.cohort.state is not CohortState.PUBLISHED:
        raise NotWaiting


def refuse_unfit(session, enrolment, group: WaitingGroup):
    """Raises TogetherAlready, GroupFull, GroupTooLarge."""
    line = together.line(session, enrolment.cohort_id)
    if sum(one.group_id == enrolment.waiting_group_id for one in line if one.group_id is not None) > 1:
        raise TogetherAlready
    party = [one for one in line if one.group_id == group.id] + [Waiting(enrolment.id, enrolment.band_id)]
    if len(party) > LARGEST:
        raise GroupFull(largest=LARGEST)
    seats = counts.seats_of(session, enrolment.cohort_id)
    every = bands.bands_of(session, enrolment.cohort_id) if seats.has_bands else []
    if not could_fit(seats.capacity, every, party):
        raise GroupTooLarge
