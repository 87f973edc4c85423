"""Somebody wants several dates of one course, in an order; what they do not need any more ends by itself."""

from functools import partial

from flask_babel import lazy_gettext as _

from ... import clock, history
from ...catalogue.models import Cohort
from ...catalogue.rules import eligibility
from ...database import each_alone, hold
from ...people.actions import persons
from ...people.queries import contacts
from ...people.rules.names import Name
from ...refusals import Refused
from ..models import Choice, Enrolment, Wish, WishList
from ..queries import records
from ..queries import seats as counts
from ..queries import wishes as queries
from ..rules import is_active, wishes
from ..rules.guardians import NamedGuardian
from ..rules.own_dates import OWN_SEAT, told
from ..rules.questions_there import are_answered
from . import messages, seats
from .enrol import Application, refuse_outside_window, take_in
from .refusals import MoveNotPossible
from .transfer_refusals import EnrolledThere, OtherCourse, SameDate

GIVE_WAY = "give_way"


class AskedMore(Refused):
    message = _(
        "The form of that date asks something that you have not answered yet. Please apply there with the form, in a "
        "few minutes."
    )


class SeatIsFree(Refused):
    message = _("A seat is free on that date. Move there instead of waiting: nothing is lost.")


class DatesChanged(Refused):
    message = _("Your dates have changed since you opened this page. Look at them as they are now and choose again.")


def want_also(session, enrolment: Enrolment, cohort: Cohort, *, at) -> Enrolment:
    """The same person with the same answers in another date of the course as well; what they have there is given back.
    Who has a seat likes the new date better, everybody else puts it last; both can be changed.

    `enrolment` as everywhere in `moves`, `cohort` with its course, prerequisites and place. Raises MoveNotPossible,
    SameDate, OtherCourse, AskedMore, SeatIsFree and what `enrol` does.
    """
    person = persons.held(session, enrolment.person)
    session.refresh(enrolment, ["state", "cohort_id", "answers", "needs", "guardian", "forgotten_at"])
    if before := counts.already(session, cohort_id=cohort.id, person_id=person.id, key=""):
        return beside(session, enrolment, before, at=at)
    refuse(enrolment, cohort, person, at=at)
    kept = queries.list_of(session, enrolment.id) or begin(session, enrolment, at=at)
    held = queries.dates_of(session, enrolment.id, at=at)
    also = take_in(
        session,
        cohort,
        application(session, enrolment, cohort, person),
        person,
        by=None,
        at=at,
        tell=partial(tell_also, session, choice=kept.choice),
    )
    if kept.choice is not Choice.ALL and also.state in OWN_SEAT and any(one.state in OWN_SEAT for one in held):
        raise SeatIsFree
    put(session, kept, in_order(held, also.id))
    return also


def beside(session, enrolment, before, *, at):
    """What is there already, if it stands beside this one in its list."""
    if before.id == enrolment.id:
        raise SameDate
    if before.id not in {one.id for one in queries.dates_of(session, enrolment.id, at=at)}:
        raise EnrolledThere
    return before


def begin(session, enrolment, *, at) -> WishList:
    made = WishList(choice=wishes.DEFAULT, changed_at=at)
    session.add(made)
    session.flush()
    put(session, made, [enrolment.id])
    return made


def refuse(enrolment, cohort, person, *, at):
    if not is_active(enrolment.state) or enrolment.forgotten_at:
        raise MoveNotPossible
    if cohort.course_id != enrolment.cohort.course_id:
        raise OtherCourse
    refuse_outside_window(cohort, at)
    first_day = clock.today(cohort.starts_at or at)
    if refusal := eligibility.refusal_for(cohort.course, birth_date=person.birth_date, first_day=first_day):
        raise refusal
    if not are_answered(cohort, enrolment.answers):
        raise AskedMore


def application(session, enrolment, cohort, person) -> Application:
    mail, phone = contacts.on_file(session, enrolment.person_id)
    asked = enrolment.guardian
    guardian = asked and NamedGuardian(asked.guardian_name, asked.relation, asked.language, asked.mail)
    return Application(
        name=Name(person.family_name, person.given_name, person.family_kana, person.given_kana, person.roman_name),
        birth_date=person.birth_date,
        mail=mail,
        phone=phone,
        language=enrolment.language,
        key=f"also:{enrolment.receipt}:{cohort.code}:{queries.times_there(session, person.id, cohort.id)}",
        answers=dict(enrolment.answers),
        needs=dict(enrolment.needs),
        guardian=guardian,
    )


