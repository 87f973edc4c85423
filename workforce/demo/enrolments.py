"""What happens to a cohort between its opening and today: people enrol, some cancel, staff confirm, papers come."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from .. import clock
from ..catalogue.models import Cohort
from ..enrolment.actions import enrol as sending
from ..enrolment.actions import moves
from ..enrolment.models import Enrolment, Origin, State
from ..enrolment.queries import seats
from ..people.rules import ages
from ..refusals import Refused
from .answers import answers_of, needs_of

CANCELS = 0.12
REFUSED_TOO = 1.25  # some are too young or have enrolled already
OTHER_CONTACT = 0.03  # a new telephone, the old name: a possible duplicate for staff
PAPER_COMES = 0.8
ORIGINS = (Origin.WEB,) * 7 + (Origin.PHONE, Origin.COUNTER, Origin.POST)
REASONS = ("本人から電話で連絡", "仕事の都合", "体調のため", "日程が合わなくなった")


def fill(session, cohort, run, people, *, staff, random, at):
    """Everything that happened to `cohort` until `at`, in the order of time."""
    until = min(at, cohort.closes_at)
    if until <= cohort.opens_at:
        return
    wanted = round(run.capacity * run.demand * REFUSED_TOO * share_elapsed(cohort, until))
    for moment in moments(random, cohort.opens_at, until, wanted):
        one_more(session, cohort, random.choice(people), staff=staff, random=random, at=moment)
    settle(session, cohort, staff=staff, random=random, since=cohort.opens_at, at=until)


def share_elapsed(cohort, until):
    """Most people enrol early; a window half over has two thirds of its people."""
    elapsed = (until - cohort.opens_at) / (cohort.closes_at - cohort.opens_at)
    return min(1.0, elapsed**0.6)


def moments(random, starts, ends, count):
    seconds = int((ends - starts).total_seconds())
    return sorted(starts + timedelta(seconds=random.randrange(seconds)) for _ in range(count))


def one_more(session, cohort, invented, *, staff, random, at):
    """One person fills in the form, or telephones. Somebody too young or already enrolled is refused, as in life."""
    origin = random.choice(ORIGINS) if invented.mail else Origin.PHONE
    mail, phone = contact_of(invented, random)
    application = sending.Application(
        name=invented.name,
        birth_date=invented.birth_date,
        mail=mail,
        phone=phone,
        language=invented.language,
        key=f"demo:{cohort.code}:{at.timestamp():.0f}:{random.random()}",
        origin=origin,
        answers=answers_of(cohort.course, invented, random),
        needs=needs_of(invented, random),
    )
    by = None if origin is Origin.WEB else staff
    try:
        sending.enrol(session, cohort=cohort, application=application, by=by, at=at)
    except Refused:
        return


def contact_of(invented, random):
    if random.random() > OTHER_CONTACT:
        return invented.mail, invented.phone
    number = random.randrange(1000)
    return (f"new{number:03d}@mail.example" if invented.mail else None), f"+81800000{number:04d}"


def settle(session, cohort, *, staff, random, since, at):
    """Cancellations, papers and confirmations, each at its own time between opening and `at`."""
    for enrolment in enrolled(session, cohort):
        if random.random() < CANCELS and enrolment.state is not State.CANCELLED:
            when = between(random, enrolment.submitted_at, at)
            moves.cancel(session, enrolment, reason=random.choice(REASONS), by=staff, at=when)
        elif is_minor(enrolment, at) and random.random() < PAPER_COMES:
            bring_paper(session, enrolment, staff=staff, random=random, at=at)
    while confirm_next(session, cohort, staff=staff, at=at):
        pass


def enrolled(session, cohort, *where):
    query = select(Enrolment).where(Enrolment.cohort_id == cohort.id, *where).order_by(Enrolment.id)
    loaded = (
        joinedload(Enrolment.person),
        joinedload(Enrolment.consent),
        joinedload(Enrolment.cohort).options(joinedload(Cohort.course), joinedload(Cohort.place)),
    )
    return session.scalars(query.options(*loaded)).all()


def bring_paper(session, enrolment, *, staff, random, at):
    when = between(random, enrolment.submitted_at, at)
    moves.record_consent(
        session,
        enrolment,
        guardian_name=f"{enrolment.person.family_name or enrolment.person.given_name} 保護者",
        relation=random.choice(("母", "父", "祖母")),
        signed_on=clock.today(when),
        by=staff,
        at=when,
    )


def confirm_next(session, cohort, *, staff, at):
    """A seat that somebody gave up goes to the head of the list; staff leave the newest cancellations for today."""
    queue = seats.queue_of(session, cohort.id)
    if not queue or seats.seats_of(session, cohort.id).free <= 1:
        return False
    [first] = enrolled(session, cohort, Enrolment.id == queue[0])
    moves.confirm(session, first, by=staff, at=at)
    return True


def is_minor(enrolment, at):
    return ages.is_minor(enrolment.person.birth_date, clock.today(at))


def between(random, earlier, later):
    return earlier + (later - earlier) * random.random()
