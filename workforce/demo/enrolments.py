"""What happens to a cohort between its opening and today: people enrol."""

from datetime import timedelta

from ..enrolment.actions import enrol as sending
from ..enrolment.models import Origin
from ..refusals import Refused
from .answers import answers_of, needs_of
from .settling import settle

REFUSED_TOO = 1.25  # some are too young or have enrolled already
OTHER_CONTACT = 0.03  # a new telephone, the old name: a possible duplicate for staff
ORIGINS = (Origin.WEB,) * 7 + (Origin.PHONE, Origin.COUNTER, Origin.POST)


def fill(session, cohort, run, people, *, staff, random, at):
    """Everything that happened to `cohort` until `at`, in the order of time."""
    until = min(at, cohort.closes_at)
    if until <= cohort.opens_at:
        return
    wanted = round(run.capacity * run.demand * REFUSED_TOO * share_elapsed(cohort, until))
    for moment in moments(random, cohort.opens_at, until, wanted):
        one_more(session, cohort, random.choice(people), staff=staff, random=random, at=moment)
    settle(session, cohort, staff=staff, random=random, at=at)


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
