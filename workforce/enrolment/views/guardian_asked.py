"""What a guardian's link asks, or why it asks nothing any more."""

from ... import clock, links
from ...database import db
from ...web import render
from ..models import State
from ..models.consents import Channel
from ..queries import guardians as queries
from ..queries.guardians import Asked
from ..rules import is_active
from ..rules.consents import ASKED, NAMES, asked_of_guardian
from ..rules.days import days_of
from ..rules.guardians import is_minor
from ..rules.holds import is_over


def load(token):
    """(what the link asks, how it came, now); the first is None for a link that opens nothing."""
    at = clock.now()
    known = read(token)
    found = queries.asked(db.session, known[0]) if known else None
    way = Channel.PAPER_LINK if known and known[1].get("paper") else Channel.LINK
    return found, way, at


def read(token):
    return links.read(links.Purpose.GUARDIAN, token, at=clock.now())


def why_closed(found: Asked, at) -> str | None:
    """Why this link shows nothing to answer any more; None while it does."""
    enrolment = found.enrolment
    if enrolment.forgotten_at:
        return "forgotten"
    if not is_minor(enrolment.person.birth_date, at):
        return "of_age"
    if found.request.ended_at:
        return "changed"
    if not is_active(enrolment.state):
        return "over"
    if enrolment.state is State.WAITING_FOR_GUARDIAN and is_over(enrolment, at):
        return "late"
    return None


def closed_page(why, found: Asked):
    """Kind words. Of somebody who is of age, and to whoever is asked no more, nothing else is told."""
    if why in {"forgotten", "of_age", "changed"}:
        return render("enrolment/guardian_closed.html", 410, why=why)
    return render("enrolment/guardian_closed.html", 410, why=why, **about(found))


def link_over():
    return render("enrolment/guardian_closed.html", 410, why="unknown")


def about(found: Asked):
    cohort = found.enrolment.cohort
    return {
        "enrolment": found.enrolment,
        "request_": found.request,
        "person": found.enrolment.person,
        "cohort": cohort,
        "days": days_of(cohort.sessions),
        "fee": sum(line.yen for line in cohort.fees),
        "names": NAMES,
        "asked": ASKED,
        "purposes": purposes(found),
    }


def purposes(found: Asked):
    return asked_of_guardian(found.enrolment.cohort.course.questions)
