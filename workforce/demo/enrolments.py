"""What happens to a cohort between its opening and today: people enrol."""

from datetime import timedelta

from .. import clock
from ..enrolment.actions import enrol as sending
from ..enrolment.models import Origin
from ..enrolment.rules.guardians import NamedGuardian
from ..people.rules import ages
from ..refusals import Refused
from .answers import answers_of, needs_of
from .settling import Settling

REFUSED_TOO = 1.25  # some are too young or have enrolled already
OTHER_CONTACT = 0.03  # a new telephone, the old name: a possible duplicate for staff
NAMES_NOBODY, HAS_NO_MAIL, READS_VIETNAMESE = 0.15, 0.4, 0.85  # of the guardians of those under 18
GIVEN = {"母": "久美子", "父": "健一", "祖母": "和子"}
ORIGINS = (Origin.WEB,) * 7 + (Origin.PHONE, Origin.COUNTER, Origin.POST)


def fill(session, cohort, run, people, *, staff, random, at):
    """Everything that happened to `cohort` until `at`, in the order of time."""
    until = min(at, cohort.closes_at)
    if until <= cohort.opens_at:
        return
    wanted = round(run.capacity * run.demand * REFUSED_TOO * share_elapsed(cohort, until))
    settling = Settling(session, cohort, staff=staff, random=random, at=at)
    for moment in moments(random, cohort.opens_at, until, wanted):
        settling.go_on(until=moment)
        enrolment = one_more(session, cohort, random.choice(people), staff=staff, random=random, at=moment)
        if enrolment and enrolment.held_until:
            settling.ask_guardian_of(enrolment)
    settling.run()


def share_elapsed(cohort, until):
    """Most people enrol early; a window half over has two thirds of its people."""
    elapsed = (until - cohort.opens_at) / (cohort.closes_at - cohort.opens_at)
    return min(1.0, elapsed**0.6)


def moments(random, starts, ends, count):
    seconds = int((ends - starts).total_seconds())
    return sorted(starts + timedelta(seconds=random.randrange(seconds)) for _ in range(count))


def one_more(session, cohort, invented, *, staff, random, at):
    """The enrolment of one person who fills in the form, or telephones. Somebody too young or already enrolled is
    refused, as in life: None.
    """
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
        guardian=guardian_of(invented, random) if ages.is_minor(invented.birth_date, clock.today(at)) else None,
        answers=answers_of(cohort.course, invented, random),
        needs=needs_of(invented, random),
    )
    by = None if origin is Origin.WEB else staff
    try:
        return sending.enrol(session, cohort=cohort, application=application, by=by, at=at)
    except Refused:
        return None


def guardian_of(invented, random):
    """Whom somebody under 18 names, if anybody yet."""
    fate = random.random()
    if fate < NAMES_NOBODY:
        return None
    number = random.randrange(1000)
    relation = random.choice(("母", "父", "祖母"))
    language = "vi" if invented.language == "vi" or fate > READS_VIETNAMESE else "ja"
    mail = None if fate < HAS_NO_MAIL else f"guardian{number:03d}@mail.example"
    return NamedGuardian(f"{invented.name.family} {GIVEN[relation]}", relation, language, mail)


def contact_of(invented, random):
    if random.random() > OTHER_CONTACT:
        return invented.mail, invented.phone
    number = random.randrange(1000)
    return (f"new{number:03d}@mail.example" if invented.mail else None), f"+81800000{number:04d}"