def tell_also(session, enrolment, claim, *, cohort, person, application, at, choice):
    """One short letter: that date, how it stands there, and what ends when."""
    messages.tell(
        session,
        enrolment,
        "date_added",
        cohort=cohort,
        person=person,
        contact=(application.mail, application.phone),
        cause=f"history:{claim.entry.id}",
        at=at,
        state=enrolment.state.value,
        position=claim.position,
        closes_at=cohort.closes_at.isoformat(),
        choice=choice.value,
    )


# --- the order --------------------------------------------------------------------------------------------------------


def arrange(session, enrolment, *, order: list[str], choice: Choice, at):
    """`order`: the receipt numbers of all their dates, the best first. Raises DatesChanged."""
    persons.held(session, enrolment.person)
    kept = queries.list_of(session, enrolment.id)
    dates = {one.receipt: one.id for one in queries.dates_of(session, enrolment.id, at=at)}
    if kept is None or sorted(dates) != sorted(order):
        raise DatesChanged
    change = history.Change("choice", kept.choice.value, choice.value)
    kept.choice, kept.changed_at = choice, at
    put(session, kept, [dates[receipt] for receipt in order])
    history.record(session, enrolment, "dates_arranged", by=None, at=at, to_state=enrolment.state, changes=[change])


def in_order(held, new_id) -> list[int]:
    """Ids, the best first: a new date before the first seat that they have, otherwise at the end."""
    ids = [one.id for one in held]
    seated = next((place for place, one in enumerate(held) if one.state in OWN_SEAT), len(ids))
    return [*ids[:seated], new_id, *ids[seated:]]


def stand_anew(session, enrolment, *, at):
    """A date that had ended is wanted again: its place may be another one's by now, so it gets one like a new date."""
    if kept := queries.list_of(session, enrolment.id):
        others = [one for one in queries.dates_of(session, enrolment.id, at=at) if one.id != enrolment.id]
        put(session, kept, in_order(others, enrolment.id))


def put(session, kept: WishList, ids: list[int]):
    for rank, enrolment_id in enumerate(ids, 1):
        wish = queries.wish_of(session, enrolment_id)
        if wish is None:
            session.add(Wish(list_id=kept.id, enrolment_id=enrolment_id, rank=rank))
        else:
            wish.rank = rank
    session.flush()


# --- what ends by itself ----------------------------------------------------------------------------------------------


def settle_all(now, *, stop=lambda: False):
    """Each list in a transaction of its own: what is not done now is found again at the next look."""
    each_alone(queries.due, settle, now, stop=stop)


def settle(session, list_id, *, at) -> int:
    """End what they do not want any more beside the seat that they have, and tell them in one letter. How many ended.

    The person is held, then every date of theirs in the order of the ids: the seat that is kept cannot go meanwhile.
    """
    if (person := queries.person_of(session, list_id)) is None:
        return 0
    persons.held(session, person)
    ids = {one.cohort_id for one in queries.dates_in(session, list_id, at=at)}
    for cohort in queries.cohorts_of(session, ids):
        hold(session, cohort)
    dates = [one for one in queries.dates_in(session, list_id, at=at) if one.cohort_id in ids]
    wanted = [one.wanted(at) for one in dates]
    best, over = wishes.kept(wanted), wishes.ending(session.get_one(WishList, list_id).choice, wanted)
    if best is None or not over:
        return 0
    for enrolment in records.by_ids(session, over):
        entry = seats.apply(session, enrolment, GIVE_WAY, by=None, at=at)
    tell(session, best.id, entry, [one for one in dates if one.id in over], at=at)
    return len(over)


def tell(session, best_id, entry, ended, *, at):
    """Which date they have, and which ended."""
    (enrolment,) = records.by_ids(session, [best_id])
    messages.tell(
        session,
        enrolment,
        "dates_ended",
        cohort=enrolment.cohort,
        person=enrolment.person,
        contact=contacts.on_file(session, enrolment.person_id),
        cause=f"history:{entry.id}",
        at=at,
        ended=told(ended),
    )
