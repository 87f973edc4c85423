"""An operator enrols several people at once: all of them by the rules of everybody, or none."""

from collections.abc import Sequence
from functools import partial

from flask_babel import lazy_gettext as _

from ... import clock, history, policies
from ...catalogue.models import Cohort
from ...catalogue.rules import eligibility
from ...database import hold
from ...operators.actions.operators import hold_open
from ...people.actions import persons
from ...people.queries import contacts
from ...refusals import Refused
from ..models import Group, Origin, OwnPart, ReservedSeat
from ..queries import groups as queries
from ..queries import reservations
from ..queries import seats as seat_queries
from ..rules import takes_seat
from ..rules.groups import Named, own_part_until
from ..rules.operator_limits import RESERVATION_LIMITS
from . import messages, offers, returning
from .enrol import Application, refuse_outside_window, take_in


class FewerSeats(Refused):
    message = _("Somebody took seats while you were looking, so nobody is enrolled yet. Look at the list as it is now.")


class NobodyNew(Refused):
    message = _("You have enrolled everybody in this list here already. Nothing is left to do.")


def enrol_group(
    session, *, operator, cohort: Cohort, people: Sequence[Named], key: str, seats: int, by, is_staff=False, at
) -> Group:
    """Enrol `people` in their order; the same `key` again is the same group.

    `cohort` with its course, prerequisites and place. `seats`: how many were promised; with fewer nobody is enrolled.
    Staff may do it outside the window. People are held before the cohort, in one order for everybody, as whoever enrols
    alone holds theirs. Raises FewerSeats, NobodyNew, OperatorEnded and what `enrol` does.
    """
    if before := queries.sent_before(session, key):
        return before
    hold_open(session, operator)
    if not is_staff:
        refuse_outside_window(cohort, at)
    first_day = clock.today(cohort.starts_at or at)
    for one in people:
        eligibility.check(cohort.course, birth_date=one.birth_date, first_day=first_day, has_required=True)
    found = records(session, people, at=at)
    hold(session, cohort, of=Cohort)
    if before := queries.sent_before(session, key):
        return before  # a second click, while the first was still being written
    return take_all(session, operator, cohort, people, found, key=key, seats=seats, by=by, at=at)


def records(session, people: Sequence[Named], *, at) -> dict:
    """{identity: person} as they are on record, or new; each held."""
    found = {}
    for one in sorted(people, key=lambda one: persons.lock_key(one.name.shown_kana, one.birth_date)):
        person, _is_new = persons.find_or_create(
            session,
            name=one.name,
            birth_date=one.birth_date,
            mail=one.mail,
            phone=one.phone,
            language=one.language,
            at=at,
        )
        found[one.identity] = person
    return found


def take_all(session, operator, cohort, people, found, *, key, seats, by, at) -> Group:
    group = Group(operator_id=operator.id, cohort_id=cohort.id, key=key, made_at=at, by_id=by.id)
    session.add(group)
    session.flush()
    limits = policies.current(session, RESERVATION_LIMITS, at=at)
    naming = Naming(session, group, operator, cohort, own_part_until(limits, cohort, at=at), by, at)
    offers.settled(session, cohort.id, at=at)
    naming.reserved = reservations.unnamed(session, operator.id, cohort.id)
    for number, one in enumerate(people):
        naming.name(one, found[one.identity], number)
    if not naming.parts:
        raise NobodyNew
    if naming.seats < seats:
        raise FewerSeats
    returning.end_full(session, operator.id, cohort.id, by=by, at=at)
    history.record(session, group, "sent", by=by, at=at)
    return group


class Naming:
    """The people of one group, named one after the other. `seats`: how many have one, for all the operator knows.

    `reserved`: the seats that the operator holds here without names.
    """

    def __init__(self, session, group, operator, cohort, until, by, at):
        self.session, self.group, self.operator, self.cohort = session, group, operator, cohort
        self.until, self.by, self.at = until, by, at
        self.parts: list[OwnPart] = []
        self.reserved: list[ReservedSeat] = []

    @property
    def seats(self):
        return sum(part.told_seat for part in self.parts)

    def name(self, one: Named, person, number):
        row_key = f"{self.group.key}:{number}"
        before = seat_queries.already(self.session, cohort_id=self.cohort.id, person_id=person.id, key=row_key)
        if before is None:
            self.enrol(one, person, row_key)
        elif not queries.is_named(self.session, before.id, self.operator.id):
            self.link(one, person, before)

    def enrol(self, one: Named, person, row_key):
        application = Application(
            name=one.name,
            birth_date=one.birth_date,
            mail=one.mail,
            phone=one.phone,
            language=one.language,
            key=row_key,
            origin=Origin.OPERATOR,
        )
        take_in(
            self.session,
            self.cohort,
            application,
            person,
            by=self.by,
            at=self.at,
            tell=partial(self.tell, one),
            reserved=self.reserved.pop(0) if self.reserved else None,
        )

    def tell(self, one: Named, enrolment, claim, **_letter):
        self.add(one, enrolment, told_seat=takes_seat(enrolment.state))
        self.write(
            enrolment,
            "own_part",
            f"history:{claim.entry.id}",
            state=enrolment.state.value,
            position=claim.position,
            closes_at=self.cohort.closes_at.isoformat(),
        )

    def link(self, one: Named, person, enrolment):
        """They enrolled by themselves. The operator is told what it is told of anybody, and they are asked."""
        seats = seat_queries.seats_of(self.session, self.cohort.id)
        told_seat = not seats.is_collecting and not seats.next_position
        part = self.add(one, enrolment, told_seat=told_seat, linked=True)
        self.write(enrolment, "own_part_linked", f"own_part:{part.id}")
        history.record(self.session, enrolment, "named_by_operator", by=self.by, at=self.at, to_state=enrolment.state)

    def add(self, one: Named, enrolment, *, told_seat, linked=False) -> OwnPart:
        part = OwnPart(
            group_id=self.group.id,
            enrolment_id=enrolment.id,
            typed_name=one.name.shown,
            told_seat=told_seat,
            linked=linked,
            until=self.until,
        )
        self.session.add(part)
        self.session.flush()
        self.parts.append(part)
        return part

    def write(self, enrolment, template, cause, **details):
        """Only ever to the contact on file: what the operator typed of somebody whom we know is not proven."""
        self.session.refresh(enrolment, ["person"])
        messages.tell(
            self.session,
            enrolment,
            template,
            cohort=self.cohort,
            person=enrolment.person,
            contact=contacts.on_file(self.session, enrolment.person_id),
            cause=cause,
            at=self.at,
            operator=self.operator.name,
            until_at=self.until.isoformat(),
            **details,
        )
